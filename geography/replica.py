"""Reading the directory from a standby, where REPLICA_URL names one: matching, open data.

A standby is a moment behind, and may be away. So only a function that says so (`from_replica`)
reads from it, only what is the same for everybody (settings.REPLICA_MODELS), never in a transaction
that may have written, and while it follows closely; otherwise, and when it goes away in the middle,
the primary answers. Nothing about a person is ever read there: what they just saved would be
missing.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.utils import InterfaceError, OperationalError

P = ParamSpec("P")
R = TypeVar("R")

REPLICA = "replica"
MOST_BEHIND = 10  # seconds
ASKED_AGAIN = 5  # seconds, until a standby's state is asked for again, well or not

# Does it follow a primary, and what has it still to do? One that was promoted follows nobody.
STATE = """
SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver) AND (
    pg_last_wal_receive_lsn() IS NOT DISTINCT FROM pg_last_wal_replay_lsn()
    OR now() - pg_last_xact_replay_timestamp() < %s * interval '1 second')
"""

logger = logging.getLogger(__name__)
_reading = ContextVar("reading from the replica", default=False)


class State:
    """What this process knows of the standby, and until when."""

    follows = False
    until = 0.0


def from_replica(read: Callable[P, R]) -> Callable[P, R]:
    """For a function that reads the directory and changes nothing: it may be called twice."""

    @wraps(read)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if not is_wanted():
            return read(*args, **kwargs)
        try:
            with reading():
                return read(*args, **kwargs)
        except (OperationalError, InterfaceError):
            give_up()
        return read(*args, **kwargs)

    return wrapped


def each_from_replica(lines: Iterator[R]) -> Iterator[R]:
    """Lines that are read as they are sent. What began at the standby ends there."""
    wanted = is_wanted()
    while True:
        with reading(wanted):
            line = next(lines, None)
        if line is None:
            return
        yield line


@contextmanager
def reading(wanted: bool = True) -> Iterator[None]:
    token = _reading.set(wanted)
    try:
        yield
    finally:
        _reading.reset(token)


def connection() -> Any:
    """For SQL of our own over the directory: the connection that its models are read by now."""
    return connections[REPLICA if _reading.get() else DEFAULT_DB_ALIAS]


def is_wanted() -> bool:
    """There is one, it follows closely, and nothing here may just have been written."""
    if REPLICA not in settings.DATABASES or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return False
    if time.monotonic() >= State.until:
        State.follows = follows()
        State.until = time.monotonic() + ASKED_AGAIN
    return State.follows


def follows() -> bool:
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(STATE, [MOST_BEHIND])
            [found] = cursor.fetchone()
    except (OperationalError, InterfaceError):
        give_up()
        return False
    return bool(found)


def give_up() -> None:
    """Until it is asked again, the primary answers all."""
    logger.warning("The replica does not answer.")
    connections[REPLICA].close()
    State.follows, State.until = False, time.monotonic() + ASKED_AGAIN


class Router:
    """Django asks it which database a model is read from and written to."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        meta = model._meta  # the shared cache's has no more than these two
        of_all = f"{meta.app_label}.{meta.model_name}" in settings.REPLICA_MODELS
        return REPLICA if _reading.get() and of_all else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # they are the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
