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
