"""From a row to an entry: no value but the name costs the row, and none is dropped without a word.
No database."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from imports import columns, rows
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
