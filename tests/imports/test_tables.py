"""Whatever somebody calls a table. No database."""

import datetime as dt
from typing import NamedTuple

import pytest

from imports import closed, encodings, reading, tables
from imports.problems import FileError


class Read(NamedTuple):
    table: tables.Table
    rows: list[reading.FileRow]


@pytest.fixture
def read(tmp_path):
    def read(raw: bytes | str, **chosen) -> Read:
        given, into = tmp_path / "given", tmp_path / "into.csv"
        given.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        table = tables.convert(given, into, tables.Layout(**chosen) if chosen else None)
        return Read(table, list(reading.read(into, set())))

    return read


def test_names_may_stand_below_a_title_and_rows_keep_their_numbers(read):
    table, rows = read(
        "Clubs of 2026,,\nupdated in May,,\n\nName,Organisation,Postcode\n\nA,B,SO17 1BJ\n"
    )
    assert (table.columns, table.rows, table.layout.header_row) == (
        ["Name", "Organisation", "Postcode"], 1, 4,
    )  # fmt: skip
    assert [(row.number, row.cells["Name"]) for row in rows] == [(6, "A")]


def test_a_row_of_names_can_be_chosen(read):
    table, _ = read("Name,Organisation\nNom,Association\nA,B\n", header_row=2)
    assert (table.columns, table.rows) == (["Nom", "Association"], 1)


def test_names_are_unique_and_in_one_line(read):
    table, _ = read('"Notes\n(short)",Notes,Notes,\n1,2,3,4\n')
    assert table.columns == ["Notes (short)", "Notes", "Notes (2)", "Column 4"]


def test_a_short_row_has_empty_cells_and_a_long_one_is_wrong(read):
    _, (short, padded, long) = read("Name,Organisation,Postcode\nA\nB,C,D,,\nE,F,G,H\n")
    assert (short.cells["Postcode"], padded.cells["Postcode"]) == ("", "D")
    assert long.error == "It has 4 cells, and the file names 3 columns."


def test_names_that_are_said_again_are_no_row(read):
    table, rows = read("Name,Run by\nA,B\n\nName,Run by\nC,D\n")
    assert (table.rows, [row.cells["Name"] for row in rows]) == (2, ["A", "C"])


def test_lines_in_a_cell_are_kept(read):
    _, rows = read('Name,Description\nA,"One.\r\n\r\nTwo."\n')
    assert rows[0].cells["Description"] == "One.\n\nTwo."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_by_which_the_rows_agree(read, delimiter):
    lines = [["Name", "Organisation", "Notes"], ["A", "B", "x, y; z, w"], ["C", "D", "p, q, r, s"]]
    quoted = [[f'"{cell}"' for cell in row] for row in lines]
    table, _ = read("\n".join(delimiter.join(row) for row in quoted))
    assert table.columns == ["Name", "Organisation", "Notes"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The file is empty."),
        (b"\n \n", "The file is empty."),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"<!doctype html><table>", "This is a web page"),
        (b'{"services": [{"id": "1"', "This is JSON"),
        (b'[{"id": 1}]', "This is JSON"),
        (
            b"id,name,parent_id,parent_name,taxonomy\n1,Food,,,Made-up\n",
            "list of terms (a taxonomy)",
        ),
        (b"id,name,description,email,url,tax_status,tax_id\n1,A,,,,,\n", "a list of organisations"),
        (b"Name,Org\n\x00\x01,\x02\n" + b"x" * 2_000_000, "longer than 1,000,000 characters"),
        (b'Name,Org\n"' + b"never ends\n" * 20_000, "cannot be read as CSV"),
        (b"one column\nalone\n", "does not look like the names of columns"),
    ],
)
def test_what_is_something_else_is_refused_by_its_name(read, raw, message):
    with pytest.raises(FileError) as refused:
        read(raw)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"]
)
def test_the_encodings_of_british_offices(read, encoding):
    content = "Name,Organisation,Cost\nCafé Zoë,Naïve Ärzte,5\nCrèche,Señor Ñ,3\nFête,Ça va,2\n"
    table, rows = read(content.encode(encoding))
    assert [row.cells["Name"] for row in rows] == ["Café Zoë", "Crèche", "Fête"]
    certain = encoding.startswith("utf")
    assert (table.layout.example == "") is certain


def test_an_encoding_can_be_chosen(read):
    content = "Name,Organisation\nŷr Hen,x\n".encode("iso8859_14")
    _, rows = read(content, encoding="iso8859_14")
    assert rows[0].cells["Name"] == "ŷr Hen"
    with pytest.raises(FileError, match="damaged or cut short"):
        read(content, encoding="utf-8-sig")


def test_quotes_of_word_tell_windows_from_macintosh():
    assert encodings.guess("Men’s “shed” – £3".encode("cp1252")).name == "cp1252"
    assert encodings.guess("Men’s “shed” – £3".encode("mac_roman")).name == "mac_roman"


@pytest.mark.parametrize(
    ("column", "value", "says_so"),
    [
        ("closed", "False", False),
        ("closed", "No", False),
        ("closed", "0", False),
        ("closed", "n/a", False),
        ("closed", "", False),
        ("closed", "Open", False),
        ("closed", "True", True),
        ("Closed", "yes", True),
        ("Closed", "x", True),
        ("Year closed", "2019", True),
        ("Year closed", "2031", False),
        ("Date closed", "31/03/2019", True),
        ("Closed on", "1 May 2031", False),
        ("Is open", "Yes", False),
        ("Is open", "No", True),
        ("Open", "FALSE", True),
        ("Active", "1", False),
        ("Status", "Active", False),
        ("Status", "Pending", True),
        ("Status", "Active - pending review in May", False),
        ("Record state", "Awaiting moderation", True),
        ("Still running?", "Yes", False),
        ("Still running?", "Not since 2020", True),
        ("Archived", "FALSE", False),
        ("Archived", "1", True),
        ("Published", "Draft", True),
        ("Published", "2026-01-01", False),
        ("Visible on website", "No", True),
        ("Do not list", "Yes", True),
        ("Do not list", "", False),
        ("Discontinued", "No, still weekly", False),
        ("Discontinued", "No longer meets", True),
        ("deleted_at", "2025-03-04 10:00:00", True),
        ("Expiry date", "01/03/2029", False),
        ("charity_registration_status", "Removed", True),
        ("Status", "Permanently closed", True),
        ("Status", "CLOSED - moved away", True),
        ("Status", "Temporarily closed", True),
        ("Status", "Not closed", False),
        ("Status", "On hold", True),
        ("Currently running", "No", True),
        ("Currently running", "Yes - weekly", False),
        ("Closed", "Mondays", False),
        ("Open/Closed", "Open", False),
        ("Open/Closed", "Closed", True),
        ("Status Code", "C", True),
        ("Status Code", "A", False),
        ("Open until", "No", False),
        ("Closed", "Closed Mondays", False),
        ("Date ended", "May 2021", True),
        ("Date ended", "May 2099", False),
        ("Ended", "Y", True),
        ("Year closed", "2026", True),
        ("Public?", "No", True),
        ("Public?", "Public", False),
        ("Closed", "Closed: bank holidays", False),
        ("Temporarily closed", "Yes", True),
        ("business_status", "CLOSED_PERMANENTLY", True),
        ("business_status", "CLOSED_TEMPORARILY", True),
        ("business_status", "OPERATIONAL", False),
        ("Status", "No longer open", True),
        ("Status", "Merged", True),
        ("Status", "Re-opened", False),
    ],
)
def test_whether_a_row_says_that_it_is_closed(column, value, says_so):
    assert closed.is_closed(column, value, dt.date(2026, 11, 28)) is says_so
