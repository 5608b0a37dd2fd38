"""Feeds with names, words and dates of their own, as councils' programs write them: what becomes of
them. Each of a kind that was once read wrongly."""

from decimal import Decimal
from typing import Any

import pytest

from open_referral.harvest.reading import read
from recurrence.rules import Rule
from recurrence.words import times_words
from resources.intake.entries import Entry
from tests.open_referral.test_other_peoples_feeds import TODAY
from tests.open_referral.test_strange_feeds import AT, service

CLOCK = {"opens_at": "10:00", "closes_at": "12:00"}
MONDAY = {"freq": "WEEKLY", "byday": "MO", **CLOCK}


def entry(**more: Any) -> Entry:
    return read(service(1, **more), TODAY).entry


def fields(**more: Any) -> dict[str, Any]:
    return entry(**more).fields


def taken(time: dict[str, Any]) -> dict[str, Any]:
    """Of a time as the forms take it, what a rule is made of."""
    known = vars(Rule())
    given = {name: part for name, part in time.items() if name in known}
    return {name: tuple(part) if isinstance(part, list) else part for name, part in given.items()}


def when(*schedules: Any) -> list[str]:
    """The times as people read them, and what stays words."""
    found = entry(schedules=list(schedules))
    rules = [Rule(**taken(time)) for time in found.times or []]
    words = found.fields["when_text"]
    return [*times_words(rules, TODAY), *([words] if words else [])]


@pytest.mark.parametrize(
    ("one", "phone"),
    [
        ({"phone_type": "fax"}, ""),
        ({"name": "Office fax"}, ""),
        ({"type": "tel/fax"}, "023 8055 0001"),
        ({"type": "Fax and telephone"}, "023 8055 0001"),
        ({"type": "video"}, ""),
        ({"ext": "12"}, "023 8055 0001 ext 12"),
        ({"extension": "x12"}, "023 8055 0001 ext 12"),
        ({"extension": "extension 12"}, "023 8055 0001 ext 12"),
        ({"extension": 12.0}, "023 8055 0001 ext 12"),
        ({"extension": 0}, "023 8055 0001"),
        ({"extension": "12 or 13"}, "023 8055 0001"),
        ({"number": "212-555-0100", "country_prefix": "+1"}, "+1 212-555-0100"),
    ],
)
def test_a_telephone(one, phone):
    assert fields(phones=[{"number": "023 8055 0001"} | one])["phone"] == phone


def test_a_contact_for_faxes_has_no_telephone():
    contact = {"title": "Fax", "phones": [{"number": "023 8055 0001"}]}
    assert fields(contacts=[contact])["phone"] == ""


@pytest.mark.parametrize(
    "address",
    [
        {"line1": "Hall", "line2": "22 Lane", "postTown": "Hythe", "postCode": "SO17 1BJ"},
        {"building": "Hall", "street_address": "22 Lane", "town": "Hythe", "postcode": "SO17 1BJ"},
        {"address_1": "Hall", "address_3": "22 Lane", "city": "Hythe", "postal_code": "SO17 1BJ"},
    ],
)
def test_an_address_by_other_names(address):
    at = [AT | {"location": {"id": "l", "addresses": [address]}}]
    [place] = entry(service_at_locations=at).places or []
    assert (place["address"], place["town"]) == ("Hall, 22 Lane", "Hythe")
    assert place["postcode"] == "SO17 1BJ"


@pytest.mark.parametrize(
    "where",
    [
        {"easting": 442000, "northing": "113000"}, {"coordinates": [-1.4036, 50.9147]},
        {"geo": {"lat": 50.9147, "lng": -1.4036}}, {"point": "POINT (-1.4036 50.9147)"},
    ],
)  # fmt: skip
def test_a_point_by_other_names(where):
    [place] = entry(service_at_locations=[AT | {"location": {"id": "l", **where}}]).places or []
    assert place["point"].startswith("SRID=4326;POINT (-1.40")


def test_degrees_that_are_none_are_told_once():
    where = {"id": "l", "name": "H", "latitude": "50,92", "longitude": "-1,39"}
    found = entry(service_at_locations=[AT | {"location": where}])
    assert [note for note in found.notes if "Latitude" in note] == [
        "Latitude “50,92”, longitude “-1,39” was left out: degrees are written like 50.9341 and "
        "-1.3957."
    ]


@pytest.mark.parametrize(
    ("more", "limits", "said"),
    [
        ({"eligibilitys": [{"eligibility": "50+"}, {"eligibility": "Carers"}]}, (None, None),
         "Who it is for: 50+; Carers"),
        ({"eligibilitys": [{"minimum_age": 16, "maximum_age": 25}, {"eligibility": "Parents"}]},
         (None, None), "Who it is for: Parents; 16 to 25"),
        ({"minimum_age": "18 months", "maximum_age": "4 years"}, (None, 4),
         "Who it is for: 18 months to 4 years"),
        ({"age_range": "50+"}, (50, None), "Who it is for: 50+"),
    ],
)  # fmt: skip
def test_ages(more, limits, said):
    found = fields(**more)
    assert (found["minimum_age"], found["maximum_age"]) == limits
    assert said in found["description"]


FIVE, ANY = ("amount", Decimal("5.00"), ""), ("other", None)


@pytest.mark.parametrize(
    ("more", "cost"),
    [
        ({"cost_options": [{"amount": 5, "currency_code": "USD"}]}, (*ANY, "5 USD")),
        ({"cost_options": [{"amount": 5, "option": "Entry (euros)"}]}, (*ANY, "Entry (euros) 5")),
        ({"cost_options": [{"amount": 5, "amount_description": "US dollars"}]},
         (*ANY, "5 US dollars")),
        ({"cost_options": [{"amount": 5, "currency": "Pounds Sterling"}]}, FIVE),
        ({"cost_options": [{"amount": 5, "option": "Euro night", "currency": "GBP"}]},
         (*ANY, "Euro night £5.00")),
        ({"cost_options": [{"amount": 5, "eligibility": "under 18s"}]}, (*ANY, "under 18s £5.00")),
        ({"cost_options": [{"min_amount": 3, "max_amount": 5}]}, (*ANY, "£3 to £5")),
        ({"cost_options": [{"amount": 3, "maximum_amount": 5}]}, (*ANY, "£3 to £5")),
        ({"cost_options": [{"amount": 5, "valid_to": "summer"}]}, (*ANY, "until summer £5.00")),
        ({"cost_options": [{"amount": 5, "valid_to": "December 2020"}]}, ("unknown", None, "")),
        ({"price": 5}, FIVE),
        ({"fees": [{"amount": 5}]}, FIVE),
        ({"is_free": True}, ("free", None, "")),
    ],
)  # fmt: skip
def test_a_price(more, cost):
    found = fields(**more)
    assert (found["cost"], found["amount"], found["cost_text"]) == cost


@pytest.mark.parametrize(
    "more",
    [
        {"state": "draft"}, {"publish_status": "draft"}, {"date_closed": "2020-01-01"},
        {"expires": "31/12/2020"}, {"valid_to": "Dec 2020"}, {"publicly_visible": False},
        {"service_status": "closed"}, {"workflow_state": "archived"}, {"name": "Bees (CLOSED)"},
        {"status": "Closed permanently"}, {"status": "no longer running"},
        {"workflow_status": "pending approval"}, {"record_status": "in_review"},
    ],
)  # fmt: skip
def test_what_does_not_run_is_not_active(more):
    assert fields(**more)["status"] != "active"


@pytest.mark.parametrize(
    "more", [{"state": "CA"}, {"status": "Running."}, {"status": 1}, {"status": True},
             {"expires": "2099-01-01"}, {"name": "The Closed Door"}, {"record_status": "complete"},
             {"workflow_status": "final"}],
)  # fmt: skip
def test_what_runs_is(more):
    assert fields(**more)["status"] == "active"


@pytest.mark.parametrize(
    "said",
    [
        "1 October 2026",
        "01-10-2026",
        "2026-10-01Z",
        "2026-10-01+01:00",
        "2026/10/01",
        "20261001",
        "1.10.2026",
        "1st Oct 2026",
    ],
)
@pytest.mark.parametrize("name", ["assured_date", "last_verified"])
def test_a_date(name, said):
    assert str(fields(**{name: said})["verified_on"]) == "2026-10-01"


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("31/12/2020", "2020-12-31"), ("31 December 2020", "2020-12-31"), ("2020", "2020-12-31"),
        ("31-12-2020", "2020-12-31"), ("Feb 2020", "2020-02-29"), ("2/2020", "2020-02-29"),
        ("end of July 2020", "2020-07-31"), ("20201231T000000Z", "2020-12-31"),
    ],
)  # fmt: skip
def test_what_has_ended_has_whatever_its_end_is_called(until, day):
    (time,) = entry(schedules=[MONDAY | {"until": until}]).times or []
    assert str(time["ends_on"]) == day
    for name in ("valid_to", "end_date"):
        assert str(fields(schedules=[MONDAY | {name: until}])["ends_on"]) == day


@pytest.mark.parametrize("never", ["9999-12-31", "2999-12-31T00:00:00"])
def test_a_day_that_never_comes_is_no_end(never):
    assert when(MONDAY | {"until": never}) == ["Monday 10:00 to 12:00"]
    assert when(MONDAY | {"valid_to": never}) == ["Monday 10:00 to 12:00"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"freq": "FORTNIGHTLY", "byday": "WE"}, ["Every other Wednesday 10:00 to 12:00"]),
        ({"freq": "BIWEEKLY", "byday": "WE"}, ["Biweekly Wednesday 10:00 to 12:00"]),
        ({"freq": "EVERYDAY"}, ["Every day 10:00 to 12:00"]),
        ({"day": "Tuesday"}, ["Tuesday 10:00 to 12:00"]),
        ({"dayOfWeek": "https://schema.org/Tuesday"}, ["Tuesday 10:00 to 12:00"]),
        ({"weekday": "Monday-Friday"}, ["Monday to Friday 10:00 to 12:00"]),
        ({"byday": "MO-FR"}, ["Monday to Friday 10:00 to 12:00"]),
        ({"byday": "2nd Tuesday"}, ["Second Tuesday of the month 10:00 to 12:00"]),
        ({"weekday": "Mondays in Advent"}, ["Mondays in Advent 10:00 to 12:00"]),
        (MONDAY | {"bymonth": "April"}, ["Monday 10:00 to 12:00, in April"]),
        (MONDAY | {"bymonth": "spring"}, ["Every week Monday 10:00 to 12:00 in spring"]),
        (MONDAY | {"exdate": "28/12/2026"}, ["Monday 10:00 to 12:00, not on 28 December 2026"]),
        (MONDAY | {"exdate": "Easter"}, ["Every week Monday 10:00 to 12:00 not on Easter"]),
        (MONDAY | {"valid_to": "summer"}, ["Monday 10:00 to 12:00", "until summer"]),
        (MONDAY | {"comment": "Term time only"}, ["Monday 10:00 to 12:00", "Term time only"]),
        (MONDAY | {"term_time_only": True}, ["Monday 10:00 to 12:00", "Term time only"]),
        (MONDAY | {"notes": "1st and 3rd Mondays only"},
         ["First and third Monday of the month 10:00 to 12:00"]),
        (MONDAY | {"description": "Alternate weeks"}, ["Every other Monday 10:00 to 12:00"]),
        (MONDAY | {"notes": "first week of the month only"},
         ["Every week Monday 10:00 to 12:00; first week of the month only"]),
        (MONDAY | {"notes": "First session free"}, ["Monday 10:00 to 12:00", "First session free"]),
        (MONDAY | {"interval": 2, "notes": "fortnightly", "dtstart": "2026-11-02"},
         ["Every other Monday 10:00 to 12:00", "fortnightly"]),
        (MONDAY | {"closed": True}, []),
        (MONDAY | {"is_open": "no"}, []),
        (MONDAY | {"opens_at": "closed", "closes_at": ""}, []),
        (MONDAY | {"opens_at": "dawn", "closes_at": "dusk"}, ["Monday", "dawn to dusk"]),
        (MONDAY | {"opens_at": ""}, ["Monday", "until 12:00"]),
    ],
)  # fmt: skip
def test_a_schedule(row, words):
    assert when(CLOCK | row) == words


@pytest.mark.parametrize(
    "more",
    [
        {"opening_hours": "Mo-Fr 09:00-17:00"},
        {"hours": "Mon-Fri 9-5"},
        {"opening_times": [{"day": "Monday-Friday", "open": "09:00", "close": "17:00"}]},
        {"openingHoursSpecification": {"dayOfWeek": "Weekdays", "opens": "9am", "closes": "5pm"}},
    ],
)
def test_times_by_other_names(more):
    found = entry(**{"schedules": [], **more})
    assert {time["weekday"] for time in found.times or []} == {0, 1, 2, 3, 4}
    assert found.fields["when_text"] == ""


def test_times_for_each_day():
    found = entry(hours={"monday": "9-12", "Tuesday": "13:00-17:00"})
    assert [time["weekday"] for time in found.times or []] == [0, 1]
    assert (found.times or [])[0]["as_written"] == "monday 9-12; Tuesday 13:00-17:00"


def test_a_time_says_the_name_of_its_place():
    halls = [{"id": f"a{n}", "location": {"id": f"l{n}", "name": f"Hall {n}"}} for n in (1, 2)]
    for name in ("location", "venue", "description"):
        row = MONDAY | {name: "Hall 2"}
        (time,) = entry(service_at_locations=halls, schedules=[row]).times or []
        assert time["place"] == 1
    elsewhere = entry(service_at_locations=halls, schedules=[MONDAY | {"venue": "Pier"}])
    assert elsewhere.times == []
    assert "at Pier" in elsewhere.fields["when_text"]


@pytest.mark.parametrize(
    "more",
    [
        {"category": "Walking"}, {"tags": ["Walking"]}, {"keywords": "Walking; Tea"},
        {"themes": [{"title": "Walking"}]}, {"service_type": "Walking"},
    ],
)  # fmt: skip
def test_what_it_is_about_by_other_names(more):
    assert "Walking" in [term for _, term in read(service(1, **more), TODAY).foreign_terms]


@pytest.mark.parametrize(
    "more",
    [
        {"organisation_name": "Us"}, {"provider": {"name": "Us"}}, {"provider": "Us"},
        {"provider_name": "Us"}, {"organization": {"id": "o", "title": "Us"}},
    ],
)  # fmt: skip
def test_who_runs_it_by_other_names(more):
    assert entry(**{"organization": None, **more}).provider["name"] == "Us"


@pytest.mark.parametrize(
    "more",
    [
        {"summary": "Tea."}, {"description": ["Tea."]}, {"description": {"en": "Tea."}},
        {"long_description": "Tea."}, {"description": "", "about": "Tea."},
    ],
)  # fmt: skip
def test_a_description_by_other_names(more):
    assert fields(**{"description": None, **more})["description"] == "Tea."


def test_an_alert_in_a_list():
    assert "Please note: Shut in May" in fields(alerts=["Shut in May"])["description"]
    alert = {"title": "Shut", "body": "In May"}
    assert "Please note: Shut\nIn May" in fields(alert=alert)["description"]


def test_neither_of_two_names_for_one_thing_is_lost():
    for more in ({"title": "Also", "name": "Tea"}, {"name": "Tea", "title": "Also"}):
        found = read({"id": "1", **more}, TODAY)
        assert found.entry.fields["name"] == "Tea"
        assert [(one.field, one.value) for one in found.unkept] == [("title", "Also")]
