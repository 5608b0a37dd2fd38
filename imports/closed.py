"""Whether a row says that what it lists is closed. A column's name says how to read it: "closed",
"date closed", "open", "status". No database."""

import datetime as dt
import re

from resources.intake import dates
from resources.intake.nothing import is_nothing
from resources.intake.values import NO
from resources.vocabulary import Status

OPEN = NO | {
    "open", "active", "a", "current", "ongoing", "still open", "not closed", "live", "published",
    "running",
    "operational", "in use", "f",
}  # fmt: skip
SHUT = {
    "closed", "inactive", "c", "permanently closed", "defunct", "dormant", "d", "ceased",
    "archived",
    "deleted", "removed", "shut", "ended", "expired", "discontinued", "no longer running",
    "cancelled", "on hold", "paused", "suspended", "draft", "unpublished", "withdrawn",
}  # fmt: skip
# "temporarily closed", "closed - permanently"; not "not closed"
SAYS_SHUT = re.compile(r"(?<!not )\b(?:closed|inactive|defunct|ceased|dormant|shut)\b")
DAY_OF_THE_WEEK = re.compile(
    r"(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|weekends?|bank holidays?"
)
ABOUT_OPEN = re.compile(r"\b(?:open|active|live|operational|current|running)\b")
ABOUT_STATUS = re.compile(r"\bstatus\b")


def is_closed(column: str, value: str, today: dt.date) -> bool:
    """What a cell of this column says. Under "closed" anything but a no counts, and a day to come
    does not; under "open" only a no; under "status" only a word for closed."""
    plain = " ".join(value.split()).casefold().strip(" .")
    if is_nothing(value):
        return False
    name = " ".join(re.findall(r"[a-z]+", column.casefold()))
    if ABOUT_STATUS.search(name):
        return bool(SAYS_SHUT.search(plain)) or plain in SHUT
    if ABOUT_OPEN.search(name) and not re.search(r"clos|until|till|end", name):
        shut = SAYS_SHUT.match(plain)  # "inactive since 2019"; not "closed on Mondays"
        elsewhen = shut and DAY_OF_THE_WEEK.match(plain[shut.end() :].strip(" :,-("))
        return plain in NO | SHUT | {"f"} or bool(shut and not elsewhen)
    day = dates.read(value)
    if day:
        return day <= today
    if DAY_OF_THE_WEEK.match(plain):
        return False  # "closed: Mondays"
    if re.fullmatch(r"(?:19|20)\d\d", plain):
        return int(plain) <= today.year
    return plain not in OPEN


# "Bee Club (CLOSED)", "CLOSED: Bee Club", "Bee Club - temporarily closed"; not "The Closed Door"
BY_NAME = re.compile(
    r"(?:\s[(\[–*-]|:)\s*(?:now |permanently |currently )?(?P<soon>temporarily )?closed(?: down)?"
    r"[)\]*]*\s*$"
    r"|^\W*closed\s*[:–-]\s",
    re.IGNORECASE,
)


def by_name(name: str) -> str:
    """The status that a name says, or nothing."""
    found = BY_NAME.search(name)
    return "" if not found else Status.PAUSED if found["soon"] else Status.CLOSED
