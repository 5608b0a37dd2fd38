"""Is it a workbook, and its sheets, read by a process of its own (`imports.sheets`)."""

import csv
import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imports.problems import DAMAGED, LONGEST_CELL, TOO_LARGE, FileError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # Excel's old kind, and what a password makes of any
LARGEST = 300_000_000  # bytes, unpacked
ROOT = Path(__file__).resolve().parent.parent


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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        raise FileError("This file begins like a workbook, but breaks off.") from error
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise FileError(
            "This is neither a CSV file nor a workbook (.xlsx, .xls, .ods). Save it as one of "
            "these."
        )
    if size > LARGEST:
        raise FileError(TOO_LARGE)


@contextmanager
def sheet_of(path: Path, sheet: str) -> Iterator[tuple[list[str], str, str, Iterator[list[str]]]]:
    """The names of a workbook's sheets, the one that is read, what it hides, and its rows, while it
    is open. Without a name, or with one that is not there, that is the likeliest. Raises FileError.
    """
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", newline="") as into:
        words = [sys.executable, "-m", "imports.sheets", str(path.absolute()), into.name, sheet]
        told = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)  # noqa: S603
        if told.returncode:  # ended by a signal: it asked for more than it may
            raise FileError(TOO_LARGE if told.returncode < 0 else DAMAGED)
        found = json.loads(told.stdout)
        if "error" in found:
            raise FileError(found["error"])
        csv.field_size_limit(LONGEST_CELL)
        yield found["sheets"], found["sheet"], found["hidden"], csv.reader(into)
