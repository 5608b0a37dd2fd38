"""Replaces the postcode directory as a whole: beside first, then swapped in, in one transaction."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DatabaseError, connection, transaction

from geography.models import Postcode
from geography.onspd import Row

ROWS_A_BLOCK = 20_000

# Checked here, because the casts below cut short in silence. Not UNLOGGED, which is no faster here:
# PostgreSQL killed while it makes such a table may not start again.
INCOMING = """
    CREATE TABLE postcode_incoming (
        postcode text NOT NULL CHECK (length(replace(postcode, ' ', '')) BETWEEN 5 AND 7),
        authority varchar(9),
        easting float8,
        northing float8
    )
"""
# Postcodes that begin with BT are on the Irish Grid, all others on the British National Grid.
BESIDE = """
    CREATE TABLE postcode_beside AS
    SELECT replace(postcode, ' ', '')::varchar(7) AS code,
           ST_Transform(
               ST_SetSRID(
                   ST_MakePoint(easting, northing),
                   CASE WHEN postcode LIKE 'BT%' THEN 29902 ELSE 27700 END
               ), 4326)::geography(Point, 4326) AS point,
           coalesce(authority, '')::varchar(9) AS local_authority
    FROM postcode_incoming
"""
# Transforming and indexing are most of the work. The planner does not know what a transform
# costs, so it is told to share it between processors.
HURRY = {
    "maintenance_work_mem": "'256MB'",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "jit": "off",
}


class CopySource:
    """What COPY reads from: a file of tab-separated lines made as it is read."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.blocks = blocks(rows)
        self.rest = b""
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        if not self.rest:
            try:
                self.rest = next(self.blocks, b"")
            except BaseException as error:
                # COPY will report that reading failed, but not why
                self.failure = error
                raise
        part, self.rest = self.rest[:size], self.rest[size:]
        return part


def blocks(rows: Iterable[Row]) -> Iterator[bytes]:
    lines: list[str] = []
    for row in rows:
        lines.append("\t".join(row))
        if len(lines) == ROWS_A_BLOCK:
            yield encode(lines)
            lines = []
    if lines:
        yield encode(lines)


def encode(lines: list[str]) -> bytes:
    # a backslash would be read as an escape
    return ("\n".join(lines).replace("\\", "\\\\") + "\n").encode()


@transaction.atomic
def replace_directory(*, rows: Iterable[Row]) -> int:
    """Put `rows` in the place of the whole directory, and return how many there are.

    Readers see the old directory until the new one is complete; if anything goes wrong they go on
    seeing it. Raises django.db.DatabaseError for rows that are not a directory, and whatever
    reading the rows raised.
    """
    with connection.cursor() as cursor:
        for name, value in HURRY.items():
            cursor.execute(f"SET LOCAL {name} = {value}")
        cursor.execute(INCOMING)
        copy(cursor, rows)
        cursor.execute(BESIDE)
        loaded: int = cursor.rowcount
        cursor.execute(
            "ALTER TABLE postcode_beside ALTER code SET NOT NULL,"
            " ALTER local_authority SET NOT NULL"
        )
        cursor.execute("DROP TABLE postcode_incoming")
        swap(cursor)
        cursor.execute("ANALYZE geography_postcode")
        # the transaction may go on to smaller things
        for name in HURRY:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")
    return loaded


def copy(cursor: Any, rows: Iterable[Row]) -> None:
    source = CopySource(rows)
    try:
        with connection.wrap_database_errors:
            cursor.cursor.copy_expert(
                "COPY postcode_incoming FROM STDIN WITH (NULL '')", source, size=1 << 20
            )
    except DatabaseError:
        if source.failure:
            raise source.failure from None
        raise


def swap(cursor: Any) -> None:
    """Give the table beside the same indexes, then the name."""
    table = Postcode._meta.db_table
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE schemaname = current_schema() AND tablename = %s",
        [table],
    )
    indexes = cursor.fetchall()
    for place, (name, definition) in enumerate(indexes):
        beside = definition.replace(name, f"beside_{place}").replace(
            f"{table} ", "postcode_beside "
        )
        cursor.execute(beside)
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE postcode_beside RENAME TO {table}")
    for place, (name, _) in enumerate(indexes):
        cursor.execute(f"ALTER INDEX beside_{place} RENAME TO {connection.ops.quote_name(name)}")
        if name.endswith("_pkey"):
            cursor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY USING INDEX {name}")
