"""Regular times of other people's feeds, and of ours: at their places, and as they are."""

import datetime as dt
from typing import Any

import pytest

from open_referral.harvest import times
from open_referral.publish.service_objects import service
from resources.models import Resource, Schedule
from resources.recurrence.rules import Rule
from resources.recurrence.words import times_words
from tests.open_referral.own_feed import empty_the_directory, run, save_our_pages, snapshot
from tests.resources.directory import add_place, make_resource

TODAY = dt.date(2026, 11, 28)
HOURS = {"opens_at": "10:00", "closes_at": "12:00"}


def at(name: str, *rows: dict, on: str = "schedules", **more) -> dict:
    return {"id": f"at-{name}", "location": {"id": name, "name": name}, on: list(rows), **more}


def read(places: list[str] = [], **found) -> tuple[list[tuple], str, list[str]]:  # noqa: B006
    """Each time in words with the number of its place, what stays in words, and the remarks."""
    notes: list[str] = []
    when = times.read(found, [{"key": f"at-{name}"} for name in places], notes)
    said = []
    for time in when.times:
        rule: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in time.items()
            if name != "place"
        }
        [words] = times_words([Rule(**rule)], TODAY)
        said.append((words, time["place"]))
    return said, when.words, notes


def test_each_venue_has_its_own_days():
    said, words, _ = read(
        ["North", "South"],
        service_at_locations=[
            at("North", {"freq": "WEEKLY", "byday": "MO", **HOURS}),
            at("South", {"freq": "WEEKLY", "byday": "FR", **HOURS}),
        ],
    )
    assert said == [("Monday 10:00 to 12:00", 0), ("Friday 10:00 to 12:00", 1)]
    assert words == ""


@pytest.mark.parametrize("key", ["service_at_location_id", "location_id"])
def test_a_time_of_the_service_may_name_the_venue(key):
    name = "at-South" if key == "service_at_location_id" else "South"
    said, _, _ = read(
        ["North", "South"],
        service_at_locations=[at("North"), at("South")],
        schedules=[{"byday": "FR", key: name}, {"byday": "SA"}],
    )
    assert said == [("Friday", 1), ("Saturday", None)]


def test_a_time_of_a_location_is_there():
    location = {"id": "North", "regular_schedules": [{"weekday": "Tuesday"}]}
    said, _, _ = read(["North"], service_at_locations=[{"id": "at-North", "location": location}])
    assert said == [("Tuesday", 0)]


def test_at_a_venue_that_was_not_kept_it_stays_in_words():
    said, words, _ = read(
        ["North"], service_at_locations=[at("North"), at("South", {"byday": "FR", **HOURS})]
    )
    assert (said, words) == ([], "Friday 10:00 to 12:00")


def test_what_is_no_rule_is_said_in_words_for_people():
    said, words, notes = read(
        schedules=[{"freq": "WEEKLY", "interval": 26, "byday": "WE", "notes": "Ask us", **HOURS}]
    )
    assert (said, words) == ([], "Every 26 weeks Wednesday 10:00 to 12:00; Ask us")
    assert notes == ["A regular time was kept in words: It is repeated too rarely."]


def test_notes_stay_beside_the_times():
    said, words, _ = read(schedules=[{"byday": "MO", "notes": "Term time only", **HOURS}])
    assert (said, words) == ([("Monday 10:00 to 12:00", None)], "Term time only")


def test_dates_of_one_time_are_its_own():
    said, _, _ = read(
        schedules=[
            {"byday": "MO", "valid_from": "2026-01-05", "valid_to": "2027-03-31"},
            {"byday": "TU"},
        ]
    )
    assert said == [("Monday, until 31 March 2027", None), ("Tuesday", None)]


@pytest.mark.django_db
class TestOurs:
    @pytest.fixture
    def halls(self) -> Resource:
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

    def test_a_time_stands_at_its_place(self, halls):
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

    def test_out_and_in_again_it_is_the_same(self, halls):
        before = snapshot()
        kept = save_our_pages()
        empty_the_directory()
        run(kept.__getitem__)
        assert snapshot() == before

    def test_of_a_confidential_place_only_the_times_are_told(self, halls):
        Resource.objects.update(address_confidential=True)
        said = service(Resource.objects.get(), TODAY, {})
        assert {one["byday"] for one in said["schedules"]} == {"SU", "WE"}
        assert "service_at_location_id" not in str(said)
