"""Whether something runs, in other people's words. No database."""

import re

from resources.vocabulary import Status

# "Bee Club (CLOSED)", "CLOSED: Bee Club", "Bee Club - temporarily closed"; not "The Closed Door"
BY_NAME = re.compile(
    r"(?:\s[(\[–*-]|:)\s*(?:now |permanently |currently )?(?P<soon>temporarily )?closed(?: down)?"
    r"[)\]*]*\s*$"
    r"|^\W*closed\s*[:–-]\s",
    re.IGNORECASE,
)


def by_name(name: str) -> Status | None:
    """The status that a name says, if it says one."""
    found = BY_NAME.search(name)
    return None if not found else Status.PAUSED if found["soon"] else Status.CLOSED
