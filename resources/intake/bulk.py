"""Many rows into a table at once, by PostgreSQL's COPY in its text format."""

import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, models

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})
# In front of a COPY, which goes past Django's cursor, and so past pghistory: a statement that does
# nothing, with which pghistory says whose change it is for the rest of the transaction
TELL_HISTORY = "WITH nothing AS (SELECT 1) SELECT FROM nothing"


def insert(rows: Sequence[models.Model]) -> None:
    """These new rows of one model, with their keys; what the database numbers itself is left out
    where it is None. Nothing is checked and no signal sent: the database's triggers see them."""
    if not rows:
        return
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not (field.primary_key and rows[0].pk is None)
    ]
    names = [field.attname for field in fields]
    # a list is an array, but in a column of JSON
    as_json = {field.attname for field in fields if isinstance(field, models.JSONField)}
    values: Iterable[Sequence[Any]] = (
        [
            json.dumps(row.__dict__[name]) if name in as_json else row.__dict__[name]
            for name in names
        ]
        for row in rows
    )
    insert_values(rows[0]._meta.db_table, [str(field.column) for field in fields], values)


def insert_values(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    content = StringIO()
    for row in rows:
        content.write("\t".join([encoded(value) for value in row]) + "\n")
    if not content.tell():
        return
    content.seek(0)
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(TELL_HISTORY)
        with connection.wrap_database_errors:
            cursor.cursor.copy_expert(f'COPY "{table}" ({quoted}) FROM STDIN', content)


def encoded(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return ("{" + ",".join(map(element, value)) + "}").translate(ESCAPES)
    if isinstance(value, GEOSGeometry):
        return str(value.hexewkb.decode())
    return str(value)


def element(value: Any) -> str:
    return "NULL" if value is None else f'"{str(value).translate(QUOTED)}"'


def next_ids(model: type[models.Model], number: int) -> list[int]:
    """Keys for so many new rows of a model whose keys the database numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, number],
        )
        return [key for (key,) in cursor]


def analyze(written: Iterable[type[models.Model]]) -> None:
    """Let the planner look at these models' tables as they are now."""
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in written)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
