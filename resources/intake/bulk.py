"""Many rows into a table at once: new ones by PostgreSQL's COPY of a table in CSV."""

import csv
import gc
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from typing import Any, Literal, NamedTuple, TypeVar

from django.contrib.gis.db.models import GeometryField
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=models.Model)

# What stands for nothing: a space to Python, and so at neither end of any text that a form takes.
# (PostgreSQL's own, \N, is what other databases write into a file; as a name it ended the run.)
NULL = "\x1f"
QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})
# in one piece: for each piece of it, a thread waits for its turn in Python
WHOLE = 1 << 26
# In front of a COPY, which goes past Django's cursor, and so past pghistory: a statement that does
# nothing, with which pghistory says whose change it is for the rest of the transaction
TELL_HISTORY = "WITH nothing AS (SELECT 1) SELECT FROM nothing"


class Text(NamedTuple):
    """Rows of one table as COPY takes them."""

    statement: str
    content: StringIO


def commit_without_waiting() -> None:
    """This transaction may be lost whole where the machine fails within the next half second; so
    only where how far the work is, is lost with it, and the next that is waited for follows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def new_row(model: type[M], **values: Any) -> M:
    """`model(**values)`, by the names of its columns, at a tenth of the time: no signal is sent."""
    row = model.__new__(model)
    plain, made = defaults(model)
    row.__dict__ = {"_state": models.base.ModelState(), **plain, **values}
    for name, make in made:
        if name not in values:
            row.__dict__[name] = make()
    return row


def copy_of(row: M) -> M:
    """Another object for the same row, at a tenth of the time that `copy.copy` takes."""
    copied = row.__new__(type(row))
    state = models.base.ModelState()
    state.__dict__ = {**row._state.__dict__, "fields_cache": {**row._state.fields_cache}}
    copied.__dict__ = {**row.__dict__, "_state": state}
    return copied


@cache
def defaults(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Those that are values, and those that are made anew for each row."""
    fields = model._meta.concrete_fields
    made = [one for one in fields if one.has_default() and callable(one.default)]
    plain = {one.attname: one.get_default() for one in fields if one not in made}
    return plain, [(one.attname, one.default) for one in made]


@contextmanager
def few_collections() -> Iterator[None]:
    """While thousands of objects are made that live to the end of their batch: to go through them
    again and again for cycles that nobody can reach takes a fifth of the time."""
    youngest, *older = gc.get_threshold()
    gc.set_threshold(100_000, *older)
    try:
        yield
    finally:
        gc.set_threshold(youngest, *older)


def insert(rows: Sequence[models.Model]) -> None:
    """These new rows of one model, with their keys; what the database numbers itself is left out
    where it is None. Nothing is checked and no signal sent: the database's triggers see them."""
    insert_texts([text_of(rows)] if rows else [])


def text_of(rows: Sequence[models.Model]) -> Text:
    """Of new rows of one model: at least one, with their keys as in `insert`."""
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not (field.primary_key and rows[0].pk is None)
    ]
    values = zip(*(column_of(field, rows) for field in fields), strict=True)
    return text_of_values(rows[0]._meta.db_table, [str(field.column) for field in fields], values)


def update(rows: Sequence[models.Model], columns: Collection[str]) -> None:
    """Write these columns of rows that the table has. Nothing is checked and no signal sent."""
    model = type(rows[0])
    key = model._meta.pk
    fields = [one for one in model._meta.concrete_fields if one.attname in columns]
    texts = {one.attname: writer(one) for one in fields if isinstance(one, GeometryField)}
    content = [
        {key.column: row.pk}
        | {str(one.column): as_json(getattr(row, one.attname), texts.get(one.attname))
           for one in fields}
        for row in rows
    ]  # fmt: skip
    quote = connection.ops.quote_name
    table, of_key = quote(model._meta.db_table), quote(str(key.column))
    values = ", ".join(f"{quote(str(one.column))} = new.{quote(str(one.column))}" for one in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {values}"  # noqa: S608 # names of ours
            f" FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new"
            f" WHERE {table}.{of_key} = new.{of_key}",
            [json.dumps(content, default=str)],
        )


def as_json(value: Any, write: Callable[[Any], str] | None) -> Any:
    return write(value) if write and value is not None else value


def column_of(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    """This field of all the rows, as COPY takes it."""
    values = [row.__dict__[field.attname] for row in rows]
    write = writer(field)
    if not write:
        return [NULL if one is None else one for one in values] if field.null else values
    return [NULL if one is None else write(one) for one in values]


def writer(field: Any) -> Callable[[Any], str] | None:
    """What puts this field's values into words where `str` does not."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, ArrayField):
        return array
    if isinstance(field, GeometryField):
        return lambda shape: shape.hexewkb.decode()
    return None


def insert_values(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of values as COPY takes them."""
    insert_texts([text_of_values(table, columns, rows)])


def text_of_values(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Text:
    content = StringIO()
    csv.writer(content, lineterminator="\r\n").writerows(rows)
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    return Text(f"COPY \"{table}\" ({quoted}) FROM STDIN (FORMAT csv, NULL '{NULL}')", content)


def insert_texts(texts: Sequence[Text]) -> None:
    """One after the other. The database's triggers see their rows."""
    if not any(text.content.tell() for text in texts):
        return
    with connection.cursor() as cursor:
        cursor.execute(TELL_HISTORY)
        with connection.wrap_database_errors:
            for text in texts:
                if text.content.tell():
                    text.content.seek(0)
                    cursor.cursor.copy_expert(text.statement, text.content, WHOLE)


def array(values: Sequence[Any]) -> str:
    return "{" + ",".join(map(element, values)) + "}"


def element(value: Any) -> str:
    return "NULL" if value is None else f'"{str(value).translate(QUOTED)}"'


def any_of(values: Iterable[Any], kind: Literal["text", "uuid"]) -> RawSQL:
    """For `__in`: values as one parameter. Django writes a thousand of them down one by one."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(values)])  # noqa: S611


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
