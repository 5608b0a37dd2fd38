"""The rows of a CSV file of our kind (`tables`), each by the names of its columns."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from imports.problems import LONGEST_CELL, FileError


class FileRow(NamedTuple):
    """One row, with its number in the file, or what is wrong."""

    number: int
    cells: dict[str, str]
    error: str = ""
    # further rows of the same entry: their numbers and cells
    more: tuple[tuple[int, dict[str, str]], ...] = ()


def read(path: Path, needed: set[str]) -> Iterator[FileRow]:
    """The rows of a file that has the needed columns. Blank rows are passed over.

    Raises FileError.
    """
    lines = records(path)
    _, names = next(lines, (0, []))
    check_names(names, needed)
    for number, cells in lines:
        yield file_row(number, names, cells)


def records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The names and then the rows, each with its number in the file. Raises FileError."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8", newline="") as text:
            yield from (
                (number, cells) for number, cells in enumerate(csv.reader(text), 1) if cells
            )
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}.") from error


def check_names(names: list[str], needed: set[str]) -> None:
    missing = sorted(needed - set(names))
    if missing:
        has = ", ".join(filter(None, names))[:300] or "nothing"
        raise FileError(
            f"The file has no column called {', '.join(missing)}. It has: {has}. "
            "The first line must name the columns."
        )


def file_row(number: int, names: list[str], cells: list[str]) -> FileRow:
    if len(cells) > len(names):
        return FileRow(
            number, {}, f"It has {len(cells)} cells, and the file names {len(names)} columns."
        )
    return FileRow(number, {name: cell for name, cell in zip(names, cells, strict=True) if name})
