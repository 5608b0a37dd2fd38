"""What a feed may change, and what curators and others did that it may not."""

import datetime as dt

import pytest
from django.utils import timezone

from open_referral.models import Feed
from preferences.models import Interest
from resources.actions.merging import merge
from resources.models import (
    ExternalId,
    Listing,
    Provider,
    Resource,
    SourceDifference,
    TermMapping,
)
from tests.open_referral.feed_runs import harvest, remarks
from tests.open_referral.samples import IDS, service
from tests.resources.directory import make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def interests(item_bank):
    """The interests that terms can mean."""


def open_names() -> list[str]:
    return sorted(Resource.objects.filter(status="active").values_list("name", flat=True))


def change_meaning(*slugs: str) -> None:
    mapping = TermMapping.objects.get()
    mapping.interests.set(Interest.objects.filter(slug__in=slugs))
    mapping.checked = True
    mapping.save()


class TestCurators:
    def test_what_they_correct_stays_and_is_told_apart(self, feed_server):
        feed_server.lists(service(1, description="Old"))
        harvest(feed_server)
        Resource.objects.update(name="Corrected")
        harvest(feed_server, full=True)
        assert open_names() == ["Corrected"]
        feed_server.lists(service(1, "From the feed"))
        run = harvest(feed_server, full=True)
        assert open_names() == ["Corrected"]
        [difference] = SourceDifference.objects.waiting()
        assert (difference.field, difference.value) == ("name", "From the feed")
        assert "the source says “From the feed”" in " ".join(remarks(run))
        # what nobody here touched follows the feed
        assert Resource.objects.get().description == ""

    def test_the_interest_they_add_stays(self, feed_server):
        feed_server.lists(service(1))
        harvest(feed_server)
        Resource.objects.get().interests.add(Interest.objects.get(slug="swimming"))
        feed_server.lists(service(1, "Renamed", attributes=[]))
        harvest(feed_server, full=True)
        kept = [interest.slug for interest in Resource.objects.get().interests.all()]
        assert kept == ["swimming"]

    def test_the_place_they_add_stays_and_the_feeds_goes_with_the_feed(self, feed_server):
        at = [{"id": IDS[30], "location": {"id": "1", "name": "Old hall"}}]
        feed_server.lists(service(1, service_at_locations=at))
        harvest(feed_server)
        Resource.objects.get().places.create(name="Curators' hall")
        feed_server.lists(service(1))
        harvest(feed_server, full=True)
        assert [place.name for place in Resource.objects.get().places.all()] == ["Curators' hall"]

    def test_a_later_check_of_theirs_is_not_undone(self, feed_server):
        feed_server.lists(service(1, assured_date="2026-01-01"))
        harvest(feed_server)
        Resource.objects.update(verified_on=dt.date(2026, 11, 1))
        feed_server.lists(service(1, "Renamed", assured_date="2026-02-01"))
        harvest(feed_server, full=True)
        assert Resource.objects.get().verified_on == dt.date(2026, 11, 1)

    def test_a_meaning_they_change_is_used_at_the_next_run(self, feed_server):
        feed_server.lists(service(1))
        harvest(feed_server)
        change_meaning("volunteering")
        harvest(feed_server)
        assert [i.slug for i in Resource.objects.get().interests.all()] == ["volunteering"]
        assert [row.interest_id for row in Listing.objects.all()] == ["volunteering"]

    def test_and_leaves_what_they_corrected(self, feed_server):
        feed_server.lists(service(1))
        harvest(feed_server)
        Resource.objects.update(name="Corrected")
        change_meaning("volunteering")
        assert harvest(feed_server).counts == {"changed": 1}
        assert open_names() == ["Corrected"]


class TestOthersEntries:
    def test_are_not_a_feeds_to_change(self, feed_server):
        mine = make_resource("Mine")
        feed_server.lists(service(1, "Theirs", id=str(mine.pk)))
        run = harvest(feed_server)
        assert run.counts == {"left out": 1, "remarks": 1}
        assert Resource.objects.get().name == "Mine"

    def test_nor_are_their_organisations(self, feed_server):
        make_resource("Mine")
        provider = Provider.objects.get()
        organization = {"id": str(provider.pk), "name": "Taken over", "description": "Ha"}
        feed_server.lists(service(1, organization=organization))
        harvest(feed_server)
        assert Provider.objects.get().name == "Solent Together"
        assert Resource.objects.get(pk=IDS[1]).provider == provider

    def test_nor_are_their_places(self, feed_server):
        place = make_resource("Mine", miles=1, place={"name": "My hall"}).places.get()
        at = [{"id": str(place.pk), "location": {"id": "1", "name": "Their hall"}}]
        feed_server.lists(service(1, service_at_locations=at))
        harvest(feed_server)
        place.refresh_from_db()
        assert place.name == "My hall"
        assert [p.name for p in Resource.objects.get(pk=IDS[1]).places.all()] == ["Their hall"]


class TestGone:
    def test_what_curators_open_again_stays_open(self, feed_server):
        feed_server.lists(service(1), service(2))
        harvest(feed_server)
        feed_server.lists(service(1))
        harvest(feed_server, full=True)
        Resource.objects.filter(pk=IDS[2]).update(status="active")
        assert harvest(feed_server, full=True).counts == {"unchanged": 1}
        assert open_names() == ["Number 1", "Number 2"]

    def test_of_two_that_were_merged_one_is_enough(self, feed_server):
        feed_server.lists(service(1), service(2))
        harvest(feed_server)
        merge(keep=Resource.objects.get(pk=IDS[1]), drop=Resource.objects.get(pk=IDS[2]), taken=[])
        for listed in ([service(2)], [service(1)]):
            feed_server.lists(*listed)
            harvest(feed_server, full=True)
            assert open_names() == ["Number 1"]
        feed_server.lists()
        assert harvest(feed_server, full=True).counts == {"closed": 1, "remarks": 1}
        assert open_names() == []

    def test_what_comes_from_elsewhere_too_stays_open(self, feed_server):
        feed_server.lists(service(1))
        harvest(feed_server)
        ExternalId.objects.create(resource_id=IDS[1], source="libraries", value="7")
        feed_server.lists()
        run = harvest(feed_server, full=True)
        assert run.counts == {"remarks": 1}
        assert "came from elsewhere too" in remarks(run)[0]
        assert open_names() == ["Number 1"]
        assert harvest(feed_server, full=True).counts == {}


class TestIds:
    def test_listed_twice(self, feed_server):
        feed_server.lists(service(1), service(1, "Another"), service(2), per_page=5)
        run = harvest(feed_server)
        assert run.counts == {"new": 2, "left out": 1, "remarks": 1}
        why = "Its id is in the feed more than once. The first was taken."
        assert run.remarks == [[IDS[1], "Another", why]]
        # and yet the feed was complete: what is gone shows
        feed_server.lists(service(1), service(1, "Another"), per_page=5)
        assert harvest(feed_server, full=True).counts["closed"] == 1

    def test_again_on_a_later_page_is_the_same_entry(self, feed_server):
        feed_server.lists(service(1), service(2), service(1), per_page=2)
        assert harvest(feed_server).counts["new"] == 2
        assert open_names() == ["Number 1", "Number 2"]

    def test_a_uuid_is_the_same_in_capitals(self, feed_server):
        key = "ac148810-d857-441c-9679-408f346de14b"
        feed_server.lists(service(1, id=key))
        harvest(feed_server)
        feed_server.lists(service(1, id=key.upper()))
        assert harvest(feed_server, full=True).counts == {"unchanged": 1}

    def test_without_one_is_counted_and_does_not_hide_what_is_gone(self, feed_server):
        feed_server.lists(service(1), service(2), service(3, id=None), service(4, id=""))
        run = harvest(feed_server)
        assert run.counts == {"new": 2, "left out": 2, "remarks": 1}
        assert remarks(run) == ["2 without an id cannot be taken."]
        feed_server.lists(service(1), service(3, id=None))
        assert harvest(feed_server, full=True).counts["closed"] == 1


def test_an_organisation_is_there_though_its_first_entry_was_left_out(feed_server):
    feed_server.lists(service(1, name="<p></p>", id="nameless"), service(2))
    harvest(feed_server)
    assert Resource.objects.select_related("provider").get().provider.name == "Council"


def test_a_clock_that_is_ahead_hides_nothing(feed_server):
    feed_server.lists(service(1, last_modified="2999-01-01T00:00:00Z"))
    harvest(feed_server)
    until = Feed.objects.get().changed_until
    assert until is not None and until <= timezone.now()


def test_a_feed_that_calls_no_page_its_first(feed_server):
    page = {"totalElements": 1, "totalPages": 1, "first": False, "last": True}

    def answer(query) -> dict | None:
        # it counts from 1, and knows no page 0
        return page | {"content": [service(1)]} if query["page"] == "1" else None

    feed_server.says("/services", answer)
    harvest(feed_server)
    assert open_names() == ["Number 1"]


def test_what_a_curator_says_of_an_organisation_stays(feed_server):
    def feed(description: str, phone: str, about: str) -> list[str]:
        organization = {
            "id": IDS[-1], "name": "Council", "description": description,
            "phones": [{"number": phone}],
        }  # fmt: skip
        feed_server.lists(service(1, description=about, organization=organization))
        return remarks(harvest(feed_server, full=True))

    feed("Council", "01632 960001", "Tea")
    Provider.objects.update(description="The town's own council")
    said = feed("Council", "01632 960002", "Tea and cake")
    assert "The description of its organisation was changed here, so ours stays." in said
    provider = Provider.objects.get()
    assert (provider.description, provider.phone) == ("The town's own council", "01632 960002")
    feed("A council", "01632 960002", "Tea")
    assert Provider.objects.get().description == "The town's own council"
