"""Workbooks that are small as files and boundless when they are read: a cell in the last column of
the last row, a cell repeated a million times, cells that do not say where they are. The reader of
sheets holds a whole rectangle, at about 32 bytes a cell, and a text as often as it is repeated."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
OVERLAP = 2000  # bytes: more than a tag is long
MOST_CELLS = 5_000_000  # a hundred thousand rows of fifty columns
MOST_REPEATED = 9_999  # times the same text
LETTERS = 26

# An element of any prefix, and whether it is closed at once. A cell says where it is, or stands
# beside the one before.
XLSX = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>")
XLSX_PLACE = re.compile(rb'\br="([A-Z]{0,3})(\d{1,7})"')
ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*?)(/?)>")
ODS_REPEATED = re.compile(rb'-repeated="(\d{1,9})"')


def is_oversized(packed: zipfile.ZipFile) -> bool:
    return any(is_boundless(packed, name) for name in packed.namelist())


def is_boundless(packed: zipfile.ZipFile, name: str) -> bool:
    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
        with packed.open(name) as content:
            return any(cells > MOST_CELLS for cells in xlsx_cells(content))
    if name == "content.xml":
        with packed.open(name) as content:
            return any(cells > MOST_CELLS for cells in ods_cells(content))
    return False


def xlsx_cells(content: IO[bytes]) -> Iterator[int]:
    """How many cells lie in the rectangle of those with something in them, as far as was read."""
    row = at = widest = deepest = 0
    for part in parts(content):
        for kind, attributes, empty in XLSX.findall(part):
            place = XLSX_PLACE.search(attributes)
            if kind == b"row":
                row, at = int(place[2]) if place else row + 1, 0
                continue
            at = column(place[1]) if place else at + 1
            row = int(place[2]) if place else row
            if not empty:
                widest, deepest = max(widest, at), max(deepest, row)
        yield widest * deepest


def ods_cells(content: IO[bytes]) -> Iterator[int]:
    """The same for a sheet whose cells and rows say how often they are repeated; more than any may
    have where one with something in it is repeated too often."""
    row = at = widest = deepest = rows = 0
    for part in parts(content):
        for kind, attributes, empty in ODS.findall(part):
            repeated = ODS_REPEATED.search(attributes)
            often = int(repeated[1]) if repeated else 1
            if kind == b"table-row":
                row, at, rows = row + often, 0, often
                continue
            at += often
            if not empty and rows * often > MOST_REPEATED:
                yield MOST_CELLS + 1
            if not empty:
                widest, deepest = max(widest, at), max(deepest, row)
        yield widest * deepest


def column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def parts(content: IO[bytes]) -> Iterator[bytes]:
    """The content piece by piece, each up to the end of a tag: what is left begins the next."""
    left = b""
    for chunk in iter(lambda: content.read(CHUNK), b""):
        whole = left + chunk
        end = whole.rfind(b">") + 1
        # a piece without a tag is text: of that only what may begin one is kept
        left = whole[end:] if end else whole[-OVERLAP:]
        yield whole[:end]
