"""A feed fetched again and again: what changed, what is gone, what curators did meanwhile."""

import datetime as dt
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from preferences.models import Interest
from resources.actions.feeds import FULL_EVERY
from resources.models import (
    ExternalId,
    Feed,
    FeedRun,
    Listing,
    Provider,
    Resource,
    TermMapping,
)
from tests.resources.directory import make_resource
from tests.resources.open_referral.feeds import snapshot
from tests.resources.open_referral.server import paged
from tests.resources.open_referral.taking import remarks, take

pytestmark = pytest.mark.django_db

IDS = [f"00000000-0000-4000-8000-{n:012}" for n in range(1, 40)]


def service(n: int, name: str = "", **more) -> dict:
    return {
        "id": IDS[n],
        "name": name or f"Number {n}",
        "status": "active",
        "last_modified": "2026-01-01T00:00:00Z",
        "organization": {"id": IDS[-1], "name": "Council", "description": "Council"},
        "attributes": [{"id": "1", "taxonomy_term": {"id": "w", "name": "Walking"}}],
        "phones": [{"id": "1", "number": "023 8000 0000"}],
    } | more


@pytest.fixture(autouse=True)
def interests(item_bank):
    """The interests that terms can mean."""


def open_names() -> list[str]:
    return sorted(Resource.objects.filter(status="active").values_list("name", flat=True))


def test_again_changes_nothing(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    assert take(feed_server).counts == {"new": 3}
    before, stamps = snapshot(), list(Resource.objects.order_by("pk").values_list("updated_at"))
    assert take(feed_server, full=True).counts == {"unchanged": 3}
    assert snapshot() == before
    assert list(Resource.objects.order_by("pk").values_list("updated_at")) == stamps


def test_what_changed_is_changed(feed_server):
    feed_server.lists(service(1), service(2))
    take(feed_server)
    feed_server.lists(service(1, "Renamed"), service(2))
    assert take(feed_server, full=True).counts == {"changed": 1, "unchanged": 1}
    assert open_names() == ["Number 2", "Renamed"]


def test_people_are_shown_it_and_no_longer_when_it_is_gone(feed_server):
    feed_server.lists(service(1))
    take(feed_server)
    assert Listing.objects.filter(interest="walking-and-outdoor-activities").count() == 1
    feed_server.lists()
    take(feed_server, full=True)
    assert Listing.objects.count() == 0


def test_gone_is_closed_and_not_deleted_and_may_come_back(feed_server):
    feed_server.lists(service(1), service(2))
    take(feed_server)
    feed_server.lists(service(1))
    run = take(feed_server, full=True)
    assert run.counts == {"unchanged": 1, "closed": 1, "remarks": 1}
    assert run.remarks == [[IDS[2], "Number 2", "No longer in the feed: marked as closed."]]
    assert open_names() == ["Number 1"]
    assert Resource.objects.get(pk=IDS[2]).status == "closed"
    assert take(feed_server, full=True).counts == {"unchanged": 1}
    feed_server.lists(service(1), service(2))
    assert take(feed_server, full=True).counts == {"unchanged": 1, "changed": 1}
    assert open_names() == ["Number 1", "Number 2"]


def test_nothing_is_closed_when_the_feed_was_not_complete(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    take(feed_server)
    short = paged([service(1)], {}, 5) | {"total_items": 3}
    feed_server.says("/services", short)
    run = take(feed_server, full=True)
    assert run.outcome == FeedRun.Outcome.PARTLY
    assert remarks(run) == ["The feed says it has 3 services, but lists 1."]
    assert len(open_names()) == 3


def test_nothing_is_closed_when_pages_repeat(feed_server):
    feed_server.lists(service(1), service(2), service(3))
    take(feed_server)
    first = paged([service(1), service(2), service(3)], {}, 2)
    feed_server.says("/services", first)
    run = take(feed_server, full=True)
    assert run.outcome == FeedRun.Outcome.PARTLY
    assert len(open_names()) == 3


def test_an_entry_whose_details_fail_is_not_gone(feed_server):
    feed_server.lists(service(1), service(2))
    take(feed_server)
    feed_server.lists(service(1), {"id": IDS[2], "name": "Number 2", "status": "active"})
    run = take(feed_server, full=True)
    assert run.counts == {"unchanged": 1, "left out": 1, "remarks": 1}
    assert open_names() == ["Number 1", "Number 2"]


def test_an_emptied_feed_is_not_believed_unless_told_to(feed_server):
    feed_server.lists(*(service(n) for n in range(1, 21)))
    take(feed_server)
    feed_server.lists(service(1))
    run = take(feed_server, full=True)
    assert run.counts.get("closed", 0) == 0
    assert "look like a mistake" in remarks(run)[0]
    assert len(open_names()) == 20
    assert take(feed_server, full=True, close_many=True).counts["closed"] == 19
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
        take(feed_server)
        self.serve(
            feed_server,
            service(1),
            service(2, "Renamed", last_modified="2026-06-01T00:00:00Z"),
            service(3, last_modified="2026-01-01T12:00:00Z"),
        )
        assert "modified_after" not in feed_server.asked[-1]
        run = take(feed_server)
        # a day's overlap
        assert "modified_after=2025-12-31T00%3A00%3A00%2B00%3A00" in feed_server.asked[-1]
        assert run.counts == {"changed": 1, "new": 1, "unchanged": 1}
        self.serve(feed_server, service(1))
        assert take(feed_server).counts == {}
        assert len(open_names()) == 3

    def test_a_feed_that_gives_everything_all_the_same_shows_what_is_gone(self, feed_server):
        old = {"last_modified": "2020-01-01T00:00:00Z"}
        self.serve(feed_server, service(1), service(2, **old), service(3, **old), honours=False)
        take(feed_server)
        self.serve(feed_server, service(1), service(2, **old), honours=False)
        assert take(feed_server).counts["closed"] == 1

    def test_entries_without_a_date_show_nothing_gone(self, feed_server):
        self.serve(feed_server, service(1), service(2))
        take(feed_server)
        undated = service(1)
        del undated["last_modified"]
        feed_server.says("/services", [undated])
        assert take(feed_server).counts == {"unchanged": 1}
        assert len(open_names()) == 2
        assert Feed.objects.get().changed_until is None

    def test_everything_is_asked_for_once_a_week(self, feed_server):
        self.serve(feed_server, service(1), service(2))
        take(feed_server)
        self.serve(feed_server, service(1))
        take(feed_server)
        assert len(open_names()) == 2
        Feed.objects.update(last_full_at=timezone.now() - FULL_EVERY - dt.timedelta(hours=1))
        assert take(feed_server).counts == {"unchanged": 1, "closed": 1, "remarks": 1}


class TestCurators:
    def test_what_they_correct_stays_until_the_feed_changes_it(self, feed_server):
        feed_server.lists(service(1, description="Old"))
        take(feed_server)
        Resource.objects.update(name="Corrected")
        take(feed_server, full=True)
        assert open_names() == ["Corrected"]
        feed_server.lists(service(1, "From the feed"))
        take(feed_server, full=True)
        assert open_names() == ["From the feed"]

    def test_the_interest_they_add_stays(self, feed_server):
        feed_server.lists(service(1))
        take(feed_server)
        Resource.objects.get().interests.add(Interest.objects.get(slug="swimming"))
        feed_server.lists(service(1, "Renamed", attributes=[]))
        take(feed_server, full=True)
        kept = [interest.slug for interest in Resource.objects.get().interests.all()]
        assert kept == ["swimming"]

    def test_the_place_they_add_stays_and_the_feeds_goes_with_the_feed(self, feed_server):
        at = [{"id": IDS[30], "location": {"id": "1", "name": "Old hall"}}]
        feed_server.lists(service(1, service_at_locations=at))
        take(feed_server)
        Resource.objects.get().places.create(name="Curators' hall")
        feed_server.lists(service(1))
        take(feed_server, full=True)
        assert [place.name for place in Resource.objects.get().places.all()] == ["Curators' hall"]

    def test_a_later_check_of_theirs_is_not_undone(self, feed_server):
        feed_server.lists(service(1, assured_date="2026-01-01"))
        take(feed_server)
        Resource.objects.update(verified_on=dt.date(2026, 11, 1))
        feed_server.lists(service(1, "Renamed", assured_date="2026-02-01"))
        take(feed_server, full=True)
        assert Resource.objects.get().verified_on == dt.date(2026, 11, 1)

    def test_a_meaning_they_change_is_used_at_the_next_run(self, feed_server):
        feed_server.lists(service(1))
        take(feed_server)
        mapping = TermMapping.objects.get()
        mapping.interests.set(Interest.objects.filter(slug="volunteering"))
        mapping.checked = True
        mapping.save()
        take(feed_server)
        assert [i.slug for i in Resource.objects.get().interests.all()] == ["volunteering"]


class TestOthersEntries:
    def test_are_not_a_feeds_to_change(self, feed_server):
        mine = make_resource("Mine")
        feed_server.lists(service(1, "Theirs", id=str(mine.pk)))
        run = take(feed_server)
        assert run.counts == {"left out": 1, "remarks": 1}
        assert Resource.objects.get().name == "Mine"

    def test_nor_are_their_organisations(self, feed_server):
        make_resource("Mine")
        provider = Provider.objects.get()
        organization = {"id": str(provider.pk), "name": "Taken over", "description": "Ha"}
        feed_server.lists(service(1, organization=organization))
        take(feed_server)
        assert Provider.objects.get().name == "Solent Together"
        assert Resource.objects.get(pk=IDS[1]).provider == provider

    def test_nor_are_their_places(self, feed_server):
        place = make_resource("Mine", miles=1, place={"name": "My hall"}).places.get()
        at = [{"id": str(place.pk), "location": {"id": "1", "name": "Their hall"}}]
        feed_server.lists(service(1, service_at_locations=at))
        take(feed_server)
        place.refresh_from_db()
        assert place.name == "My hall"
        assert [p.name for p in Resource.objects.get(pk=IDS[1]).places.all()] == ["Their hall"]


class TestCommands:
    def test_import_reports_and_ends(self, feed_server, capsys, tmp_path):
        feed_server.lists(service(1), service(2, email="=cmd|' /C calc'!A0"))
        report = tmp_path / "report.csv"
        call_command("import_open_referral", feed_server.url + "/", report=report)
        assert (
            capsys.readouterr().out
            == "2 new, 0 changed, 0 unchanged, 0 closed, 0 left out. Done.\n"
        )
        lines = report.read_text("utf-8-sig").splitlines()
        assert lines[0] == "id in the feed,name,what to look at"
        assert lines[1].startswith(f"{IDS[2]},Number 2,Email “=cmd|' /C calc'!A0” was left out")

    def test_import_of_a_file(self, tmp_path, capsys):
        whole = tmp_path / "feed.json"
        whole.write_text(json.dumps(paged([service(1), service(2)], {}, 5)))
        call_command("import_open_referral", str(whole))
        lines = tmp_path / "feed.ndjson"
        lines.write_text("\n".join(json.dumps(service(n)) for n in (1, 2, 3)) + "\n")
        call_command("import_open_referral", str(lines), name="feed.json")
        out = capsys.readouterr().out.splitlines()
        assert out[0].startswith("2 new,")
        assert out[-1].startswith("1 new, 0 changed, 2 unchanged,")
        assert len(open_names()) == 3

    @pytest.mark.parametrize("body", ["", "<html>", "{", '{"id": "1"}\n{"id": ', "[[[", "\x00"])
    def test_import_of_a_broken_file(self, tmp_path, body):
        path = tmp_path / "feed.json"
        path.write_text(body)
        with pytest.raises(CommandError, match=r"JSON.*Nothing was changed"):
            call_command("import_open_referral", str(path))
        assert not Resource.objects.exists() and not ExternalId.objects.exists()

    def test_import_of_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="There is no file"):
            call_command("import_open_referral", str(tmp_path / "none.json"))

    def test_refresh_runs_what_is_due_and_goes_on_after_a_failure(self, feed_server, capsys):
        feed_server.lists(service(1))
        Feed.objects.create(name="Bad", url=feed_server.url + "/nothing")
        Feed.objects.create(name="Good", url=feed_server.url)
        Feed.objects.create(name="Off", url=feed_server.url, enabled=False)
        Feed.objects.create(name="A file")
        with pytest.raises(CommandError, match=r"Not fetched: Bad\."):
            call_command("refresh_feeds")
        assert capsys.readouterr().out.splitlines() == [
            "Bad: The feed answered with an error (HTTP status 404).",
            "Good: Done",
        ]
        assert FeedRun.objects.count() == 2
        call_command("refresh_feeds")
        assert FeedRun.objects.count() == 2
        Feed.objects.update(last_run_at=timezone.now() - dt.timedelta(hours=24))
        Feed.objects.filter(name="Bad").delete()
        call_command("refresh_feeds")
        assert Feed.objects.get(name="Good").runs.count() == 2


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
    run = take(feed_server)
    done.set()
    other.join()
    assert run.message == "Another run of this feed is under way."
    assert not Resource.objects.exists()
