"""An Excel workbook's first sheet, as the CSV file it might have been saved as.

Read row by row: a sheet of a hundred thousand rows never lies in memory. A row keeps its number.
"""

import csv
import datetime as dt
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from imports.reading import LONGEST_CELL, FileError

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what a password makes of a new one
LARGEST = 300_000_000  # bytes, unpacked
MOST_COLUMNS = 1000
MOST_EMPTY_ROWS = 1000  # one after another: the sheet is at its end, whatever it says
EXCELS_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
BROKEN = (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError,
          AttributeError, IndexError, OSError, EOFError, NotImplementedError)  # fmt: skip


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The file itself, or a workbook's first sheet as CSV, for as long as it is read."""
    if not is_workbook(path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.csv"
        as_csv(path, sheet)
        yield sheet


def is_workbook(path: Path) -> bool:
    """Does it begin as Excel's files do? Raises FileError for those that cannot be read."""
    try:
        with path.open("rb") as content:
            start = content.read(4)
    except OSError:
        return False  # whoever reads it says so
    if start == OLD_EXCEL:
        raise FileError(
            "This is an Excel file of the old kind, or one with a password. In Excel, save it "
            "without a password as “Excel Workbook (.xlsx)” or as CSV."
        )
    return start == ZIP


def as_csv(path: Path, into: Path) -> None:
    """Write the first sheet's cells as CSV in UTF-8, to be read by `reading` alone: nothing is
    escaped. Raises FileError."""
    refuse_what_is_no_workbook(path)
    try:
        # opened here: by its name, a workbook is refused for its ending
        with path.open("rb") as content, into.open("w", encoding="utf-8", newline="") as file:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and rules, which are not read
                book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
            csv.writer(file, lineterminator="\n").writerows(rows(first_sheet(book)))
    except BROKEN as error:
        raise FileError("This workbook is damaged: Excel may be able to save it anew.") from error


def refuse_what_is_no_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            names = {one.filename for one in packed.infolist()}
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise FileError("This file begins like a workbook, but breaks off.") from error
    if "xl/workbook.xml" not in names:
        raise FileError(
            "This is neither a CSV file nor an Excel workbook (.xlsx). Save it as one of these."
        )
    if size > LARGEST:
        raise FileError("Unpacked, this workbook is too large. Save the sheet as CSV.")


def first_sheet(book: Any) -> Any:
    """The first that can be seen and has cells: a chart is a sheet, too."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            # what the file says of the sheet's size may be wrong
            sheet.reset_dimensions()
            return sheet
    raise FileError("This workbook has no sheet that can be seen.")


def rows(sheet: Any) -> Iterator[list[str]]:
    """Its rows as text, each as long as the first; empty ones too, so that numbers agree."""
    width = empty = 0
    for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        texts = trimmed(text(value) for value in cells)
        empty = 0 if texts else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        width = width or len(texts)
        yield texts + [""] * (width - len(texts))


def trimmed(cells: Iterable[str]) -> list[str]:
    """Without the empty cells at its end."""
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def text(value: Any) -> str:
    """A cell as a person would type it."""
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
    # on one line: a row is known by its number
    shown = " ".join(str(value).split())
    return "" if shown in EXCELS_ERRORS else shown[:LONGEST_CELL]
