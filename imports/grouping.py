"""Several rows of one entry, one for each of its times, places or telephones, become one.

The file is read twice: first for which rows say the same of what tells entries apart. Memory grows
with those and 100 bytes or so a row, not with the file.
"""

from collections.abc import Iterator
from pathlib import Path

from imports import reading, rows
from imports.columns import ColumnMapping
from imports.reading import FileRow


def read(path: Path, mapping: ColumnMapping) -> Iterator[FileRow]:
    """The rows of a file, those of one entry as one row with `more`. Raises FileError."""
    needed = mapping.used_columns()
    if not (mapping.has_times or mapping.has_place or rows.DIFFER & mapping.columns.keys()):
        yield from reading.read(path, needed)
        return
    further = further_rows(path, mapping, needed)
    joined = {number for found in further.values() for number, _ in found}
    for row in reading.read(path, needed):
        if row.number in joined:
            continue
        more = further.get(hash(rows.key(row.cells, mapping)), []) if not row.error else []
        yield row._replace(more=tuple(one for one in more if one[0] > row.number))


def further_rows(
    path: Path, mapping: ColumnMapping, needed: set[str]
) -> dict[int, list[tuple[int, dict[str, str]]]]:
    """By the hash of their key: rows with the key of an earlier one that say something else."""
    first: dict[int, int] = {}
    further: dict[int, list[tuple[int, dict[str, str]]]] = {}
    for row in reading.read(path, needed):
        if row.error or rows.reason_to_skip(row.cells, mapping):
            continue
        said = rows.key(row.cells, mapping)
        if not said.strip(" |"):
            continue  # nothing tells it apart
        key = hash(said)
        says = hash((rows.place_key(row.cells, mapping), *rows.may_differ(row.cells, mapping)))
        if first.setdefault(key, says) != says:
            further.setdefault(key, []).append((row.number, row.cells))
    return further
