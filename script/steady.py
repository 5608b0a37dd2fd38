"""Makes what changes from run to run the same: the day, random identifiers and reference codes.

Import this before Django is set up: models take their defaults from these functions.
"""

import datetime as dt
import itertools
import random
import secrets
import uuid

from django.utils import timezone

NOW = dt.datetime(2026, 3, 3, 10, 30, tzinfo=dt.UTC)  # a Tuesday, before any run of this

_numbers = itertools.count(1)
_luck = random.Random(45)


def next_uuid() -> uuid.UUID:
    """Counted, so that what is ordered by it is in the order in which it was made."""
    return uuid.UUID(int=next(_numbers) << 32, version=4)


timezone.now = lambda: NOW
uuid.uuid4 = next_uuid
secrets.choice = _luck.choice


_begun = dt.datetime.now(dt.UTC)


def settle_history() -> None:
    """The database dates the directory's history by its own clock: bring that to the day, too.

    A hundred times as fast as it was, so that the order stays and little time passes.
    """
    from django.apps import apps
    from django.db import connection

    histories = {m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_created_at")}
    for table in histories & set(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            settle(cursor, table)


def settle(cursor, table: str) -> None:
    cursor.execute(
        f"UPDATE {table} SET pgh_created_at = %(now)s + (pgh_created_at - %(begun)s) / 100"
        " WHERE pgh_created_at >= %(begun)s",
        {"now": NOW, "begun": _begun},
    )
