"""Regular times as we publish them: at their places, and as they are."""

import datetime as dt

import pytest

from open_referral.publish.service_objects import service
from resources.models import Resource, Schedule
from tests.open_referral.own_feed import empty_the_directory, run, save_our_pages, snapshot
from tests.resources.directory import add_place, make_resource

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def halls() -> Resource:
    resource = make_resource(miles=1, place={"name": "North Hall"})
    south = add_place(resource, 2, name="South Hall")
    Schedule.objects.create(resource=resource, weekday=6)
    Schedule.objects.create(
        resource=resource,
        place=south,
        weekday=2,
        interval=2,
        starts=dt.time(22),
        ends=dt.time(1),
        starts_on=dt.date(2026, 12, 2),
        ends_on=dt.date(2027, 6, 30),
        months=[1, 2, 3, 12],
        exceptions=[dt.date(2026, 12, 30)],
    )
    return resource


def test_a_time_stands_at_its_place(halls):
    said = service(halls, TODAY, {})
    assert [one["byday"] for one in said["schedules"]] == ["SU"]
    [south] = [one for one in said["service_at_locations"] if "schedules" in one]
    assert south["location"]["name"] == "South Hall"
    [time] = south["schedules"]
    assert {name: value for name, value in time.items() if name != "id"} == {
        "service_id": str(halls.pk),
        "service_at_location_id": south["id"],
        "freq": "WEEKLY",
        "interval": 2,
        "byday": "WE",
        "dtstart": "2026-12-02",
        "until": "2027-06-30",
        "notes": "December to March; not on 30 December 2026",
        "opens_at": "22:00",
        "closes_at": "01:00",
    }


def test_out_and_in_again_it_is_the_same(halls):
    before = snapshot()
    kept = save_our_pages()
    empty_the_directory()
    run(kept.__getitem__)
    assert snapshot() == before


def test_of_a_confidential_place_only_the_times_are_told(halls):
    Resource.objects.update(address_confidential=True)
    said = service(Resource.objects.get(), TODAY, {})
    assert {one["byday"] for one in said["schedules"]} == {"SU", "WE"}
    assert "service_at_location_id" not in str(said)
