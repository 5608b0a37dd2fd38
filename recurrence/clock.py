"""Times of the day as people write them: "10.30am", "9-5", "9am-12noon", "0900-1700".

Read where one meaning is plain. Nothing in a directory begins at three in the night, so "2-4" is
the afternoon and "9-5" a working day; "7-9" is the morning or the evening, and nobody knows which.
"""

import datetime as dt
import re
from typing import NamedTuple

from recurrence.rules import is_too_long, length

HALF = r"(?:a\.?\s?m\.?|p\.?\s?m\.?|noon|midnight|mid-?day)(?![a-z])"
# 9, 09:00, 9.30, 10am, 2.30 pm, 1900, 12 noon, 14:00hrs; or noon by its name
TIME = (
    rf"(?:(?P<hour{{0}}>\d{{{{1,2}}}})(?:\s?[:.]\s?(?P<minute{{0}}>\d\d)(?::00)?|(?P<four{{0}}>\d\d))?"
    rf"(?!\d)(?:\s?h(?:ou)?rs?\b)?(?:\s?(?P<half{{0}}>{HALF}))?|(?P<name{{0}}>noon|midnight|mid-?day))"
)
ONE = re.compile(TIME.format(""), re.IGNORECASE | re.ASCII)
TO = r"\s?(?:-|to|until|till?)\s?"
PERIOD = re.compile(TIME.format(1) + TO + TIME.format(2), re.IGNORECASE | re.ASCII)
BETWEEN = re.compile(
    rf"between {TIME.format(1)}\s?(?:and|&)\s?{TIME.format(2)}", re.IGNORECASE | re.ASCII
)
BETWEEN_PERIODS = re.compile(r"\s*(?:,|;|&|/|\+|\band\b)\s*", re.IGNORECASE)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
CLOSED = {"", "closed", "closed all day", "-", "n/a", "na", "none", "shut", "not open"}
NIGHT, MIDDAY, EVENING = 6, 12, 18
# Begins at these, it could be either half of the day.
EITHER = range(NIGHT, 9)

Period = tuple[dt.time, dt.time]


class UnreadableHoursError(ValueError):
    """The text is not times of the day, or could mean two things."""


class Written(NamedTuple):
    """A time as it was written: `half` is "a", "p" or empty; `is_exact` needs none."""

    hour: int
    minute: int
    half: str
    is_exact: bool

    def at(self, half: str) -> dt.time:
        """Raises UnreadableHoursError."""
        hour = self.hour
        if half and hour <= MIDDAY:
            hour = hour % MIDDAY + (MIDDAY if half == "p" else 0)
        try:
            return dt.time(hour, self.minute)
        except ValueError:
            raise UnreadableHoursError from None

    @property
    def meant(self) -> list[dt.time]:
        """What it could mean, by itself."""
        if self.half or self.is_exact:
            return [self.at(self.half)]
        return [self.at("a"), self.at("p")]


def tidy(text: str) -> str:
    return " ".join(text.translate(DASHES).split())


def read_time(text: str) -> dt.time:
    """ "10.30am", "10:30", "1030", "2pm". Raises UnreadableHoursError, also for a bare "7"."""
    match = ONE.fullmatch(tidy(text))
    if not match:
        raise UnreadableHoursError(text)
    return one_time(written(match, ""), text)


def one_time(time: Written, text: str = "", hint: str = "") -> dt.time:
    """What it means where nothing else tells, but perhaps the half of the day in words."""
    if len(time.meant) == 1:
        return time.meant[0]
    if hint:
        return time.at(hint)
    if time.hour in EITHER:
        raise UnreadableHoursError(text)
    return time.at("p" if time.hour < NIGHT or time.hour == MIDDAY else "a")


def read_hours(text: str) -> list[Period]:
    """The periods in "10:00-13:00,14:00-17:00" or "10am to 1pm and 2-5pm"; none for "closed", nor
    for midnight to midnight. Raises UnreadableHoursError."""
    whole = tidy(text)
    if whole.casefold().strip(". ") in CLOSED:
        return []
    found = []
    for part in BETWEEN_PERIODS.split(whole):
        match = PERIOD.fullmatch(part.strip())
        if not match:
            raise UnreadableHoursError(text)
        found += period(match)
    return found


# hours: what is from the clock of 24 to that of 12 is short, and its end has one digit
MOST_MIXED, TWO_DIGITS = 4, 10


def is_mixed(first: int, last: int) -> bool:
    """From the clock of 24 hours to that of 12, as in "13:30-3:30"?"""
    return last < TWO_DIGITS and last <= first - MIDDAY + MOST_MIXED


def period(match: re.Match[str], hint: str = "") -> list[Period]:
    """The period that PERIOD matched; none from midnight to midnight. `hint` is the half of the
    day that stands beside it in words. Raises UnreadableHoursError."""
    first, last = written(match, "1"), written(match, "2")
    if first.meant == last.meant == [dt.time()]:
        return []
    if first == last and match["minute1"]:
        raise UnreadableHoursError(match[0])  # "10:00-10:00": not as "8-8" is
    if first.hour > MIDDAY and not last.half and not is_mixed(first.hour, last.hour):
        # by the clock of 24 hours: "14:00-12:00" is no time until midnight
        last = last._replace(is_exact=True)
    found = [
        (starts, ends)
        for starts in first.meant
        for ends in last.meant
        if fits(first, last, starts, ends, hint)
    ]
    if not found:
        raise UnreadableHoursError(match[0])
    guessed = len(first.meant) > 1 and not (last.half or hint)
    if len(found) > 1 and guessed and first.hour in EITHER:
        raise UnreadableHoursError(match[0])
    return [min(found, key=lambda pair: length(*pair))]


def fits(first: Written, last: Written, starts: dt.time, ends: dt.time, hint: str) -> bool:
    """Could a period be from the one to the other?"""
    if starts == ends or (hint and (hint == "a") != (starts.hour < MIDDAY)):
        return False
    if len(first.meant) == 1:
        return not is_too_long(starts, ends)
    # by the end's way of writing: 24 hours, or a half that may stand for both
    if last.is_exact and last.hour > MIDDAY and starts.hour != first.hour:
        return False
    latest = 24 if hint or last.half else EVENING
    return NIGHT <= starts.hour < latest and ends > starts


def written(match: re.Match[str], which: str) -> Written:
    name = (match[f"name{which}"] or "").lower()
    if name:
        return Written(0 if name == "midnight" else MIDDAY, 0, "", is_exact=True)
    hours, minutes = match[f"hour{which}"], match[f"minute{which}"] or match[f"four{which}"]
    half = (match[f"half{which}"] or "").lower().replace(".", "")[:1]
    hour, minute = int(hours), int(minutes or 0)
    if half in ("n", "m"):
        return named(hour, minute, match[f"half{which}"].lower())
    exact = hour > MIDDAY or (hours[0] == "0" and bool(minutes))
    if hour > MIDDAY and half:
        half = "" if half == "p" else "?"
    if half == "?" or (hour == 0 and not minutes):
        raise UnreadableHoursError(match[0])
    return Written(hour, minute, half, exact)


def named(hour: int, minute: int, name: str) -> Written:
    """ "12 noon", "12 midnight"."""
    if (hour, minute) != (MIDDAY, 0):
        raise UnreadableHoursError(name)
    return Written(0 if name == "midnight" else MIDDAY, 0, "", is_exact=True)
