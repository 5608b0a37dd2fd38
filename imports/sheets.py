"""The sheets of a workbook (.xlsx, .xls, .ods) as rows of text. A row keeps its number.

    python -m imports.sheets BOOK INTO [SHEET]

writes one of them into a CSV file, in a process that may use so much and no more: a workbook can
be small as a file and boundless when it is read (a cell in the last column of the last row, a cell
repeated a million times, a long text that a million cells share), and each kind has ways of its
own. Prints the names of the sheets and which one it was, or what is wrong, as JSON.
"""

import csv
import datetime as dt
import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook

from imports import hidden
from imports.problems import DAMAGED, FEWEST, LONGEST_CELL, TOO_LARGE, FileError

MOST_MEMORY = 1_000_000_000  # bytes: four times what a hundred thousand rows take
LONGEST = 60  # seconds of a processor
SAMPLED = 200  # rows
MOST_CELLS = 5_000_000  # a hundred thousand rows of fifty columns
MOST_COLUMNS = 1000
MOST_MERGED = 1000  # rows in one cell
MOST_EMPTY_ROWS = 1000  # one after another: the sheet is at its end, whatever it says


class Workbook:
    """Opened once, whichever sheet is read. Raises FileError when it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: CalamineWorkbook = opened(path)
        # those that can be seen; a chart is none
        self.sheets = [
            sheet.name
            for sheet in self.book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and "\0" not in sheet.name
        ]
        # cells are counted from the first column that has something in it
        self.left = 0
        if not self.sheets:
            raise FileError("This workbook has no sheet that can be seen.")

    def rows(self, name: str) -> Iterator[list[str]]:
        """The rows of a sheet as text, without the empty cells at their ends; empty rows too, so
        that numbers agree. What is merged downwards stands in each of its rows."""
        try:
            sheet = self.book.get_sheet_by_name(name)
            self.left = sheet.start[1] if sheet.start else 0
            merged = downwards(sheet.merged_cell_ranges or [], self.left)
        except (CalamineError, OSError, ValueError) as error:
            raise FileError(DAMAGED) from error
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise FileError(TOO_LARGE)
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


def likeliest(book: Workbook) -> str:
    """The first sheet that looks like a table, as against notes on it."""
    for name in book.sheets:
        rows = list(islice(book.rows(name), SAMPLED))
        if any(len([cell for cell in row if cell]) >= FEWEST for row in rows[1:]):
            return name
    return book.sheets[0]


def written(path: Path, into: Path, sheet: str) -> dict[str, Any]:
    """Raises FileError."""
    book = Workbook(path)
    sheet = sheet if sheet in book.sheets else likeliest(book)
    width = 0
    with into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in book.rows(sheet):
            width = max(width, len(row))
            writer.writerow(row)
    width += book.left
    return {"sheets": book.sheets, "sheet": sheet, "hidden": hidden.said(path, sheet, width)}


def main(path: str, into: str, sheet: str = "") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = written(Path(path), Path(into), sheet)
    except FileError as error:
        found = {"error": str(error)}
    except MemoryError:
        found = {"error": TOO_LARGE}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
