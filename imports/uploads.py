"""A file becomes an upload: its content as CSV, the names of its columns, how long it is."""

import gzip
import hashlib
from pathlib import Path

from facilitation.models import User
from imports import reading
from imports.columns import ColumnMapping
from imports.models import ImportRun
from imports.workbooks import readable


def receive(path: Path, *, source: str, name: str, by: User) -> ImportRun:
    """Keep a file that a curator handed in. Raises FileError when it cannot be read."""
    with readable(path) as sheet:
        return ImportRun.objects.create(
            source=source,
            file_name=name[:200],
            columns=reading.header(sheet),
            rows_total=rows_in(sheet),
            content=gzip.compress(sheet.read_bytes()),
            by=by,
        )


def begin(path: Path, mapping: ColumnMapping, *, name: str) -> ImportRun:
    """An import by command, to be worked on at once. The file is given again to go on with it."""
    return ImportRun.objects.create(
        source=mapping.source,
        file_name=name[:200],
        digest=digest_of(path),
        state=ImportRun.State.IMPORTING,
        rows_total=rows_in(path),
        content=b"",
    )


def stopped(path: Path, source: str) -> ImportRun | None:
    """The import of this very file that was stopped before its end."""
    unfinished = ImportRun.objects.filter(source=source, state=ImportRun.State.IMPORTING)
    return unfinished.filter(digest=digest_of(path)).first()


def rows_in(path: Path) -> int:
    return max(reading.count_lines(path) - 1, 0)


def digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
