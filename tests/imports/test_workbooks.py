"""Excel workbooks come in as CSV files do."""

import datetime as dt
import gzip
import io
import zipfile

import pytest
from django.urls import reverse
from openpyxl import Workbook

from imports import reading, tables, workbooks
from imports.models import ImportRun
from tests.imports import bombs
from tests.imports.steps import ADD, step, upload

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


def test_what_a_sheet_hides_is_told(as_cora):
    book = Workbook()
    book.create_sheet("Groups & clubs")
    book.active.append(["Read me"])
    sheet = book.worksheets[1]
    sheet.append(["Club", "Run by", "Postcode", "Phone", "Since", "Home phone"])
    sheet.append(["Café Society", "Solent Friends", "SO17 1BJ", "", "", "x"])
    sheet.append(["Old", "Us", "SO17 1BJ", "", "", ""])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet.column_dimensions.group("H", "XFD", hidden=True)  # beyond what is used
    content = io.BytesIO()
    book.save(content)
    upload(as_cora, content.getvalue())
    run = ImportRun.objects.get()
    assert run.layout["remarks"] == [
        "In this sheet 1 row and column F are hidden. All of it is read: please see that nothing "
        "among it is private or over."
    ]
    assert "1 row and column F are hidden" in as_cora.get(step("match", run)).content.decode()
    assert run.rows_total == 2


def test_where_nothing_is_hidden_nothing_is_said(as_cora):
    upload(as_cora, workbook(*CLUBS))
    assert ImportRun.objects.get().layout["remarks"] == []


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
    with tables.readable(given) as sheet:
        found = [(line.number, line.cells["What"]) for line in reading.read(sheet, {"What"})]
    assert found == [(3, "Sing\nand laugh"), (4, "yes"), (5, ""), (6, "10:30"), (7, "")]


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


def with_cell_far_off() -> bytes:
    book = Workbook()
    for row in CLUBS:
        book.active.append(row)
    book.active.cell(1_048_576, 16_384, "x")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FAR = with_cell_far_off()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(bombs.TWICE_REPEATED, "too large", marks=pytest.mark.full),
        pytest.param(bombs.SIDE_BY_SIDE, "too large", marks=pytest.mark.full),
        pytest.param(bombs.SHARED, "too large", marks=pytest.mark.full),
        (bombs.FAR_OFF, "too large"),
        (bombs.PANIC, "This workbook is damaged"),
        (workbook(*CLUBS)[:900], "breaks off"),
        (zipped(word__document_xml=b"<"), "neither a CSV file nor a workbook"),
        (zipped(mimetype=b"application/vnd.oasis", content_xml=b"<"), "This workbook is damaged"),
        (FAR, "too large"),
        (bombs.REPEATED, "too large"),
        (zipped(xl__workbook_xml=b"<"), "This workbook is damaged"),
        (zipped(xl__workbook_xml=laughs()), "This workbook is damaged"),
        (without("xl/worksheets/sheet1.xml"), "This workbook is damaged"),
        (workbook(), "The file is empty"),
        (workbook(["Choirs of Hampshire"]), "does not look like the names of columns"),
    ],
    ids=[
        "twice repeated",
        "side by side",
        "shared text",
        "far off in an old one",
        "panic",
        "cut off",
        "text",
        "ods",
        "far",
        "repeated",
        "not xml",
        "laughs",
        "no sheet",
        "empty",
        "a title",
    ],
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
    tables.convert(given, into)
    assert len(into.read_text().splitlines()) < 1100


def test_another_sheet_and_another_row_of_names_can_be_chosen(as_cora):
    book = Workbook()
    book.active.title = "Clubs"
    for row in CLUBS:
        book.active.append(row)
    other = book.create_sheet("Groups")
    for row in [["All our", "groups"], [], ["Group", "Organiser"], ["Chess", "Solent Friends"]]:
        other.append(row)
    content = io.BytesIO()
    book.save(content)
    upload(as_cora, content.getvalue())
    run = ImportRun.objects.get()
    assert run.layout["sheets"] == ["Clubs", "Groups"]
    page = as_cora.get(step("match", run)).content.decode()
    assert "Solent Friends" in page and "on the sheet “Clubs”" in page
    as_cora.post(step("layout", run), {"sheet": "Groups", "header_row": "1"})
    run.refresh_from_db()
    assert (run.layout["header_row"], run.columns) == (3, ["Group", "Organiser"])
    as_cora.post(step("layout", run), {"sheet": "Groups", "header_row": "4"})
    run.refresh_from_db()
    assert run.columns == ["Chess", "Solent Friends"]
    answer = as_cora.post(step("layout", run), {"sheet": "Nowhere", "header_row": "x"}, follow=True)
    assert "Say the row as a number from 1." in answer.content.decode()


def ods(*rows: list[str]) -> bytes:
    table = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    return bombs.ods(table)


def test_a_sheet_of_libreoffice_is_read(as_cora):
    upload(as_cora, ods(["Name", "Organisation"], ["Chess", "Solent Friends"]), "groups.ods")
    run = ImportRun.objects.get()
    assert (run.columns, run.rows_total) == (["Name", "Organisation"], 1)


def test_the_page_says_that_a_workbook_may_come(as_cora):
    assert ".xlsx" in as_cora.get(ADD).content.decode()
    assert as_cora.get(reverse("admin:imports_importrun_changelist")).status_code == 200
