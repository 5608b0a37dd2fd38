"""A feed fetched again and again: what changed, what is gone, what curators did meanwhile."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from open_referral.harvest.run import FULL_EVERY
from open_referral.models import Feed, FeedRun
from resources.models import Listing, Resource
from tests.open_referral.feed_runs import harvest, remarks
from tests.open_referral.own_feed import snapshot
from tests.open_referral.samples import IDS, service
from tests.open_referral.server import paged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def interests(item_bank):
    """The interests that terms can mean."""


def open_names() -> list[str]:
    return sorted(Resource.objects.filter(status="active").values_list("name", flat=True))


def test_again_changes_nothing(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    assert harvest(feed_server).counts == {"new": 3}
    before, stamps = snapshot(), list(Resource.objects.order_by("pk").values_list("updated_at"))
    assert harvest(feed_server, full=True).counts == {"unchanged": 3}
    assert snapshot() == before
    assert list(Resource.objects.order_by("pk").values_list("updated_at")) == stamps


def test_what_changed_is_changed(feed_server):
    feed_server.lists(service(1), service(2))
    harvest(feed_server)
    feed_server.lists(service(1, "Renamed"), service(2))
    assert harvest(feed_server, full=True).counts == {"changed": 1, "unchanged": 1}
    assert open_names() == ["Number 2", "Renamed"]


def test_people_are_shown_it_and_no_longer_when_it_is_gone(feed_server):
    feed_server.lists(service(1))
    harvest(feed_server)
    assert Listing.objects.filter(interest="walking-and-outdoor-activities").count() == 1
    feed_server.lists()
    harvest(feed_server, full=True)
    assert Listing.objects.count() == 0


def test_gone_is_closed_and_not_deleted_and_may_come_back(feed_server):
    feed_server.lists(service(1), service(2))
    harvest(feed_server)
    feed_server.lists(service(1))
    run = harvest(feed_server, full=True)
    assert run.counts == {"unchanged": 1, "closed": 1, "remarks": 1}
    assert run.remarks == [[IDS[2], "Number 2", "No longer in the feed: marked as closed."]]
    assert open_names() == ["Number 1"]
    assert Resource.objects.get(pk=IDS[2]).status == "closed"
    assert harvest(feed_server, full=True).counts == {"unchanged": 1}
    feed_server.lists(service(1), service(2))
    assert harvest(feed_server, full=True).counts == {"unchanged": 1, "changed": 1}
    assert open_names() == ["Number 1", "Number 2"]


def test_nothing_is_closed_when_the_feed_was_not_complete(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    harvest(feed_server)
    short = paged([service(1)], {}, 5) | {"total_items": 3}
    feed_server.says("/services", short)
    run = harvest(feed_server, full=True)
    assert run.outcome == FeedRun.Outcome.PARTLY
    assert remarks(run) == ["The feed says it has 3 services, but lists 1."]
    assert len(open_names()) == 3


def test_nothing_is_closed_when_pages_repeat(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    harvest(feed_server)
    first = paged([service(1), service(2), service(3)], {}, 2)
    feed_server.says("/services", first)
    run = harvest(feed_server, full=True)
    assert run.outcome == FeedRun.Outcome.PARTLY
    assert len(open_names()) == 3


def test_an_entry_whose_details_fail_is_not_gone(feed_server):
    feed_server.lists(service(1), service(2))
    harvest(feed_server)
    feed_server.lists(service(1), {"id": IDS[2], "name": "Number 2", "status": "active"})
    run = harvest(feed_server, full=True)
    assert run.counts == {"unchanged": 1, "left out": 1, "remarks": 1}
    assert open_names() == ["Number 1", "Number 2"]


def test_an_emptied_feed_is_not_believed_unless_told_to(feed_server):
    feed_server.lists(*(service(n) for n in range(1, 21)))
    harvest(feed_server)
    feed_server.lists(service(1))
    run = harvest(feed_server, full=True)
    assert run.counts.get("closed", 0) == 0
    assert "look like a mistake" in remarks(run)[0]
    assert len(open_names()) == 20
    assert harvest(feed_server, full=True, close_many=True).counts["closed"] == 19
    assert open_names() == ["Number 1"]


class TestOnlyWhatChanged:
    def serve(self, feed_server, *services: dict, honours: bool = True) -> None:
        def page(query) -> dict:
            since = query.get("modified_after", "") if honours else ""
            since = since.replace(" ", "+")[:19]
            return paged([s for s in services if s["last_modified"][:19] >= since], query, 2)

        feed_server.says("/services", page)

    def test_is_asked_for_and_the_rest_stays(self, feed_server):
        self.serve(feed_server, service(1), service(2))
        harvest(feed_server)
        self.serve(
            feed_server,
            service(1),
            service(2, "Renamed", last_modified="2026-06-01T00:00:00Z"),
            service(3, last_modified="2026-01-01T12:00:00Z"),
        )
        assert "modified_after" not in feed_server.asked[-1]
        run = harvest(feed_server)
        # a day's overlap
        assert "modified_after=2025-12-31T00%3A00%3A00%2B00%3A00" in feed_server.asked[-1]
        assert run.counts == {"changed": 1, "new": 1, "unchanged": 1}
        self.serve(feed_server, service(1))
        assert harvest(feed_server).counts == {}
        assert len(open_names()) == 3

    def test_a_feed_that_gives_everything_all_the_same_shows_what_is_gone(self, feed_server):
        old = {"last_modified": "2020-01-01T00:00:00Z"}
        self.serve(feed_server, service(1), service(2, **old), service(3, **old), honours=False)
        harvest(feed_server)
        self.serve(feed_server, service(1), service(2, **old), honours=False)
        assert harvest(feed_server).counts["closed"] == 1

    def test_entries_without_a_date_show_nothing_gone(self, feed_server):
        self.serve(feed_server, service(1), service(2))
        harvest(feed_server)
        undated = service(1)
        del undated["last_modified"]
        feed_server.says("/services", [undated])
        assert harvest(feed_server).counts == {"unchanged": 1}
        assert len(open_names()) == 2
        assert Feed.objects.get().changed_until is None

    def test_everything_is_asked_for_once_a_week(self, feed_server):
        self.serve(feed_server, service(1), service(2))
        harvest(feed_server)
        self.serve(feed_server, service(1))
        harvest(feed_server)
        assert len(open_names()) == 2
        Feed.objects.update(last_full_at=timezone.now() - FULL_EVERY - dt.timedelta(hours=1))
        assert harvest(feed_server).counts == {"unchanged": 1, "closed": 1, "remarks": 1}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_do_not_mix(feed_server):
    feed = Feed.objects.create(name="Council", url=feed_server.url)
    feed_server.lists(service(1))
    locked, done = threading.Event(), threading.Event()

    def another_run() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [feed.source])
            locked.set()
            done.wait()
        connection.close()

    other = threading.Thread(target=another_run)
    other.start()
    locked.wait()
    run = harvest(feed_server)
    done.set()
    other.join()
    assert run.message == "Another run of this feed is under way."
    assert not Resource.objects.exists()
