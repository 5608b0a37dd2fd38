"""Whether a row says that what it lists is closed, or not to be shown. A column's name says how to
read it: "closed", "archived", "date closed"; "open", "published"; "status". No database."""

import datetime as dt
import re

from imports.column_names import tidy
from resources.intake import dates
from resources.intake.nothing import is_nothing
from resources.intake.values import NO

OPEN = NO | {
    "open", "active", "a", "current", "ongoing", "still open", "not closed", "live", "published",
    "running", "operational", "in use", "f", "approved", "visible", "listed", "enabled",
    "registered", "public", "trading", "verified",
}  # fmt: skip
SHUT = {
    "closed", "inactive", "c", "permanently closed", "defunct", "dormant", "d", "ceased",
    "archived", "archive", "deleted", "removed", "shut", "ended", "expired", "discontinued",
    "no longer running", "cancelled", "on hold", "paused", "suspended", "draft", "unpublished",
    "withdrawn", "hidden", "private", "rejected", "declined", "pending", "proposed", "disabled",
    "trash", "trashed", "lapsed", "dissolved", "disbanded", "deregistered", "unapproved",
    "temporarily closed", "superseded", "duplicate", "in review", "to be reviewed", "merged",
}  # fmt: skip
# "temporarily closed", "closed - permanently", "pending approval"; not "not closed"
SAYS_SHUT = re.compile(
    r"(?<!not )(?<!re-)\b(?:closed|inactive|defunct|ceased|dormant|shut|archived|deleted|removed"
    r"|rejected|drafts?|unpublished|withdrawn|suspended|discontinued|disbanded|dissolved|unapproved"
    r"|(?:pending|awaiting|in|under|needs?|for) (?:approval|moderation|review|publication|checking)"
    r"|(?:no longer|not (?:any ?more|currently|at present)) (?:\w+ )?(?:active|live|open|running"
    r"|operat\w+|available|meets?|meeting|exists?|trading|going)"
    r"|not (?:yet )?(?:active|live|open|published|approved|running|visible|operational))\b"
)
SAYS_OPEN = re.compile(
    r"(?:open|active|live|current|published|approved|running|re-?opened|operating|operational)\b"
)
SAYS_NO = re.compile(r"(?:no|not|never)\b")
# "No", "no - still going"; not "no longer running"
SAYS_STILL_OPEN = re.compile(r"(?:no\b(?! longer| more)|not (?:closed|yet)|still)")
DAY_OF_THE_WEEK = re.compile(
    r"(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|weekends?|bank holidays?"
)
# "Closed: Mondays", "closed on bank holidays"
SAID_FIRST = re.compile(r"closed\b[\s:–-]*")
ASKS_IF_OPEN = re.compile(
    r"\b(?:open|active|live|operati\w+|current\w*|running|publi(?:c|sh|shed)|visible|approved"
    r"|approve|enabled|list|listed|show|shown|display\w*|trading|consent|permission)\b"
)
ASKS_IF_SHUT = re.compile(
    r"\b(?:clos\w+|archiv\w+|delet\w+|discontinued|remov\w+|ceased|stopped|ended|end|until|till|inactive"
    r"|hidden|hide|drafts?|withdrawn|expir\w+|unpublished|suspended|disbanded|dissolved|cancelled"
    r"|not|don)\b"
)
ABOUT_STATUS = re.compile(r"\b(?:status|state)\b")


YEAR = 4  # letters


def is_closed(column: str, value: str, today: dt.date) -> bool:
    """What a cell of this column says. Under "closed" or "archived" anything but a no counts, and a
    day to come does not; under "open" or "published" only a no; under "status" only a word for
    closed."""
    if is_nothing(value):
        return False
    plain, name = in_plain_words(value), tidy(column)
    if ABOUT_STATUS.search(name):
        shut = bool(SAYS_SHUT.search(plain)) or plain in SHUT
        return shut and not SAYS_OPEN.match(plain)
    if ASKS_IF_OPEN.search(name) and not ASKS_IF_SHUT.search(name):
        return plain in NO | SHUT | {"f"} or says_shut(plain)
    day = dates.read_end(value)
    if day:
        # of a year alone, this one is over too
        return day <= today or (len(plain) == YEAR and day.year == today.year)
    if DAY_OF_THE_WEEK.match(SAID_FIRST.sub("", plain)):
        return False  # "closed: Mondays"
    return plain not in OPEN and not SAYS_STILL_OPEN.match(plain)


def in_plain_words(value: str) -> str:
    """ "closed temporarily" for "CLOSED_TEMPORARILY"."""
    return " ".join(value.replace("_", " ").split()).casefold().strip(" .")


def says_shut(plain: str) -> bool:
    """ "Inactive since 2019", "not since March"; not "closed on Mondays"."""
    shut = SAYS_SHUT.match(plain) or SAYS_NO.match(plain)
    return bool(shut and not DAY_OF_THE_WEEK.match(plain[shut.end() :].strip(" :,-(")))


def unknown_status(column: str, value: str) -> bool:
    """Is this a status that we do not know?"""
    plain = in_plain_words(value)
    known = is_nothing(value) or plain in OPEN | SHUT or SAYS_OPEN.match(plain)
    about_status = ABOUT_STATUS.search(tidy(column))
    return bool(about_status and not known and not SAYS_SHUT.search(plain))
