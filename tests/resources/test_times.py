"""Regular times belong to a place where the source says so, and end when they end."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from recurrence.text import read_text
from resources import listings
from resources.actions.merging import merge
from resources.forms.times import ScheduleForm
from resources.intake.entries import Entry
from resources.intake.saving import Intake
from resources.models import Listing, Provider, Resource, Schedule
from resources.near import visibility
from resources.phrases import all_when_words, when_words
from tests.resources.directory import add_place, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def halls() -> Resource:
    """Tuesday in the North Hall, Thursday in the South Hall."""
    resource = make_resource(miles=1, place={"name": "North Hall", "postcode": "SO17 1BJ"})
    add_place(resource, 2, name="South Hall", postcode="SO14 7LP")
    north, south = resource.places.order_by("name")
    Schedule.objects.create(resource=resource, place=north, weekday=1, starts=dt.time(10))
    Schedule.objects.create(resource=resource, place=south, weekday=3, starts=dt.time(14))
    listings.refresh([resource.pk])
    return resource


def ended(resource: Resource, **facts) -> Schedule:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    weekday = yesterday.weekday()
    return Schedule.objects.create(resource=resource, weekday=weekday, ends_on=yesterday, **facts)


class TestPlace:
    def test_each_place_says_its_own_days(self, halls):
        north, south = halls.places.order_by("name")
        assert when_words(halls, north) == ["Tuesday 10:00"]
        assert when_words(halls, south) == ["Thursday 14:00"]

    def test_all_of_them_are_said_with_their_places(self, halls):
        assert set(all_when_words(halls)) == {
            "Tuesday 10:00 at North Hall",
            "Thursday 14:00 at South Hall",
        }

    def test_a_confidential_place_is_not_named(self, halls):
        Resource.objects.update(address_confidential=True)
        said = all_when_words(Resource.objects.get())
        assert said == ["Tuesday 10:00", "Thursday 14:00"]

    def test_the_match_index_holds_each_places_days(self, halls):
        days = dict(Listing.objects.values_list("place__name", "days"))
        assert days == {"North Hall": 1 << 1, "South Hall": 1 << 3}

    def test_what_holds_everywhere_is_in_both(self, halls):
        Schedule.objects.create(resource=halls, weekday=6)
        listings.refresh([halls.pk])
        assert {row.days >> 6 for row in Listing.objects.all()} == {1}

    def test_a_place_takes_its_times_with_it(self, halls):
        halls.places.get(name="North Hall").delete()
        assert [str(one) for one in halls.schedules.all()] == ["Thursday 14:00"]

    def test_an_entry_from_elsewhere_says_at_which_of_its_places(self):
        times = [
            rule.fields(place=number)
            for number, text in enumerate(["Tuesdays 10am", "Thursdays 2pm"])
            for rule in read_text(text).times
        ]
        places = [{"name": "North Hall"}, {"name": "South Hall", "postcode": "SO14 7LP"}]
        entry = Entry(
            key="1",
            provider={"name": "Solent Together"},
            fields={"name": "Strollers", "delivery": ["place"]},
            places=places,
            times=times,
        )
        [first] = Intake("test").save_batch([entry])
        [again] = Intake("test").save_batch([entry])
        assert (first.outcome, again.outcome) == ("new", "unchanged")
        rows = Schedule.objects.values_list("place__name", "weekday", "starts")
        assert set(rows) == {("North Hall", 1, dt.time(10)), ("South Hall", 3, dt.time(14))}


class TestMerging:
    def other(self, postcode: str) -> Resource:
        resource = make_resource("Walkers", miles=1, place={"name": "Hub", "postcode": postcode})
        Schedule.objects.create(resource=resource, weekday=4)
        return resource

    def test_times_stay_at_their_places(self, halls):
        merge(keep=halls, drop=self.other("SO50 5GE"), taken=[])
        assert set(all_when_words(Resource.objects.get())) == {
            "Tuesday 10:00 at North Hall",
            "Thursday 14:00 at South Hall",
            "Friday at Hub",
        }

    def test_what_was_said_of_the_only_place_is_not_said_of_the_others(self):
        first, second = self.other("SO17 1BJ"), self.other("SO50 5GE")
        second.schedules.update(weekday=0)
        merge(keep=first, drop=second, taken=[])
        days = {one.place.postcode: one.weekday for one in first.schedules.all() if one.place}
        assert days == {"SO17 1BJ": 4, "SO50 5GE": 0}

    def test_at_one_place_the_kept_ones_times_stay(self, halls):
        merge(keep=halls, drop=self.other("SO17 1BJ"), taken=[])
        assert set(all_when_words(Resource.objects.get())) == {
            "Tuesday 10:00 at North Hall",
            "Thursday 14:00 at South Hall",
        }

    def test_where_it_has_none_it_gets_the_others(self):
        keep = make_resource("Float", miles=1, place={"name": "Pool", "postcode": "SO17 1BJ"})
        drop = self.other("SO17 1BJ")
        drop.schedules.update(place=drop.places.get())
        merge(keep=keep, drop=drop, taken=[])
        assert [one.place for one in keep.schedules.all()] == [keep.places.get()]


class TestEnded:
    def test_what_has_ended_is_not_offered(self):
        resource = make_resource(miles=1)
        ended(resource)
        listings.refresh([resource.pk])
        today = timezone.localdate()
        assert not Resource.objects.offered(today).exists()
        assert Resource.objects.with_ended_times(today).get() == resource
        assert Listing.objects.get().ends_on < today
        assert visibility.why_not(resource, today) == ["all its regular times have ended"]

    def test_one_that_goes_on_is_enough(self):
        resource = make_resource(miles=1, days=[0])
        ended(resource)
        listings.refresh([resource.pk])
        assert Resource.objects.offered(timezone.localdate()).exists()
        assert Listing.objects.get().ends_on > timezone.localdate()
        assert when_words(resource, None) == ["Monday"]

    def test_a_place_whose_times_have_ended_is_not_offered(self, halls):
        north = halls.places.get(name="North Hall")
        halls.schedules.filter(place=north).delete()
        ended(halls, place=north)
        listings.refresh([halls.pk])
        today = timezone.localdate()
        assert Resource.objects.offered(today).exists()
        offered = Listing.objects.filter(ends_on__gte=today)
        assert offered.values_list("place__name", flat=True).get() == "South Hall"

    def test_many_at_once_know_their_last_date_too(self):
        resource = make_resource()
        sunday = dt.date(2026, 12, 20)
        Schedule.objects.bulk_create([Schedule(resource=resource, weekday=1, ends_on=sunday)])
        assert Schedule.objects.get().last_date == dt.date(2026, 12, 15)


class TestDatabase:
    @pytest.mark.parametrize(
        "facts",
        [
            {"weekday": 1, "week": 2},
            {"weekday": None},
            {"weekday": 1, "frequency": "MONTHLY"},
            {"weekday": 1, "interval": 0},
            {"frequency": "MONTHLY", "day_of_month": 32},
            {"frequency": "MONTHLY", "day_of_month": 1, "weekday": 1, "week": 1},
            {
                "weekday": 1,
                "starts_on": dt.date(2026, 12, 2),
                "ends_on": dt.date(2026, 12, 1),
            },
        ],
    )
    def test_no_time_that_is_none_is_kept(self, facts):
        resource = make_resource()
        with pytest.raises(IntegrityError):
            Schedule.objects.create(resource=resource, **facts)

    def test_none_ends_without_a_last_date(self):
        schedule = Schedule.objects.create(resource=make_resource(), weekday=1)
        with pytest.raises(IntegrityError):
            Schedule.objects.filter(pk=schedule.pk).update(ends_on=dt.date(2026, 12, 1))


def form(**given) -> ScheduleForm:
    return ScheduleForm({"frequency": "WEEKLY", "weekday": "1", **given})


class TestForm:
    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("10.30am", dt.time(10, 30)),
            ("1030", dt.time(10, 30)),
            ("2pm", dt.time(14)),
            ("19:15:30", dt.time(19, 15, 30)),
        ],
    )
    def test_a_time_is_typed_as_people_write_it(self, typed, read):
        asked = form(starts=typed)
        assert asked.is_valid(), asked.errors
        assert asked.cleaned_data["starts"] == read

    @pytest.mark.parametrize(
        ("given", "name", "message"),
        [
            ({"starts": "7"}, "starts", "am or pm"),
            ({"starts": "\0"}, "starts", "am or pm"),
            ({"starts": "9am", "ends": "05:00"}, "ends", "too long"),
            ({"starts": "9am", "ends": "9am"}, "ends", "ends when it starts"),
            ({"weekday": ""}, "weekday", "on which day"),
            ({"day_of_month": "3"}, "day_of_month", "Leave this empty"),
            ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "ends_on", "before the first"),
            ({"starts_on": "2026-12-02", "ends_on": "2026-12-07"}, "ends_on", "never happens"),
            (
                {"interval": "2", "starts_on": "2026-12-03"},
                "starts_on",
                "3 December 2026, a Thursday, is none of its days",
            ),
            ({"exceptions": "soon"}, "exceptions", "cannot read “soon” as a date"),
            ({"ends_on": "soon"}, "ends_on", "Write it as 25/12/2026"),
            ({"interval": "13"}, "interval", "valid choice"),
            ({"starts_on": "0001-01-01"}, "starts_on", "greater than or equal"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_field(self, given, name, message):
        asked = form(**given)
        assert message in " ".join(map(str, asked.errors[name]))

    def test_all_of_a_rule_is_taken(self):
        asked = form(
            interval="2",
            starts="8pm",
            ends="1am",
            starts_on="01/12/2026",
            months=["11", "12"],
            exceptions="15/12/2026, 29 December 2026",
        )
        assert asked.is_valid(), asked.errors
        asked.instance.resource = Resource.objects.create(
            name="Club", provider=Provider.objects.create(name="Us")
        )
        assert str(asked.save()) == (
            "Every other Tuesday 20:00 to 01:00, in November and December, "
            "from 1 December 2026, not on 15 and 29 December 2026"
        )
