"""A file becomes an upload: its table as CSV of our kind, beside the file as it came."""

import gzip
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from facilitation.models import User
from imports import reading, tables
from imports.columns import ColumnMapping
from imports.models import ImportRun
from imports.tables import Layout

SAMPLED = 200  # rows


def receive(path: Path, *, source: str, name: str, by: User) -> ImportRun:
    """Keep a file that a curator handed in. Raises FileError when it cannot be read."""
    upload = ImportRun(source=source, file_name=name[:200], by=by)
    upload.original = gzip.compress(path.read_bytes())
    lay_out(upload, path, Layout())
    upload.save()
    return upload


def lay_out_anew(upload: ImportRun, layout: Layout) -> None:
    """Read its file again, by another sheet, row of names or encoding. Raises FileError."""
    with unpacked(upload.original) as path:
        lay_out(upload, path, layout)
    upload.save(update_fields=["columns", "rows_total", "layout", "content", "mapping"])


def lay_out(upload: ImportRun, path: Path, layout: Layout) -> None:
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "table.csv"
        table = tables.convert(path, into, layout)
        upload.columns, upload.rows_total = table.columns, table.rows
        upload.layout, upload.mapping = table.layout.content(), {}
        upload.content = gzip.compress(into.read_bytes())


def sample(upload: ImportRun) -> list[dict[str, str]]:
    """The first rows of its table."""
    with unpacked(upload.content) as path:
        rows = (row.cells for row in reading.read(path, set()) if not row.error)
        return list(islice(rows, SAMPLED))


def differ(upload: ImportRun, columns: Sequence[str]) -> bool:
    """Is there something in these columns, and something else, in each row?"""
    seen: set[int] = set()
    with unpacked(upload.content) as path:
        for row in reading.read(path, set()):
            cells = tuple(row.cells.get(column, "").casefold() for column in columns)
            if row.error:
                continue
            if not any(cells) or hash(cells) in seen:
                return False
            seen.add(hash(cells))
    return True


@contextmanager
def unpacked(content: bytes | memoryview) -> Iterator[Path]:
    """What was packed, in a file of its own for as long as it is read."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(gzip.decompress(content))
        file.flush()
        yield Path(file.name)


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
    return sum(1 for _ in reading.read(path, set()))


def digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
