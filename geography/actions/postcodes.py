"""Replaces the postcode directory as a whole: beside first, then swapped in, in one transaction."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import DatabaseError, connection, transaction

from geography.models import Postcode
from geography.onspd import Row

ROWS_A_BLOCK = 20_000

# Checked here, because the casts below cut short in silence. Not UNLOGGED, which is no faster here:
# PostgreSQL killed while it makes such a table may not start again.
CREATE_ROWS = """
    CREATE TABLE postcode_rows (
        postcode text NOT NULL CHECK (length(replace(postcode, ' ', '')) BETWEEN 5 AND 7),
        authority varchar(9),
        easting float8,
        northing float8
    )
"""
# Postcodes that begin with BT are on the Irish Grid, all others on the British National Grid.
# A table of its own: PostgreSQL shares this work between processors, as it never does for INSERT.
TRANSFORM = """
    CREATE TABLE postcode_points AS
    SELECT replace(postcode, ' ', '')::varchar(7) AS code,
           ST_Transform(
               ST_SetSRID(
                   ST_MakePoint(easting, northing),
                   CASE WHEN postcode LIKE 'BT%' THEN 29902 ELSE 27700 END
               ), 4326)::geography(Point, 4326) AS point,
           coalesce(authority, '')::varchar(9) AS local_authority
    FROM postcode_rows
"""
# Transforming and indexing are most of the work. The planner does not know what a transform
# costs, so it is told to share it between processors.
LOAD_SETTINGS = {
    "maintenance_work_mem": "'256MB'",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "jit": "off",
}
# A schema for as long as the load lasts: there a new table has the names that Django gives the
# table and its indexes, beside the one in use.
STAGING = "postcode_staging"


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
        for name, value in LOAD_SETTINGS.items():
            cursor.execute(f"SET LOCAL {name} = {value}")
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"CREATE SCHEMA {STAGING}")
        cursor.execute(f"SET LOCAL search_path TO {STAGING}, {schema}, public")
        cursor.execute(CREATE_ROWS)
        copy(cursor, rows)
        cursor.execute(TRANSFORM)
        loaded = make_table(cursor)
        table = Postcode._meta.db_table
        cursor.execute(f"DROP TABLE {schema}.{table}")
        cursor.execute(f"ALTER TABLE {STAGING}.{table} SET SCHEMA {schema}")
        cursor.execute("SET LOCAL search_path TO DEFAULT")
        cursor.execute(f"DROP SCHEMA {STAGING} CASCADE")
        cursor.execute(f"ANALYZE {table}")
        # the transaction may go on to smaller things
        for name in LOAD_SETTINGS:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")
    return loaded


def make_table(cursor: Any) -> int:
    """The table as Django makes it; the editor leaves its indexes to the end, when it is full."""
    with connection.schema_editor() as editor:
        editor.create_model(Postcode)
        cursor.execute(
            f"INSERT INTO {Postcode._meta.db_table} (code, point, local_authority)"  # noqa: S608
            " SELECT code, point, local_authority FROM postcode_points"
        )
        loaded: int = cursor.rowcount
    return loaded


def copy(cursor: Any, rows: Iterable[Row]) -> None:
    source = CopySource(rows)
    try:
        with connection.wrap_database_errors:
            cursor.cursor.copy_expert(
                "COPY postcode_rows FROM STDIN WITH (NULL '')", source, size=1 << 20
            )
    except DatabaseError:
        if source.failure:
            raise source.failure from None
        raise
