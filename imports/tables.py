"""Whatever somebody calls a table becomes a CSV file of one kind: UTF-8, commas, one row of names.

A row keeps its number: what stands above the names becomes empty lines.
"""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from imports import encodings, headers, unnamed
from imports.problems import LONGEST_CELL, LONGEST_LINE, FileError
from imports.sheets import trimmed
from imports.workbooks import is_workbook, sheet_of
from resources.intake import mojibake

CUT_SHORT = "The file is damaged or cut short: not all of it can be read as text."
NO_NAMES = (
    "The file does not say what its columns are called: its first row is an entry already. We "
    "named the columns by what is in them: please check each."
)
ONE_MORE = "In messages about rows, the file’s first row is called row 2."
DELIMITERS = ",;\t|"
SAMPLED = 200  # rows
QUOTED = 80  # characters
OTHER_KINDS = {
    b"%PDF": "This is a PDF: the table has to be copied into a spreadsheet first.",
    b"{\\rt": "This is a text document: the table has to be copied into a spreadsheet first.",
    b"<": "This is a web page, not a table. Save it as CSV.",
}  # fmt: skip


@dataclass
class Layout:
    """How a file was read; each may be chosen by hand instead. Rows are numbered from 1."""

    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    # what there is to choose from
    sheets: list[str] = field(default_factory=list)
    # of an encoding that was guessed: what it makes of a place with accents
    example: str = ""
    # what was put right or left out on the way, in sentences
    remarks: list[str] = field(default_factory=list)

    def content(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Table:
    """What a file holds: the names of its columns, and how many rows."""

    columns: list[str]
    rows: int
    layout: Layout


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The file as a CSV file of our kind, for as long as it is read. Raises FileError."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "table.csv"
        convert(path, into)
        yield into


def convert(path: Path, into: Path, chosen: Layout | None = None) -> Table:
    """Write the table in the file at `path` as CSV of our kind. Raises FileError."""
    layout = chosen or Layout()
    try:
        if is_workbook(path):
            return from_workbook(path, into, layout)
        return from_text(path, into, layout)
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}.") from error


def from_workbook(path: Path, into: Path, layout: Layout) -> Table:
    with sheet_of(path, layout.sheet) as (layout.sheets, layout.sheet, hidden, rows):
        table = write(rows, into, layout)
    layout.remarks += filter(None, [hidden])
    return table


def from_text(path: Path, into: Path, layout: Layout) -> Table:
    with path.open("rb") as content:
        refuse_other_kinds(content)
        content.seek(0)
        if not layout.encoding:
            layout.encoding, layout.example = encodings.find(content)
    try:
        with path.open(encoding=layout.encoding, newline="") as text:
            delimiter = find_delimiter(list(islice(checked_lines(text), SAMPLED)))
        with path.open(encoding=layout.encoding, newline="") as text:
            return write(records(text, delimiter), into, layout)
    except UnicodeDecodeError as error:
        raise FileError(CUT_SHORT) from error


def refuse_other_kinds(content: IO[bytes]) -> None:
    start = content.read(10_000).lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start.strip(b"\xff\xfe\0"):
        raise FileError("The file is empty.")
    for begins, message in OTHER_KINDS.items():
        if start.startswith(begins):
            raise FileError(message)
    if start[:1] in (b"{", b"[") and looks_like_json(start):
        raise FileError(
            "This is JSON, as feeds are written in, not a table. A feed is added under “Feeds”; a "
            "file of one is imported by whoever runs the site (import_open_referral)."
        )


def looks_like_json(start: bytes) -> bool:
    try:
        json.loads(start)
    except ValueError as error:
        # a long one breaks off where we stopped reading
        return (
            getattr(error, "pos", 0) >= len(start.decode(errors="replace").rstrip()) - 100
            or b'":' in start
        )
    return True


def find_delimiter(lines: list[str]) -> str:
    """The one by which most lines have as many cells as most others, and more than one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
        except csv.Error:
            return (0, 0)
        usual = max(widths, key=widths.count, default=0)
        return (widths.count(usual), usual)

    first = next((line for line in lines if line.strip()), "")
    return max(DELIMITERS, key=lambda one: (*agreement(one), first.count(one)))


def records(text: IO[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(checked_lines(text), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise FileError(f"Line {reader.line_num} cannot be read as CSV: {error}.") from error


def checked_lines(text: IO[str]) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise FileError(
                f"Line {number} is longer than {LONGEST_LINE:,} characters. "
                "This does not look like a CSV file."
            )
        yield line


def write(rows: Iterator[list[str]], into: Path, layout: Layout) -> Table:
    first = list(islice(rows, SAMPLED))
    no_names = ""
    if not 0 < layout.header_row <= len(first):
        layout.header_row = headers.find(first)
        no_names = name_by_contents(first, layout)
    above = layout.header_row
    if len(first) < above:
        raise FileError("The file is empty.")
    columns = headers.names(named(first, above), first[above:])
    headers.refuse_other_lists(columns)
    count = 0
    with into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([[]] * (above - 1))
        writer.writerow(columns)
        said_again = trimmed([cell.strip() for cell in first[above - 1]])
        body = Body(width=len(columns), names=said_again)
        for cells in body.tidied(chain(first[above:], rows)):
            writer.writerow(cells)
            count += bool(cells)
    layout.remarks = [*filter(None, [no_names]), *body.remarks(above + 1)]
    layout.header_row = 0 if no_names else layout.header_row
    return Table([name for name in columns if name], count, layout)


def name_by_contents(first: list[list[str]], layout: Layout) -> str:
    """Where what was found as names is an entry: put names by what the columns hold in the place of
    the row above, or else above them all. Returns what is said of it, or nothing."""
    at = unnamed.first_entry(first, layout.header_row - 1) if first else None
    if at is None:
        return ""
    first[max(at - 1, 0) : at] = [unnamed.names(first[at:])]
    layout.header_row = max(at, 1)
    return NO_NAMES if at else f"{NO_NAMES} {ONE_MORE}"


def named(first: Sequence[list[str]], above: int) -> list[str]:
    """The row of names, with that of their groups where there is one."""
    row = first[above - 1]
    upper = first[above - 2] if above > 1 else []
    return headers.together(upper, row) if headers.are_groups(upper, row) else row


@dataclass
class Body:
    """The rows under the names, and what became of them."""

    width: int
    names: Sequence[str]
    mended: int = 0
    example: tuple[str, str] = ("", "")
    units: bool = False

    def tidied(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """Each as wide as the names, or wider where it has more to say. An empty one has no cells;
        nor has one that says the names again, as on a new page, or the units under them."""
        for number, cells in enumerate(rows):
            kept = trimmed([self.mend(line_ends(cell).strip()) for cell in cells])
            self.units |= number == 0 and headers.are_units(kept)
            says = bool(kept) and kept != self.names and not (number == 0 and self.units)
            yield kept + [""] * (self.width - len(kept)) if says else []

    def mend(self, cell: str) -> str:
        mended = mojibake.mend(cell)
        if mended != cell:
            self.mended += 1
            self.example = self.example if self.mended > 1 else (cell, mended)
        return mended

    def remarks(self, first: int) -> list[str]:
        said = []
        if self.units:
            said.append(f"Row {first} says in which units or form the columns are: it is no entry.")
        if self.mended:
            before, after = (one[:QUOTED] for one in self.example)
            cells = "1 cell was" if self.mended == 1 else f"{self.mended} cells were"
            said.append(
                f"{cells} spoilt by another program and put right: “{after}” for “{before}”."
            )
        return said


def line_ends(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")
