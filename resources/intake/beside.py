"""Python and PostgreSQL at work at the same time: what needs no database is done in a thread while
the database is waited for."""

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.db import connection

T = TypeVar("T")
R = TypeVar("R")
END = object()
# Seconds for which Python lets a thread wait for its turn: as long as most statements take
SHORT_TURN = 0.0002


class DatabaseAskedError(Exception):
    """Something asks the database where none may be asked."""


def one_ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items. While one is worked with, the next is made in a thread: `items` must ask no
    database. What goes wrong there is raised where that item's turn is."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, items, END)
        while (item := coming.result()) is not END:
            coming = beside.submit(next, items, END)
            yield cast(T, item)


def work_ahead(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """`work` of each item, done in a thread while the result before is used: it must ask no
    database. The items are made here, and may. What goes wrong with one is raised in its turn."""
    with short_turns(), ThreadPoolExecutor(1) as beside:
        waiting = []
        for item in items:
            waiting.append(beside.submit(work, item))
            if len(waiting) > 1:
                yield waiting.pop(0).result()
        for last in waiting:
            yield last.result()


@contextmanager
def short_turns() -> Iterator[None]:
    """Who waits for the database is hardly kept waiting by others when it has answered."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def without_database() -> Iterator[None]:
    """Whoever asks the database in this thread gets a DatabaseAskedError; else a thread would open
    a connection of its own, and see nothing of what is being written."""
    connection.cursor = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        del connection.cursor


def refuse(*_: Any, **__: Any) -> Any:
    raise DatabaseAskedError
