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

RUNS = {
    "", "active", "open", "published", "live", "current", "running", "operational", "operating",
    "approved", "enabled", "ongoing", "in operation", "verified", "reopened", "re opened", "yes",
    "true", "1",
}  # fmt: skip
FOR_NOW = re.compile(
    r"(?:temporar\w+|currently) (?:closed|unavailable|suspended|paused|shut)|closed temporarily"
    r"|paused|suspended|on hold|closed (?:for|until|over|during) .+"
)
FOR_GOOD = re.compile(
    r"(?:permanently )?(?:inactive|defunct|closed|deleted|archived?|ended|expired|discontinued"
    r"|ceased|withdrawn|removed|cancelled|disbanded|dissolved|not active)(?: down| permanently)?"
    r"(?: since .+| (?:in|on) .*\d.*)?"
    r"|no longer (?:\w+ )?(?:active|live|open|running|operating|available|meeting|exists?)"
)


def read(text: str) -> Status | None:
    """None for a word that is not known."""
    plain = " ".join(re.split(r"[\s_–-]+", text.casefold())).strip(" .!")
    if plain in RUNS:
        return Status.ACTIVE
    if FOR_NOW.fullmatch(plain):
        return Status.PAUSED
    return Status.CLOSED if FOR_GOOD.fullmatch(plain) else None


def by_name(name: str) -> Status | None:
    """The status that a name says, if it says one."""
    found = BY_NAME.search(name)
    return None if not found else Status.PAUSED if found["soon"] else Status.CLOSED
