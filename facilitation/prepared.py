"""Queries that almost every request asks, put together and put into SQL once for each process, and
read and planned by PostgreSQL once for each connection.

Django composes a query anew whenever it is asked: for one row that takes several times as long as
PostgreSQL needs to find it. And to plan how takes PostgreSQL longer than to find it, too.
"""

import copy
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.models import Model, QuerySet
from django.db.models import query as querysets
from django.db.transaction import TransactionManagementError
from psycopg2.extensions import AsIs

M = TypeVar("M", bound=Model)


populators: Any = querysets.get_related_populators
numbers = count(1)
# by connection, the names of what PostgreSQL holds for it
held: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def is_pooled(cursor: Any) -> bool:
    """Whether the next transaction may be on another of the server's connections."""
    return bool(cursor.db.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def ask_by_name(cursor: Any, name: str, sql: str, marked: Any, values: Iterable[Any]) -> None:
    """Have the database hold the query, unless this connection's does so by that name, and ask it
    with these values. `marked`: the query's parameters, with $1, $2 and so on for the values."""
    raw, asked = cursor.db.connection, list(values)
    names = held.setdefault(raw, set())
    if name not in names:
        with cursor.db.wrap_database_errors, raw.cursor() as plain:
            text = plain.mogrify(sql, marked).decode()
            plain.execute(f"PREPARE {name} AS {text}")
        names.add(name)
    said = ", ".join(["%s"] * len(asked))
    cursor.execute(f"EXECUTE {name} ({said})" if asked else f"EXECUTE {name}", asked)


def execute(cursor: Any, name: str, sql: str, values: dict[str, Any]) -> None:
    """A statement of our own, whose text is always the same, held in the same way."""
    if is_pooled(cursor):
        cursor.execute(sql, values)
        return
    marked = {key: AsIs(f"${number}") for number, key in enumerate(values, start=1)}
    ask_by_name(cursor, name, sql, marked, values.values())


class Plan(NamedTuple):
    """What Django works out of a queryset before it asks, and after."""

    name: str
    sql: str
    # each as it is, or the place of the value it stands for
    parameters: list[tuple[Any, int | None]]
    compiler: Any
    converters: dict[int, Any]
    model: type[Model]
    columns: list[str]
    first: int  # of the columns, in a row
    related: list[Any]


class Prepared(Generic[M]):
    """`compose` makes the queryset out of values, and `examples` are such values, of the types that
    will be asked with; nothing else in the query is equal to one. For queries whose SQL is the same
    whatever the values, without prefetching."""

    def __init__(self, compose: Callable[..., QuerySet[M]], *examples: Any) -> None:
        self.compose, self.examples = compose, examples
        self.plan: Plan | None = None

    def all(self, *values: Any) -> list[M]:
        plan = self.plan = self.plan or self.make_plan()
        using = router.db_for_read(plan.model)
        connection = connections[using]
        if plan.compiler.query.select_for_update and connection.get_autocommit():
            raise TransactionManagementError("A row is locked within a transaction only.")
        with connection.cursor() as cursor:
            if is_pooled(cursor):
                asked = [one if at is None else values[at] for one, at in plan.parameters]
                cursor.execute(plan.sql, asked)
            else:
                places = (AsIs(f"${number}") for number in count(1))
                marked = [one if at is None else next(places) for one, at in plan.parameters]
                asked = [values[at] for _, at in plan.parameters if at is not None]
                ask_by_name(cursor, plan.name, plan.sql, marked, asked)
            rows: Iterable[Any] = cursor.fetchall()
        if plan.converters:
            compiler = copy.copy(plan.compiler)  # made in another thread, perhaps
            compiler.connection = connection
            rows = compiler.apply_converters(rows, plan.converters)
        return [self.read(plan, row, using) for row in rows]

    def first(self, *values: Any) -> M | None:
        return next(iter(self.all(*values)), None)

    def make_plan(self) -> Plan:
        compiler: Any = self.compose(*self.examples).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        places = {example: at for at, example in enumerate(self.examples)}
        asked = [(one, places.get(one)) for one in parameters]
        assert {at for _, at in asked} >= set(places.values()), "not all are asked by"
        info, select = compiler.klass_info, compiler.select
        first, last = info["select_fields"][0], info["select_fields"][-1]
        return Plan(
            f"{info['model']._meta.db_table}_{next(numbers)}",
            sql,
            asked,
            compiler,
            compiler.get_converters([column for column, *_ in select]),
            info["model"],
            [select[at][0].target.attname for at in range(first, last + 1)],
            first,
            populators(info, select, DEFAULT_DB_ALIAS),
        )

    def read(self, plan: Plan, row: Any, using: str) -> Any:
        columns = plan.columns
        values = row[plan.first : plan.first + len(columns)]
        found = plan.model.from_db(using, columns, values)
        for populator in plan.related:
            populator.populate(row, found)
        for name, at in plan.compiler.annotation_col_map.items():
            setattr(found, name, row[at])
        return found
