"""OpenStreetMap's opening_hours, where regular: "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off".

After https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification: hours are of 24, and what
stands later counts instead of what stands before, for the days that it names. schema.org's
openingHours are written the same way.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recurrence.lexer import NotUnderstoodError, months, names
from recurrence.rfc5545 import DAYS, Day, rules_of
from recurrence.rules import Rule, is_too_long
from recurrence.vocabulary import Frequency
from recurrence.words import MONTHS

DAY_NUMBERS = {day.capitalize(): number for number, day in enumerate(DAYS)}
SHORT_MONTHS = names(month[:3] for month in MONTHS)
DAY = f"(?:{names(DAY_NUMBERS)})"
SOME_DAYS = rf"{DAY}(?:-{DAY}|\[-?\d(?:,\s?-?\d)*\])?"
LISTED = rf"(?:{SOME_DAYS}|PH|SH)(?:\s?,\s?(?:{SOME_DAYS}|PH|SH))*"
SOME_MONTHS = rf"(?:{SHORT_MONTHS})(?:-(?:{SHORT_MONTHS}))?"
CLOCK = r"\d\d?:\d\d"
HOURS = rf"{CLOCK}(?:\+|-{CLOCK}\+?)"
SELECTED = re.compile(
    rf"(?:(?P<months>{SOME_MONTHS}(?:,\s?{SOME_MONTHS})*):?\s)?(?P<days>{LISTED}):?\s"
    rf"(?:(?P<off>off|closed)|(?:open\s)?(?P<hours>{HOURS}(?:\s?,\s?{HOURS})*))"
    r'(?:\s"(?P<said>[^"]*)")?'
)
# of the days that are no weekday, in words for people
HOLIDAYS = {"PH": "public holidays", "SH": "school holidays"}


@dataclass
class Found:
    """The times so far, and what stands beside them."""

    times: list[Rule] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    def add(self, match: re.Match[str]) -> None:
        days = list(days_of(match["days"]))
        of_year = list(months_of(match["months"] or ""))
        named = [words for short, words in HOLIDAYS.items() if short in match["days"]]
        if match["off"]:
            self.close(days, of_year)
            self.beside += [f"not on {words}" for words in named]
        else:
            if named and not days:
                hours = match["hours"].replace("-", " to ").replace(",", " and ")
                self.beside += [f"on {words} {hours}" for words in named]
            else:
                self.beside += [f"also on {words}" for words in named]
            self.open(days, of_year, match["hours"])
        self.beside += [match["said"]] if match["said"] else []

    def close(self, days: list[Day], of_year: list[int]) -> None:
        """Not on these after all. Raises NotUnderstoodError where that is only in some weeks."""
        shut = {day for _, day in days}
        touched = [rule for rule in self.times if rule.weekday in shut]
        if touched and (of_year or any(week for week, _ in days)):
            raise NotUnderstoodError
        self.times = [rule for rule in self.times if rule not in touched]

    def open(self, days: list[Day], of_year: list[int], hours: str) -> None:
        """Raises NotUnderstoodError where a day is said a second time: what counts instead is more
        than a few rules can say."""
        known = [rule for rule in self.times if rule.weekday in {day for _, day in days}]
        if any(
            not (rule.months and of_year and {*of_year}.isdisjoint(rule.months)) for rule in known
        ):
            raise NotUnderstoodError
        if not days:
            return
        monthly = any(week for week, _ in days)
        rules = rules_of(
            frequency=Frequency.MONTHLY if monthly else Frequency.WEEKLY, days=days, months=of_year
        )
        self.times += [rule.at(*pair) for rule in rules for pair in pairs(hours)]


def read(text: str) -> tuple[list[Rule], list[str]] | None:
    """The times in it and the words beside them; None where it is not written so. Raises
    NotUnderstoodError or NotPlainError where it is, and says more than a few rules could."""
    parts = [SELECTED.fullmatch(part.strip()) for part in text.strip("; ").split(";")]
    found = Found()
    for match in parts:
        if match is None:
            return None
        found.add(match)
    if not found.times:
        raise NotUnderstoodError(text)
    return found.times, list(dict.fromkeys(found.beside))


def days_of(text: str) -> Iterator[Day]:
    """ "Mo-We,Fr" as weekdays, "Tu[2]" as the second of the month."""
    for first, last, which in re.findall(rf"({DAY})(?:-({DAY})|\[([^\]]*)\])?", text):
        start = DAY_NUMBERS[first]
        if which:
            yield from ((int(week), start) for week in which.split(","))
            continue
        count = (DAY_NUMBERS[last] - start) % 7 if last else 0
        yield from ((None, (start + n) % 7) for n in range(count + 1))


def months_of(text: str) -> Iterator[int]:
    for part in filter(None, text.split(",")):
        first, *rest = months(part)
        last = rest[0] if rest else first
        yield from ((first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1))


def pairs(hours: str) -> Iterator[tuple[dt.time, dt.time | None]]:
    """Raises NotUnderstoodError for a time that there is not, or one of a whole day."""
    for first, last in re.findall(rf"({CLOCK})(?:-({CLOCK}))?", hours):
        starts, ends = clock(first), clock(last) if last else None
        if starts == ends or (ends and is_too_long(starts, ends)):
            raise NotUnderstoodError(hours)
        yield starts, ends


def clock(text: str) -> dt.time:
    hour, minute = map(int, text.split(":"))
    try:
        return dt.time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError:
        raise NotUnderstoodError(text) from None
