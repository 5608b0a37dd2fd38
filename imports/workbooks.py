"""The sheets of a workbook (.xlsx, .xls, .ods) as rows of text. A row keeps its number."""

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook

from imports.oversized import is_oversized
from imports.problems import LONGEST_CELL, FileError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # Excel's old kind, and what a password makes of any
LARGEST = 300_000_000  # bytes, unpacked
MOST_COLUMNS = 1000
MOST_MERGED = 1000  # rows in one cell
MOST_EMPTY_ROWS = 1000  # one after another: the sheet is at its end, whatever it says
DAMAGED = (
    "This workbook is damaged, or has a password. Save it anew, without one, as “Excel Workbook "
    "(.xlsx)” or as CSV."
)


def is_workbook(path: Path) -> bool:
    """Does it begin as workbooks do? Raises FileError for one that breaks off or is too large."""
    try:
        with path.open("rb") as content:
            start = content.read(4)
    except OSError:
        return False  # whoever reads it says so
    if start == ZIP:
        refuse_what_is_no_workbook(path)
    return start in (ZIP, OLE)


def refuse_what_is_no_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            names = {one.filename for one in packed.infolist()}
            size = sum(one.file_size for one in packed.infolist())
            oversized = size > LARGEST or is_oversized(packed)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        raise FileError("This file begins like a workbook, but breaks off.") from error
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise FileError(
            "This is neither a CSV file nor a workbook (.xlsx, .xls, .ods). Save it as one of "
            "these."
        )
    if oversized:
        raise FileError("Unpacked, this workbook is too large. Save the sheet as CSV.")


class Workbook:
    """Opened once, whichever sheet is read. Raises FileError when it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: CalamineWorkbook = opened(path)
        # those that can be seen; a chart is none
        self.sheets = [
            sheet.name
            for sheet in self.book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible
        ]
        if not self.sheets:
            raise FileError("This workbook has no sheet that can be seen.")

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, without the empty cells at their ends; empty rows too, so
        that numbers agree. What is merged downwards stands in each of its rows."""
        try:
            sheet = self.book.get_sheet_by_name(name)
            # cells are counted from the first column that has something in it
            left = sheet.start[1] if sheet.start else 0
            merged = downwards(sheet.merged_cell_ranges or [], left)
        except (CalamineError, OSError, ValueError) as error:
            raise FileError(DAMAGED) from error
        empty = 0
        above: dict[int, str] = {}
        for number, values in enumerate(sheet.iter_rows()):
            cells = [text(value) for value in values[:MOST_COLUMNS]]
            for column in merged.get(number, ()):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or above.get(column, "")
            above = {
                column: cells[column]
                for column in merged.get(number + 1, ())
                if column < len(cells)
            }
            cells = trimmed(cells)
            empty = 0 if cells else empty + 1
            if empty > MOST_EMPTY_ROWS:
                return
            yield cells


def opened(path: Path) -> CalamineWorkbook:
    try:
        # by its content: a name says little
        with path.open("rb") as content:
            return load_workbook(content)
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(DAMAGED) from error


def downwards(ranges: list[Any], left: int) -> dict[int, list[int]]:
    """For each row that continues a merged cell of the row above: which columns."""
    found: dict[int, list[int]] = {}
    for (first, column), (last, _) in ranges:
        for row in range(first + 1, min(last, first + MOST_MERGED) + 1):
            if left <= column < left + MOST_COLUMNS:
                found.setdefault(row, []).append(column - left)
    return found


def trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def text(value: Any) -> str:
    """A cell as a person would type it. Its lines are kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value).replace("\0", "\N{REPLACEMENT CHARACTER}").strip()[:LONGEST_CELL]
