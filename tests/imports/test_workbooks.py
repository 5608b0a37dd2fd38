"""Excel workbooks come in as CSV files do."""

import datetime as dt
import gzip
import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import Workbook

from imports import reading, workbooks
from imports.models import ImportRun
from tests.imports.test_imports import ADD, upload

pytestmark = pytest.mark.django_db


def workbook(*rows, hidden=()) -> bytes:
    book = Workbook()
    if hidden:
        book.active.sheet_state = "hidden"
        for row in hidden:
            book.active.append(row)
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


CLUBS = [
    ["Club", "Run by", "Postcode", "Phone", "Since"],
    ["Café Society", "Solent Friends", "SO17 1BJ", 1632960123.0, dt.date(2019, 4, 1)],
]


def test_a_workbook_is_read_as_its_first_visible_sheet(as_cora):
    upload(as_cora, workbook(*CLUBS, hidden=[["Notes", "Only for us"]]))
    run = ImportRun.objects.get()
    assert run.columns == ["Club", "Run by", "Postcode", "Phone", "Since"]
    lines = gzip.decompress(run.content).decode().splitlines()
    assert lines[1] == "Café Society,Solent Friends,SO17 1BJ,1632960123,2019-04-01"


def test_rows_keep_their_numbers_and_cells_their_meaning(tmp_path):
    book = workbook(
        ["Name", "What"],
        [],
        ["Choir", "Sing\nand laugh"],
        ["Chess", True, None],
        ["Darts", "#N/A"],
        ["Bowls", dt.time(10, 30)],
        ["Yoga"],
    )
    given = tmp_path / "clubs.xlsx"
    given.write_bytes(book)
    with workbooks.readable(given) as sheet:
        found = [(line.number, line.cells["What"]) for line in reading.read(sheet, {"What"})]
    assert found == [(3, "Sing and laugh"), (4, "yes"), (5, ""), (6, "10:30"), (7, "")]


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def without(name: str) -> bytes:
    """A workbook that lacks one of its parts."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(*CLUBS))) as whole,
        zipfile.ZipFile(content, "w") as part,
    ):
        for one in whole.namelist():
            if one != name:
                part.writestr(one, whole.read(one))
    return content.getvalue()


def laughs() -> bytes:
    """An XML file that grows without end when it is believed."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l11;</x>'.encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (workbook(*CLUBS)[:900], "breaks off"),
        (zipped(mimetype=b"application/vnd.oasis"), "neither a CSV file nor an Excel workbook"),
        (zipped(xl__workbook_xml=b"<"), "This workbook is damaged"),
        (zipped(xl__workbook_xml=laughs()), "This workbook is damaged"),
        (without("xl/worksheets/sheet1.xml"), "no sheet that can be seen"),
        (workbook(), "The file is empty"),
        (workbook(["Choirs of Hampshire"]), "does not look like the names of columns"),
    ],
    ids=["cut off", "ods", "not xml", "laughs", "no sheet", "empty", "a title"],
)
def test_what_is_no_workbook_is_refused_in_plain_words(as_cora, content, message):
    assert message in upload(as_cora, content).content.decode()
    assert ImportRun.objects.count() == 0


def test_a_workbook_that_unpacks_to_too_much_is_refused(as_cora, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST", 1000)
    assert (
        "Unpacked, this workbook is too large" in upload(as_cora, workbook(*CLUBS)).content.decode()
    )


def test_a_sheet_that_claims_a_million_empty_rows_ends(tmp_path):
    """Somebody once coloured the whole column."""
    book = Workbook()
    for row in CLUBS:
        book.active.append(row)
    for number in range(3, 5000):
        book.active.cell(number, 1, "")
    given, into = tmp_path / "clubs.xlsx", tmp_path / "clubs.csv"
    book.save(given)
    workbooks.as_csv(given, into)
    assert reading.count_lines(into) < 1100


def test_the_page_says_that_a_workbook_may_come(as_cora):
    assert ".xlsx" in as_cora.get(ADD).content.decode()
    assert as_cora.get(reverse("admin:imports_importrun_changelist")).status_code == 200
