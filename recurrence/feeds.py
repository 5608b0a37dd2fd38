"""Open Referral's schedules (HSDS 1 to 3) as rules: freq, interval, byday and their like."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from recurrence.clauses import clauses
from recurrence.clock import UnreadableHoursError, read_time, tidy
from recurrence.lexer import DAYS as DAY_NAMES
from recurrence.lexer import MONTH_NUMBERS, NotUnderstoodError
from recurrence.rfc5545 import Day, NotPlainError, rules_of
from recurrence.rules import EARLIEST, LATEST, Rule, is_too_long
from recurrence.vocabulary import Frequency, Weekday
from recurrence.words import date_words, month_words, ordinal

# What would say more than a rule of ours can
TOO_MUCH = ("byweekno", "byyearday", "bysetpos", "byhour")
NOTHING: tuple[Any, ...] = (None, "", 0, "0", [], False)
DAYS = {**DAY_NAMES, **{day.label[:2].lower(): day for day in Weekday}}
PART = re.compile(r"([+-]?\d{1,2})?\s?([a-z]+)")
DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
# a clock's own writing in front of the offset from UTC: local time, whatever the offset says
CLOCK = re.compile(r"(?:.*T)?(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?")


# at the end of the day: as the day's beginning it would be no time at all
MIDNIGHT_AFTER = re.compile(r"(?:.*T)?24[:.]00(?:[:.]00)?Z?")


class Read(NamedTuple):
    """One schedule: its times, and remarks on what was left out of them."""

    rules: list[Rule]
    notes: list[str]


def read_rule(row: Mapping[str, Any]) -> Read:
    """The rules in one schedule of a feed; none where it says words and dates alone, or that it
    is closed. `valid_from`, `valid_to`, `description` and `notes` are the reader's own to look at.

    Raises NotPlainError for a rule that could not be said in a few words, or contradicts itself.
    """
    row = with_rrule(row)
    freq, days = one(row.get("freq")).upper(), days_of(row.get("byday") or row.get("weekday"))
    days, row = positioned(days, row)
    days_of_month = numbers(row.get("bymonthday"))
    if not (freq or days or days_of_month):
        return Read([], [])
    if any(row.get(name) not in NOTHING for name in TOO_MUCH):
        raise NotPlainError("It names its days in a way that few people do.")
    starts, ends = clock(row.get("opens_at")), clock(row.get("closes_at"))
    if starts == ends == dt.time():
        return Read([], [])  # how some servers say that it is closed that day
    rules = rules_of(
        frequency=freq or frequency_of(days, days_of_month),
        interval=number(row.get("interval")) or 1,
        days=days,
        days_of_month=days_of_month,
        months=months_of(row.get("bymonth")),
        starts_on=date(row.get("dtstart")),
        ends_on=date(row.get("until")),
        count=number(row.get("count")) or None,
        exceptions=[day for part in several(row.get("exdate")) if (day := date(part))],
        week_starts=next((int(day) for _, day in days_of(row.get("wkst"))), 0),
    )
    notes = []
    if ends and (not starts or starts == ends or is_too_long(starts, ends)):
        notes.append(f"It is said to end at {ends:%H:%M}, not after it starts: that was left out.")
        ends = None
    return Read([rule.at(starts, ends) for rule in rules], notes)


def with_rrule(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the parts of RFC 5545's text in fields of their own: "FREQ=WEEKLY;BYDAY=TU"."""
    lines = one(row.get("rrule")).replace("RRULE:", " ").split()
    parts = [part.partition("=") for line in lines for part in line.split(";") if part]
    said = {name.lower(): value for name, _, value in parts if name.isupper()}
    return {**said, **{name: value for name, value in row.items() if value not in NOTHING}}


def positioned(days: list[Day], row: Mapping[str, Any]) -> tuple[list[Day], Mapping[str, Any]]:
    """ "TU" at position 2 of a month is "2TU"."""
    if one(row.get("freq")).upper() != "MONTHLY" or len(days) != 1 or days[0][0] is not None:
        return days, row
    try:
        positions = numbers(row.get("bysetpos"))
    except NotPlainError:
        return days, row
    if not positions:
        return days, row
    rest = {name: value for name, value in row.items() if name != "bysetpos"}
    return [(position, days[0][1]) for position in positions], rest


def read_limits(text: str) -> dict[str, Any] | None:
    """The months and the days left out that are all of what a schedule's notes say, as
    `Rule.limited` takes them; None for other notes."""
    try:
        found, limits = clauses(tidy(text))
    except NotUnderstoodError:
        return None
    plain = not found and limits and limits.keys() <= {"months", "exceptions"}
    return {name: sorted(value) for name, value in limits.items()} if plain else None


def limits_text(rule: Rule) -> str:
    """The same, to be read again: the standard has no fields for them."""
    parts = [f"not on {date_words(day)}" for day in rule.exceptions]
    return "; ".join([*([month_words(rule.months)] if rule.months else []), *parts])


UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def in_words(row: Mapping[str, Any]) -> str:
    """What a schedule says, for people, where it is no rule of ours: as much of it as there is."""
    count, freq = one(row.get("interval")), one(row.get("freq"))
    unit = UNITS.get(freq.upper(), "")
    every = f"every {count} {unit}s" if count not in ("", "0", "1") else f"every {unit}"
    starts, ends = clock(row.get("opens_at")), clock(row.get("closes_at"))
    row = with_rrule(row)
    date_of_month = ", ".join(several(row.get("bymonthday")))
    is_once = not any(one(row.get(name)) for name in (*REPEATS, "until", "count"))
    parts = [
        every if unit else freq.lower(),
        days_in_words(row.get("byday") or row.get("weekday")),
        f"on day {date_of_month} of the month" if date_of_month else "",
        f"{starts:%H:%M}" if starts else "",
        f"to {ends:%H:%M}" if ends else "",
        f"{'on' if is_once else 'from'} {day_said(row)}" if one(row.get("dtstart")) else "",
        f"until {one(row.get('until'))}" if one(row.get("until")) else "",
        f"{one(row.get('count'))} times" if one(row.get("count")) else "",
        months_said(row),
        f"not on {', '.join(several(row.get('exdate')))}" if several(row.get("exdate")) else "",
        "(not all of these: ask which)" if any(row.get(n) not in NOTHING for n in TOO_MUCH) else "",
    ]
    text = " ".join(filter(None, parts))
    return text[:1].upper() + text[1:]


REPEATS = ("freq", "byday", "weekday", "bymonthday")


def day_said(row: Mapping[str, Any]) -> str:
    """Its first day, or its only one."""
    try:
        first = date(row.get("dtstart"))
    except NotPlainError:
        first = None
    return date_words(first) if first else one(row.get("dtstart"))


def months_said(row: Mapping[str, Any]) -> str:
    try:
        found = [month for month in months_of(row.get("bymonth")) if 1 <= month <= 12]
    except NotPlainError:
        return f"in {', '.join(several(row.get('bymonth')))}"
    return month_words(found) if found else ""


def days_in_words(value: Any) -> str:
    """As it is written, where one part of it is no day: "Monday to Friday"."""
    try:
        days_of(value)
    except NotPlainError:
        if not isinstance(value, list):
            return day_in_words(one(value))
    return ", ".join(map(day_in_words, several(value)))


def day_in_words(part: str) -> str:
    try:
        week, day = day_of(part)
    except NotPlainError:
        return f"day {part}" if part.isdigit() else part
    name = str(Weekday(day).label)
    if week is None:
        return name
    if week > 0:
        return f"{ordinal(week)} {name}"
    return f"last {name}" if week == -1 else f"{ordinal(-week)} {name} from the end"


def frequency_of(days: list[Day], days_of_month: list[int]) -> Frequency:
    """What is meant where it is not said: "2TU" is the second Tuesday of the month."""
    monthly = days_of_month or any(week for week, _ in days)
    return Frequency.MONTHLY if monthly else Frequency.WEEKLY


def one(value: Any) -> str:
    """A value as a line of text; empty for what is none."""
    text = str(value) if isinstance(value, str | int | float) and value is not False else ""
    return " ".join(text.split())[:200]


def several(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [part for each in parts for part in re.split(r"[,;|\s]+", one(each)) if part]


def days_of(value: Any) -> list[Day]:
    """ "MO,WE", "2TU", "Tuesday", ["Monday", "Friday"]. Raises NotPlainError."""
    return [day_of(part) for part in several(value)]


def day_of(part: str) -> Day:
    match = PART.fullmatch(part.lower())
    name = match[2] if match else ""
    day = DAYS.get(name, DAYS.get(name.removesuffix("s")))
    if match is None or day is None:
        raise NotPlainError("It names a day that there is not.")
    return int(match[1]) if match[1] else None, int(day)


def numbers(value: Any) -> list[int]:
    try:
        return [int(part) for part in several(value)]
    except ValueError:
        raise NotPlainError("It has words where numbers should be.") from None


def months_of(value: Any) -> list[int]:
    """ "4,5,6", "April". Raises NotPlainError."""
    return [MONTH_NUMBERS.get(part.lower()) or numbers(part)[0] for part in several(value)]


def number(value: Any) -> int | None:
    text = one(value).removesuffix(".0")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise NotPlainError("It is repeated by something that is no number.")
    return int(text)


def date(value: Any) -> dt.date | None:
    """Raises NotPlainError: without its date the rule would be a wider one."""
    text = one(value)
    if not text:
        return None
    match = DATE.fullmatch(text)
    try:
        found = dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found <= LATEST:
        raise NotPlainError("It has a date that there is not.")
    return found


def clock(value: Any) -> dt.time | None:
    """Local time, as nearly all feeds write it; None for what is none."""
    text = one(value)
    if MIDNIGHT_AFTER.fullmatch(text):
        return dt.time(23, 59)
    match = CLOCK.fullmatch(text)
    try:
        if match:
            return dt.time(int(match[1]), int(match[2]), int(match[3] or 0))
        return read_time(text)
    except (ValueError, UnreadableHoursError):
        return None
