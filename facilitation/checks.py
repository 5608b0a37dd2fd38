"""What `manage.py check --database default` finds out of the database that it reaches."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def saved_is_on_the_disk(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A pool before the database may drop what settings.py asks of each connection."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            [value] = cursor.fetchone()
        if value == "off":
            found.append(
                Error(
                    "synchronous_commit is off: what people are told is saved can be lost.",
                    hint="With PgBouncer, set it by connect_query, as in deploy/pgbouncer.ini.",
                    id="genie.E001",
                )
            )
    return found


@register(Tags.database)
def a_pool_is_known_of(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What a connection holds (`facilitation.prepared`) is not there in the next transaction, where
    that is on another connection of the server's. A pool tells a number of its own for it."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [process] = cursor.fetchone()
        pooled = process != connection.connection.info.backend_pid
        if pooled and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            found.append(
                Error(
                    "There is a pool before the database that the site was not told of.",
                    hint="Set GENIE_DATABASE_POOLED=1.",
                    id="genie.E002",
                )
            )
    return found
