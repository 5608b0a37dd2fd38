"""Workbooks that are small as files and boundless when they are read: a cell in the last column of
the last row, a cell repeated a million times. The reader of sheets holds a whole rectangle."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

CHUNK = 1 << 20
OVERLAP = 2000  # bytes: more than a tag is long
MOST_CELLS = 20_000_000
LETTERS = 26

# cells with something in them: an empty one has no end tag of its own, or no value
XLSX_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*<(?:v|is|f)\b')
ODS_CELLS = re.compile(rb'<table:table-cell\b[^>]*?number-columns-repeated="(\d{5,})"[^>]*(?<!/)>')
ODS_ROWS = re.compile(
    rb'<table:table-row\b[^>]*?number-rows-repeated="(\d{5,})"[^>]*(?<!/)>'
    rb"(?:\s*<table:table-cell\b[^>]*/>)*\s*<table:table-cell\b[^>]*(?<!/)>"
)


def is_oversized(packed: zipfile.ZipFile) -> bool:
    return any(is_boundless(packed, name) for name in packed.namelist())


def is_boundless(packed: zipfile.ZipFile, name: str) -> bool:
    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
        with packed.open(name) as content:
            return rectangle(content) > MOST_CELLS
    if name == "content.xml":
        with packed.open(name) as content:
            return any(ODS_CELLS.search(part) or ODS_ROWS.search(part) for part in parts(content))
    return False


def rectangle(content: IO[bytes]) -> int:
    """How many cells lie between the first and the farthest with something in it."""
    widest = deepest = 0
    for part in parts(content):
        for letters, row in XLSX_CELL.findall(part):
            widest, deepest = max(widest, column(letters)), max(deepest, int(row))
    return widest * deepest


def column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number


def parts(content: IO[bytes]) -> Iterator[bytes]:
    """The content piece by piece, each with the end of the last before it."""
    tail = b""
    for chunk in iter(lambda: content.read(CHUNK), b""):
        yield tail + chunk
        tail = chunk[-OVERLAP:]
