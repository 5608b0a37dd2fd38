"""Tables as spreadsheets read them: CSV in UTF-8, in which no cell runs as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

Value = str | int | float | None
Row = Mapping[str, Value]

# By which spreadsheets know UTF-8; Excel takes a file without it for Latin-1.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula, and some see through full width.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def one_line(text: str) -> str:
    """One line that every file format can hold: no control characters, no half characters, none
    that XML 1.0 forbids."""
    if text.isprintable():
        # no control characters; what is no character at all is not printable either, and of spaces
        # only the plain one is
        if "  " in text or text.startswith(" ") or text.endswith(" "):
            return " ".join(text.split())
        return text
    kept = (c if not c.isspace() else " " for c in text if is_allowed(c))
    return " ".join("".join(kept).split())


def is_allowed(character: str) -> bool:
    return character.isspace() or not (
        unicodedata.category(character) in {"Cc", "Cs"} or ord(character) & 0xFFFE == 0xFFFE
    )


def cell(value: Value) -> str | int | float:
    """A value as a spreadsheet may have it: what looks like a formula is marked as text."""
    if not isinstance(value, str):
        return "" if value is None else value
    if not value:
        return ""
    text = one_line(value)
    return f"'{text}" if text.startswith(FORMULA) else text


class Table:
    """A table written row by row to an open text file, under a header. What a row does not have
    stays empty. `marked`: as spreadsheets need it; programs do without."""

    def __init__(self, file: TextIO, columns: Iterable[str], *, marked: bool = True) -> None:
        file.write(BYTE_ORDER_MARK if marked else "")
        self.columns = [*columns]
        self.writer = csv.writer(file)
        self.writer.writerow(self.columns)

    def add(self, row: Row) -> None:
        self.writer.writerow(map(cell, map(row.get, self.columns)))


def csv_lines(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[str]:
    """The table as it is made, line by line, however many rows there are."""
    buffer = io.StringIO(newline="")
    table = Table(buffer, columns)
    yield drained(buffer)
    for row in rows:
        table.add(row)
        yield drained(buffer)


def drained(buffer: io.StringIO) -> str:
    content = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return content
