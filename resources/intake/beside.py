"""Python and PostgreSQL at work at the same time, in one transaction: what needs no database is
done in one thread while the other waits for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar, cast

from django.db import connection, models

from resources.intake import bulk

T = TypeVar("T")
END = object()
# in one piece: for each piece of it, a thread waits for its turn in Python
WHOLE = 1 << 26


class TakenError(Exception):
    """Something asks the database while rows are being copied by the same connection."""


def one_ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items. While one is worked with, the next is made in a thread: `items` must ask no
    database. What goes wrong there is raised where that item's turn is."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, items, END)
        while (item := coming.result()) is not END:
            coming = beside.submit(next, items, END)
            yield cast(T, item)


class Copying:
    """`bulk.insert` without waiting for it: the database takes one table after another while rows
    are made for the next. Until the end of the block nobody else may use its connection: whoever
    tries gets a TakenError.

    Raises what the database refuses at the end of the block.
    """

    def __enter__(self) -> "Copying":
        with ExitStack() as stack:
            cursor = stack.enter_context(connection.cursor())
            cursor.execute(bulk.TELL_HISTORY)
            self.cursor = cursor.cursor
            self.thread = stack.enter_context(ThreadPoolExecutor(1))
            stack.enter_context(connection.execute_wrapper(refuse))
            self.open = stack.pop_all()
        self.waiting: list[Future[None]] = []
        return self

    def insert(self, rows: Sequence[models.Model]) -> None:
        if rows:
            self.insert_values(*bulk.values_of(rows))

    def insert_values(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        statement, content = bulk.copy_statement(table, columns), bulk.as_csv(rows)
        if content.tell():
            content.seek(0)
            self.waiting.append(
                self.thread.submit(self.cursor.copy_expert, statement, content, WHOLE)
            )

    def __exit__(self, *failed: Any) -> None:
        with self.open:
            for one in self.waiting:
                one.exception()  # all are over before anybody goes on
        if failed[0] is None:
            with connection.wrap_database_errors:
                for one in self.waiting:
                    one.result()


def refuse(execute: Callable[..., Any], *_: Any) -> Any:
    raise TakenError
