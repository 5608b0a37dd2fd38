"""Opens whatever somebody calls a CSV file, and says plainly when it is not one."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000  # characters
LONGEST_CELL = 100_000
LONGEST_NAME = 300
CUT_SHORT = "The file is damaged or cut short: not all of it can be read as text."
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = ",;\t|"


class FileError(Exception):
    """The file cannot be imported at all. The message says why in plain words."""


class FileRow(NamedTuple):
    """One row, with the number of the line in the file on which it begins, or what is wrong."""

    number: int
    cells: dict[str, str]
    error: str = ""


def read(path: Path, needed: set[str]) -> Iterator[FileRow]:
    """The rows of a file that has the needed columns. Blank rows are passed over.

    Raises FileError, possibly in the middle of the file.
    """
    try:
        with path.open("rb") as content:
            encoding = find_encoding(content)
        with path.open(encoding=encoding, newline="") as text:
            yield from rows(text, needed)
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileError(CUT_SHORT) from error


def header(path: Path) -> list[str]:
    """The names in the first line. Raises FileError, also when a name occurs twice."""
    try:
        with path.open("rb") as content:
            encoding = find_encoding(content)
        with path.open(encoding=encoding, newline="") as text:
            first = next(checked_lines(text.readline), "")
            csv.field_size_limit(LONGEST_CELL)
            names = next(csv.reader([first], delimiter=find_delimiter(first)), [])
    except csv.Error as error:
        raise FileError(f"The first line cannot be read as CSV: {error}.") from error
    except UnicodeDecodeError as error:
        raise FileError(CUT_SHORT) from error
    found = [name.strip() for name in names if name.strip()]
    check_header(found, set(found))
    if "\0" in first or len(found) < 2 or any(len(name) > LONGEST_NAME for name in found):
        raise FileError("The first line does not look like the names of columns.")
    return found


def count_lines(path: Path) -> int:
    """About how many rows there are: for a progress bar."""
    with path.open("rb") as content:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: content.read(CHUNK), b""))


def find_encoding(content: IO[bytes]) -> str:
    """UTF-8 (with or without a byte order mark), UTF-16 with one, or else Windows-1252, which is
    what Excel writes on a British desk; it differs from Latin-1 only in quotes and the euro."""
    start = content.read(2)
    if not start.strip():
        raise FileError("The file is empty.")
    if start in UTF_16:
        return "utf-16"
    content.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in iter(lambda: content.read(CHUNK), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1" if has_holes(content) else "cp1252"
    return "utf-8-sig"


def has_holes(content: IO[bytes]) -> bool:
    """Are there bytes that Windows-1252 does not use?"""
    content.seek(0)
    holes = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return any(hole in chunk for chunk in iter(lambda: content.read(CHUNK), b"") for hole in holes)


def rows(text: IO[str], needed: set[str]) -> Iterator[FileRow]:
    lines = checked_lines(text.readline)
    first = next(lines, "")
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(chain(first, lines), delimiter=find_delimiter(first))
    try:
        header = [name.strip() for name in next(reader, [])]
        check_header(header, needed)
        number = reader.line_num
        for cells in reader:
            began, number = number + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield file_row(began, header, cells)
    except csv.Error as error:
        raise FileError(f"Line {reader.line_num} cannot be read as CSV: {error}.") from error


def chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def checked_lines(readline: Callable[[int], str]) -> Iterator[str]:
    number = 0
    while text := readline(LONGEST_LINE):
        number += 1
        if len(text) == LONGEST_LINE:
            raise FileError(
                f"Line {number} is longer than {LONGEST_LINE:,} characters. "
                "This does not look like a CSV file."
            )
        yield text


def find_delimiter(first: str) -> str:
    return max(DELIMITERS, key=first.count)


def check_header(header: list[str], needed: set[str]) -> None:
    missing = sorted(needed - set(header))
    if missing:
        has = ", ".join(header)[:300] or "nothing"
        raise FileError(
            f"The first line has no column called {', '.join(missing)}. It has: {has}. "
            "The first line must name the columns."
        )
    twice = sorted({name for name in needed if header.count(name) > 1})
    if twice:
        raise FileError(f"The first line names a column twice: {', '.join(twice)}.")


def file_row(number: int, header: list[str], cells: list[str]) -> FileRow:
    if len(cells) > len(header) and not any(cell.strip() for cell in cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) != len(header):
        return FileRow(
            number, {}, f"It has {len(cells)} cells where the first line has {len(header)}."
        )
    return FileRow(number, dict(zip(header, cells, strict=True)))
