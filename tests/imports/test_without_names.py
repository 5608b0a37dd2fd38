"""Files whose first row names no column, or whose names are in two rows; and points of web maps."""

import csv
from pathlib import Path

import pytest

from imports import guess, reading, tables
from imports.tables import Layout, Table
from resources.models import Resource
from resources.phrases import all_when_words
from tests.imports.steps import bring, entry, names

UNNAMED = """\
Lunch Club,Made-up Community Trust,12 High Road,Southampton,SO17 1BJ,01632 960001,a@example.org,Tuesday 12-2pm
Chair Yoga,Made-up Leisure,Hall Lane,Southampton,SO14 0AA,01632 960002,,Mon 10-11am
Knitting,Made-up Library,Mill Street,Eastleigh,,01632 960003,k@example.org,Weds 2pm
"""  # noqa: E501
AS_HELD = [
    "Name", "Organisation", "Address", "Town", "Postcode", "Telephone", "E-mail", "Days and times",
]  # fmt: skip


def converted(tmp_path: Path, content: str, layout: Layout | None = None) -> tuple[Table, Path]:
    path, into = tmp_path / "clubs.csv", tmp_path / "table.csv"
    path.write_text(content)
    return tables.convert(path, into, layout), into


def rows_in(path: Path) -> list[list[str]]:
    with path.open(newline="") as text:
        return list(csv.reader(text))


class TestWithoutNames:
    def test_columns_are_called_by_what_they_hold_and_it_is_said(self, tmp_path):
        table, into = converted(tmp_path, UNNAMED)
        assert (table.columns, table.rows, table.layout.header_row) == (AS_HELD, 3, 0)
        assert table.layout.remarks == [f"{tables.NO_NAMES} {tables.ONE_MORE}"]
        assert [row[0] for row in rows_in(into)] == ["Name", "Lunch Club", "Chair Yoga", "Knitting"]

    def test_under_a_title_rows_keep_their_numbers(self, tmp_path):
        table, into = converted(tmp_path, f"Clubs of 2026\n{UNNAMED}")
        assert (table.columns, table.rows) == (AS_HELD, 3)
        assert [row[:1] for row in rows_in(into)][:2] == [["Name"], ["Lunch Club"]]
        assert table.layout.remarks == [tables.NO_NAMES]

    def test_a_curator_knows_better(self, tmp_path):
        table, _ = converted(tmp_path, UNNAMED, Layout(header_row=1))
        assert (table.columns[0], table.rows) == ("Lunch Club", 2)

    @pytest.mark.parametrize(
        "content",
        [
            # an e-mail address over them, and no second under it
            "Name,Organisation,Ask us: a@example.org\nBees,Org,Tea\n",
            "Who,Help,info@example.org\nBees,Org,Tea\n",
            "Alpha,Beta,Gamma\nBees,Org,SO17 1BJ\n",
        ],
    )
    def test_names_are_names(self, tmp_path, content):
        table, _ = converted(tmp_path, content)
        assert (table.rows, table.layout.header_row, table.layout.remarks) == (1, 1, [])


class TestInTwoRows:
    def test_a_group_tells_whose_name_it_is(self, tmp_path):
        table, into = converted(
            tmp_path,
            "Contact,Contact,Venue,Venue,Venue,Activity,Activity\n"
            "Phone,Email,Name,Address,Postcode,Name,Description\n"
            "01632 960001,a@example.org,Hall,12 High Road,SO17 1BJ,Bees,Honey\n",
        )
        assert (table.layout.header_row, table.rows) == (2, 1)
        sample = [row.cells for row in reading.read(into, set())]
        found = guess.by_name(table.columns, sample)
        assert (found["name"], found["place_name"]) == (["Activity Name"], ["Venue Name"])
        assert found["phone"] == ["Phone"]

    def test_a_group_reaches_to_the_next(self, tmp_path):
        table, _ = converted(
            tmp_path,
            "Name,Postcode,Monday,,Tuesday,\n,,Open,Close,Open,Close\n"
            "Bees,SO17 1BJ,9:00,17:00,10:00,12:00\n",
        )
        assert table.columns == [
            "Name", "Postcode", "Monday Open", "Monday Close", "Tuesday Open", "Tuesday Close",
        ]  # fmt: skip
        found = guess.by_name(table.columns, [])
        assert found["tuesday"] == ["Tuesday Open", "Tuesday Close"]

    def test_an_entry_of_short_words_is_an_entry(self, tmp_path):
        table, _ = converted(tmp_path, "Name,Postcode,Cost,Notes\nLibrary,,Free,Group\n")
        assert (table.layout.header_row, table.rows) == (1, 1)


@pytest.mark.parametrize(
    ("field", "columns"),
    [
        ("name", "Club/Group|Title of session|Name of service/activity|Listing title"),
        ("provider", "Delivery partner|Hosting organisation|Host|Parent org|Provider organisation"),
        ("postcode", "PCODE|POSTCODE_1|Address_Postcode|Postcode of venue|addr:postcode"),
        ("address", "Address of venue|addr:street"),
        ("town", "City/Town|Village/Town|addr:city"),
        ("email", "Email contact"),
        ("web", "Website / social media|More info link"),
        ("description", "Summary of service|Short Desc|What do they do?|Notes on service|Info"),
        ("when_text", "Timings|Session day & time|Frequency/Times"),
        ("cost_text", "Free/Paid|Cost/Donation|Admission price"),
        ("ages", "Target age group|Age Restriction|Client age"),
        ("interests", "Type of support|Primary category|Category 1"),
        ("place_name", "Venue / Location|Name of venue|Held at"),
        ("step_free", "Disabled Access Y/N|Is the venue accessible?"),
        ("parking", "Is there parking?"),
        ("joining", "How to access service"),
    ],
)
def test_what_else_columns_are_called(field, columns):
    missed = [one for one in columns.split("|") if field not in guess.by_name([one], [])]
    assert missed == []


def test_x_and_y_of_web_maps():
    sample = [{"POINT_X": "-155300", "POINT_Y": "6605000"}]
    found = guess.by_name(["POINT_X", "POINT_Y"], sample)
    assert found == {"easting": ["POINT_X"], "northing": ["POINT_Y"]}


@pytest.mark.django_db
@pytest.mark.usefixtures("here", "at_once")
def test_both_go_in_as_guessed(as_cora):
    run = bring(as_cora, UNNAMED)
    assert run.counts == {"new": 3}
    assert names() == {"Lunch Club", "Chair Yoga", "Knitting"}
    club = entry("Lunch Club")
    assert (club.provider.name, club.phone) == ("Made-up Community Trust", "01632 960001")
    assert all_when_words(club) == ["Tuesday 12:00 to 14:00"]
    bring(as_cora, "Name,Org,X,Y\nBees,Org,-155300,6605000\n", source="Web map")
    point = Resource.objects.get(name="Bees").places.get().point
    assert point is not None
    assert (round(point.x, 3), round(point.y, 3)) == (-1.395, 50.908)
