"""From a row to an entry: no value but the name costs the row, and none is dropped without a word.
No database."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from imports import columns, rows
from resources import confidential
from resources.intake.entries import Entry


def read(constants: dict[str, Any] | None = None, /, **cells: str) -> Entry:
    """An entry of which each field is in a column of its own name."""
    cells = {"name": "Club", "provider": "Solent Friends"} | cells
    mapping = columns.from_content(
        {
            "source": "clubs",
            "id": ["name"],
            "columns": {name: [name] for name in cells},
            "constants": {"delivery": ["place"], **(constants or {})},
        }
    )
    return rows.to_entry(cells, mapping)


def test_what_says_nothing_says_nothing():
    entry = read(
        phone="NA", email="-", description="n/a", postcode="none", cost_text="TBC", ages=""
    )
    assert entry.fields == {"name": "Club", "delivery": ["place"]}
    assert (entry.places, entry.notes) == ([], [])


def test_two_telephones_are_one_and_words():
    entry = read(phone="(01632) 960123 / 07700900123 Fax 01632 960124", description="Come.")
    assert entry.fields["phone"] == "01632 960123"
    assert entry.fields["description"] == (
        "Come.\n\nTelephone, too: 07700 900123; Fax 01632 960124"
    )
    assert entry.notes == [
        "Kept in the description: Telephone, too: 07700 900123; Fax 01632 960124"
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("phone", "ring us", "Telephone: ring us"),
        ("email", "ask at the desk", "E-mail: ask at the desk"),
        ("web", "on Facebook", "Web: on Facebook"),
        ("ages", "5 to 11 and over 60", "Ages: 5 to 11 and over 60"),
        ("minimum_age", "6 months", "Ages: 6 months"),
        ("starts_on", "in spring", "First day: in spring"),
        ("verified_on", "31/02/2026", "Last checked: 31/02/2026"),
        ("conditions", "Long Covid", "For people with: Long Covid"),
        ("joining", "see the porter", "How to join: see the porter"),
        ("step_free", "one step", "Step-free: one step"),
        ("genders", "all but men", "For: all but men"),
        ("status", "pending", "Status: pending"),
    ],
)
def test_what_is_not_understood_is_kept_where_people_read_it(name, value, words):
    entry = read(**{name: value})
    assert entry.fields["description"] == words
    assert entry.notes == [f"Kept in the description: {words}"]


def test_what_is_understood():
    entry = read(
        email="Ann <ann@club.example>; bo@club.example", web="see www.club.example/join",
        minimum_age="18", maximum_age="65 and over", cost_text="£2 for under-18s",
        starts_on="1/5/2026", ends_on="12 June 2026", joining="No booking needed",
        conditions="Diabetes, COPD", genders="Women only", step_free="Full",
    )  # fmt: skip
    assert entry.fields == {
        "name": "Club",
        "delivery": ["place"],
        "email": "ann@club.example",
        "web": "www.club.example/join",
        "minimum_age": 18,
        "maximum_age": 65,
        "cost": "other",
        "amount": None,
        "cost_text": "£2 for under-18s",
        "starts_on": dt.date(2026, 5, 1),
        "ends_on": dt.date(2026, 6, 12),
        "joining": "drop_in",
        "conditions": ["diabetes", "lungs"],
        "genders": ["woman"],
        "description": "E-mail, too: bo@club.example",
    }
    assert entry.places == [{"step_free": "yes"}]


def test_what_holds_for_all_gives_way_to_the_row_where_it_is_understood():
    everyone = {"joining": "contact", "cost": "unknown", "interests": ["social-clubs"]}
    assert read(everyone, joining="drop-in").fields["joining"] == "drop_in"
    assert read(everyone, joining="ask Ann").fields["joining"] == "contact"
    assert read(everyone, cost_text="£3").fields["amount"] == Decimal("3.00")
    assert read({"cost": "free"}, cost_text="£3").fields["cost"] == "free"
    assert read(everyone, interests="Singing; Dance").fields["interests"] == [
        "social-clubs", "Singing", "Dance",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["when_text", "cost_text", "address", "town", "transport"])
def test_what_is_too_long_is_cut_and_kept_whole_in_the_description(name):
    long = "Ring first. " * 60
    entry = read(**{name: long})
    assert long.strip() in entry.fields["description"]
    value = str(entry.fields.get(name) or (entry.places or [{}])[0].get(name))
    assert value.endswith("…") and len(value) <= 300


def test_paragraphs_of_a_description_are_kept():
    assert read(description="One.\n\nTwo.").fields["description"] == "One.\n\nTwo."


def test_a_point_that_cannot_be_right_is_left_out_and_told():
    entry = read(postcode="SO17 1BJ", latitude="-1.39", longitude="50.92")
    assert entry.places == [{"postcode": "SO17 1BJ"}]
    assert "latitude and longitude look swapped" in entry.notes[0]
    good = read(easting="442500", northing="112500")
    assert good.places and good.places[0]["point"].startswith("SRID=4326;POINT (-1.3968")
    assert read(coordinates="50.92, -1.39").places == [{"point": "SRID=4326;POINT (-1.39 50.92)"}]


@pytest.mark.parametrize("odd", ["\x00", "🙂", "=1+1", "<b>x</b>", "9" * 500, "٣", "1e999", "‮"])
@pytest.mark.parametrize("name", sorted(columns.FIELDS - {"name", "provider"}))
def test_no_value_of_any_field_raises(name, odd):
    read(**{name: odd})


@pytest.mark.parametrize(
    ("column", "cell", "confidential"),
    [
        ("Address public?", "No", True),
        ("Address public?", "Yes", False),
        ("Address public?", "only with permission", True),
        ("Show address", "FALSE", True),
        ("Can we share the address?", "y", False),
        ("Address visibility", "Private", True),
        ("Address visibility", "Public", False),
        ("Do not publish address", "x", True),
        ("Do not publish address", "no", False),
        ("Hide address", "Yes", True),
        ("Address for publication?", "No", True),
        ("Address for publication?", "Yes", False),
        ("Hide postcode", "Yes", True),
        ("Confidential", "Address not to be shared", True),
        ("Confidential", "No", False),
    ],
)
def test_whichever_way_a_column_asks_whether_an_address_is_secret(column, cell, confidential):
    cells = {"Name": "Club", "By": "Solent Friends", column: cell}
    given = {"name": ["Name"], "provider": ["By"], "address_confidential": [column]}
    mapping = columns.from_content(
        {"source": "s", "id": ["Name"], "columns": given, "constants": {"delivery": ["place"]}}
    )
    assert rows.to_entry(cells, mapping).fields["address_confidential"] is confidential


@pytest.mark.parametrize(
    ("how_often", "times", "words"),
    [
        ("Weekly", 1, ""),
        ("all", 1, ""),
        ("every week", 1, ""),
        ("Fortnightly", 1, ""),
        ("Monthly", 0, "Friday 10:00-12:00, Monthly"),
        ("1st of the month", 0, "Friday 10:00-12:00, 1st of the month"),
        ("last", 1, ""),
        ("every 3 months", 0, "Friday 10:00-12:00, every 3 months"),
        ("not in August", 1, "not in August"),
        ("term time only", 1, "term time only"),
        ("Ring first, as it is sometimes full", 1, "Ring first, as it is sometimes full"),
    ],
)
def test_a_day_that_is_not_every_week_is_never_made_so(how_often, times, words):
    entry = read(day="Friday", starts="10:00", ends="12:00", when_text=how_often)
    assert entry.times is not None
    assert (len(entry.times), entry.fields.get("when_text", "")) == (times, words)
    if words == "":
        said = (entry.times[0]["interval"], entry.times[0].get("week"))
        assert said == {"Fortnightly": (2, None), "last": (1, -1)}.get(how_often, (1, None))


def test_a_time_may_be_a_part_of_the_day():
    entry = read(day="Friday", starts="0.4375", ends="0.5")
    assert [(str(one["starts"]), str(one["ends"])) for one in entry.times or []] == [
        ("10:30:00", "12:00:00")
    ]


@pytest.mark.parametrize(
    ("cells", "times", "words"),
    [
        (("Mon;Tue", "10:00", "12:00"), ["0 10:00:00 12:00:00", "1 10:00:00 12:00:00"], ""),
        (("Mon", "", "12:00"), [], "Mon until 12:00"),
        (("Mon", "10:00", "10:00"), [], "Mon 10:00-10:00"),
        (("Mon", "14:00", "12:00"), [], "Mon 14:00-12:00"),
        (("Mon", "00:00", "00:00"), [], ""),
        (("Mon", "1.00", "3.00"), ["0 13:00:00 15:00:00"], ""),
        (("Mon", "13:00", "3:00"), ["0 13:00:00 15:00:00"], ""),
        (("Closed", "", ""), [], ""),
        (("Mon", "2026-01-01 14:00", "0.625"), ["0 14:00:00 15:00:00"], ""),
        (("Mon", "1899-12-30T10:00:00", "12:00"), ["0 10:00:00 12:00:00"], ""),
    ],
)
def test_day_start_and_end(cells, times, words):
    entry = read(**dict(zip(("day", "starts", "ends"), cells, strict=True)))
    said = [f"{one['weekday']} {one['starts']} {one['ends']}" for one in entry.times or []]
    assert (said, entry.fields.get("when_text", "")) == (times, words)


def of_days(hours: dict[str, list[str]], **cells: str) -> tuple[list[str], str]:
    """The times by columns of days, and what stays words."""
    content = {"source": "s", "id": ["Name"], "constants": {"delivery": ["place"]}}
    given = {"name": ["Name"], "provider": ["By"]}
    mapping = columns.from_content(content | {"columns": given, "hours": hours})
    entry = rows.to_entry({"Name": "Club", "By": "Us", **cells}, mapping)
    times = [f"{one['weekday']} {one.get('starts')} {one.get('ends')}" for one in entry.times or []]
    return times, entry.fields.get("when_text", "")


@pytest.mark.parametrize(
    ("first", "second", "cells", "found"),
    [
        ("Mon_start", "Mon_end", ("09:00", "17:00"), (["0 09:00:00 17:00:00"], "")),
        ("Monday", "Monday (2)", ("09:00", "17:00"), (["0 09:00:00 17:00:00"], "")),
        ("Mon open", "Mon close", ("0.375", "0.7083333"), (["0 09:00:00 17:00:00"], "")),
        ("Mon open", "Mon close", ("00:00", "00:00"), ([], "")),
        ("Mon open", "Mon close", ("18:00", "00:00"), (["0 18:00:00 00:00:00"], "")),
        ("Mon open", "Mon close", ("00:00", ""), ([], "")),
        ("Mon (open)", "Mon (close)", ("9am", "5pm"), (["0 09:00:00 17:00:00"], "")),
        ("Mon AM", "Mon PM", ("Y", "N"), ([], "Monday: morning")),
        ("Mon AM", "Mon PM", ("9-12", "1-5"),
         (["0 09:00:00 12:00:00", "0 13:00:00 17:00:00"], "")),
    ],
)  # fmt: skip
def test_two_columns_of_a_day(first, second, cells, found):
    given = dict(zip((first, second), cells, strict=True))
    assert of_days({"Monday": [first, second]}, **given) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("0", ([], "")), ("No", ([], "")), ("00:00", ([], "")),
        ("0.375-0.5", (["0 09:00:00 12:00:00"], "")), ("8-8", (["0 08:00:00 20:00:00"], "")),
    ],
)  # fmt: skip
def test_a_column_of_a_day(written, found):
    assert of_days({"Monday": ["Monday"]}, Monday=written) == found


def test_words_of_several_days_name_them_where_no_time_does():
    hours = {"Monday": ["Mon"], "Friday": ["Fri"]}
    assert of_days(hours, Mon="9.30am-late", Fri="9.30am-late") == (
        [], "Monday and Friday: 9.30am-late",
    )  # fmt: skip


def test_a_day_on_which_both_columns_say_closed_has_no_words():
    cells = {"Name": "Club", "By": "Us", "Sat open": "closed", "Sat close": "Closed"}
    mapping = columns.from_content(
        {
            "source": "s", "id": ["Name"], "columns": {"name": ["Name"], "provider": ["By"]},
            "constants": {"delivery": ["place"]},
            "hours": {"Saturday": ["Sat open", "Sat close"]},
        }
    )  # fmt: skip
    entry = rows.to_entry(cells, mapping)
    assert (entry.times, entry.fields.get("when_text", "")) == ([], "")


@pytest.mark.parametrize(
    ("written", "postcode", "address"),
    [
        ("SO17 1BJ, UK", "SO17 1BJ", "The Hub"),
        ("Southampton SO17 1BJ", "SO17 1BJ", "The Hub, Southampton"),
        ("so171bj", "so171bj", "The Hub"),
        ("SO17 1BJ or SO14 7LP", "SO17 1BJ or SO14 7LP", "The Hub"),
    ],
)
def test_a_postcode_with_something_beside_it(written, postcode, address):
    [place] = read(postcode=written, address="The Hub").places or []
    assert (place["postcode"], place["address"]) == (postcode, address)


def test_markup_is_read_as_a_page_shows_it():
    entry = read(description="<p>Tea &amp; cake<br>Bring a friend</p><script>alert(1)</script>")
    assert entry.fields["description"] == "Tea & cake\nBring a friend"
    assert read(description="For 3 < 5 and b > a").fields["description"] == "For 3 < 5 and b > a"


def entry_of(columns_: dict[str, list[str]], **cells: str) -> Entry:
    """Of columns with names of their own, some of which nothing is made of."""
    content = {"source": "s", "id": ["Name"], "constants": {"delivery": ["place"]}}
    given = {"name": ["Name"], "provider": ["By"], **columns_}
    cells = {"Name": "Rosewood", "By": "Org", **cells}
    return rows.to_entry(cells, columns.from_content(content | {"columns": given}))


@pytest.mark.parametrize(
    "cells",
    [
        {"Notes": "Women's refuge, six rooms"},
        {"Client group": "women fleeing domestic abuse; safe accommodation"},
        {"Refuge?": "Yes"},
    ],
)
def test_a_column_that_is_not_used_may_tell_a_refuge(cells):
    one = entry_of({}, **cells)
    assert confidential.reasons(name="Rosewood", more=one.categories)


@pytest.mark.parametrize(
    "cells", [{"Notes": "Bring a cake"}, {"Refuge?": "No"}, {"Notes": "A wildlife refuge"}]
)
def test_and_mostly_tells_none(cells):
    one = entry_of({}, **cells)
    assert not confidential.reasons(name="Rosewood", more=one.categories)


@pytest.mark.parametrize(
    "written",
    [
        "Confidential", "*****", "Not disclosed", "Secret", "(private)", "Private address",
        "Contact us for the address", "Address on request", "Please ring for address",
    ],
)  # fmt: skip
def test_what_stands_instead_of_an_address_keeps_it_confidential(written):
    place = {"address": ["Address"], "postcode": ["Postcode"]}
    one = entry_of(place, Address=written, Postcode="SO17 1BJ")
    assert one.fields["address_confidential"]


@pytest.mark.parametrize("written", ["1 Private Road", "Secret Garden, 2 Lane", "Hidden Lane"])
def test_an_address_that_only_sounds_so_does_not(written):
    one = entry_of({"address": ["Address"]}, Address=written)
    assert "address_confidential" not in one.fields


def test_any_row_of_an_entry_may_keep_it_confidential():
    content = {"source": "s", "id": ["Name"], "constants": {"delivery": ["place"]}}
    given = {"name": ["Name"], "provider": ["By"], "address_confidential": ["Secret?"]}
    first = {"Name": "Rosewood", "By": "Org", "Secret?": "no"}
    mapping = columns.from_content(content | {"columns": given})
    one = rows.to_entry(first, mapping, [(3, first | {"Secret?": "yes"})])
    assert one.fields["address_confidential"]


def test_an_end_in_words_is_one_and_99_is_none():
    entry = read(ends_on="Dec 2020", ages="18-99")
    assert str(entry.fields["ends_on"]) == "2020-12-31"
    assert (entry.fields["minimum_age"], entry.fields["maximum_age"]) == (18, None)
    assert read(minimum_age="0", maximum_age="99").fields["maximum_age"] is None
    both = read(minimum_age="6 months", maximum_age="4 years").fields
    assert (both["maximum_age"], both["description"]) == (4, "Ages: 6 months to 4 years")


def test_a_price_and_what_it_is_for_are_read_together():
    given = {"cost_text": ["Cost", "Cost details"]}
    monthly = entry_of(given, **{"Cost": "£3", "Cost details": "per month"}).fields
    assert (monthly["cost"], monthly["cost_text"]) == ("other", "£3 per month")
    each = entry_of(given, **{"Cost": "3", "Cost details": "per session"}).fields
    assert (each["cost"], each["amount"]) == ("amount", Decimal("3.00"))
    for about in ("session", "tea included"):
        found = entry_of(given, **{"Cost": "3.50", "Cost details": about}).fields
        assert (found["amount"], found["cost_text"]) == (Decimal("3.50"), about)
    some = entry_of(given, **{"Cost": "Free", "Cost details": "for under 5s"}).fields
    assert some["cost"] == "other"
