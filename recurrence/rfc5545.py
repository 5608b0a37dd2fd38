"""A rule as the text of RFC 5545, and rules from its parts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from dateutil import rrule

from recurrence.rules import EARLIEST, LATEST, MIDNIGHT, MOST_INTERVAL, Rule
from recurrence.vocabulary import Frequency, Weekday

DAYS = [day.label[:2].upper() for day in Weekday]  # MO, TU, ...
WEEKS = {1, 2, 3, 4, 5, -1}
DAYS_OF_MONTH = {*range(1, 32), -1}
ALL_MONTHS = 12
MOST_COUNTED = 5000

Day = tuple[int | None, int]  # which one of the month, and the day of the week


class NotPlainError(ValueError):
    """The rule is none, or none that could be said in a few words. The message says why."""


def rules_of(
    *,
    frequency: str,
    interval: int = 1,
    days: Sequence[Day] = (),
    days_of_month: Sequence[int] = (),
    months: Sequence[int] = (),
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    count: int | None = None,
    exceptions: Iterable[dt.date] = (),
    week_starts: int = 0,
) -> list[Rule]:
    """The rules that together are one of RFC 5545's. Without a day, it is that of `starts_on`.

    `count` is told as the day of the last, so it needs a first. Raises NotPlainError.
    """
    if frequency == "DAILY" and interval == 1:
        frequency, days = Frequency.WEEKLY, days or [(None, day) for day in Weekday]
    if starts_on and not days and not days_of_month:
        monthly = frequency == Frequency.MONTHLY
        days = [] if monthly else [(None, starts_on.weekday())]
        days_of_month = [starts_on.day] if monthly else []
    check(frequency, interval, days, days_of_month, months, (starts_on, ends_on))
    shared = Rule(
        frequency=Frequency(frequency),
        interval=interval,
        months=tuple(sorted(set(months))) if len(set(months)) < ALL_MONTHS else (),
        starts_on=starts_on,
        ends_on=ends_on,
        exceptions=tuple(sorted(set(exceptions))),
    )
    each = [
        *(replace(shared, week=week, weekday=int(day)) for week, day in dict.fromkeys(days)),
        *(replace(shared, day_of_month=day) for day in dict.fromkeys(days_of_month)),
    ]
    if interval > 1 and starts_on:
        each = [begun(rule, week_starts) for rule in each]
    if count is not None:
        each = counted(each, count)
    each = [rule for rule in each if happens(rule)]
    if not each:
        raise NotPlainError("It never happens.")
    return each


def happens(rule: Rule) -> bool:
    """But for the days on which it does not."""
    return rule.starts_on is None or replace(rule, exceptions=()).first_date() is not None


def check(
    frequency: str,
    interval: int,
    days: Sequence[Day],
    days_of_month: Sequence[int],
    months: Sequence[int],
    dates: Sequence[dt.date | None],
) -> None:
    weekly, monthly = frequency == Frequency.WEEKLY, frequency == Frequency.MONTHLY
    faults = {
        "It is neither weekly nor monthly.": not (weekly or monthly),
        "It is repeated too rarely.": not 1 <= interval <= MOST_INTERVAL,
        "It names no day.": not days and not days_of_month,
        "It names two kinds of days.": bool(days and days_of_month),
        "A day of the month needs months.": weekly and bool(days_of_month),
        "Which week of the month makes no sense by the week.": weekly and any(w for w, _ in days),
        "It does not say which week of the month.": monthly and not all(w for w, _ in days),
        "There is no such week of the month.": not {w for w, _ in days if w} <= WEEKS,
        "There is no such day of the month.": not set(days_of_month) <= DAYS_OF_MONTH,
        "There is no such month.": not set(months) <= {*range(1, 13)},
        "Its dates make no sense.": not all(EARLIEST <= day <= LATEST for day in dates if day),
        "It ends before it starts.": all(dates) and [*dates] != sorted(dates),  # type: ignore[type-var]
    }
    fault = next((fault for fault, holds in faults.items() if holds), None)
    if fault:
        raise NotPlainError(fault)


def counted(rules: list[Rule], count: int) -> list[Rule]:
    """Until the day of the last of so many times."""
    if rules[0].starts_on is None:
        raise NotPlainError("It is to happen so many times, and nothing says since when.")
    if not 0 < count <= MOST_COUNTED:
        raise NotPlainError("It happens never, or too often to count.")
    found = {day for rule in rules for day in islice(rule.dates(EARLIEST), count)}
    if len(found) < count:
        return rules  # its last day comes first
    return [replace(rule, ends_on=sorted(found)[count - 1]) for rule in rules]


def begun(rule: Rule, week_starts: int) -> Rule:
    """With its own first date as its start, from which it can be counted on whichever day weeks
    are said to start."""
    assert rule.starts_on
    day = None if rule.weekday is None else rrule.weekday(rule.weekday, rule.week)
    found = rrule.rrule(
        rrule.MONTHLY if rule.frequency == Frequency.MONTHLY else rrule.WEEKLY,
        dtstart=dt.datetime.combine(rule.starts_on, MIDNIGHT),
        until=dt.datetime.combine(LATEST, MIDNIGHT),
        interval=rule.interval,
        byweekday=day,
        bymonthday=rule.day_of_month,
        bymonth=rule.months or None,
        wkst=week_starts,
    )
    first = next(iter(found), None)
    return replace(rule, starts_on=first.date()) if first else rule


def to_text(rule: Rule) -> str:
    """Its dates as RFC 5545 writes them: DTSTART, RRULE and EXDATE, without the time of day."""
    week = "" if rule.week is None else rule.week
    parts = {
        "FREQ": str(rule.frequency),
        "INTERVAL": "" if rule.interval == 1 else rule.interval,
        "BYDAY": "" if rule.weekday is None else f"{week}{DAYS[rule.weekday]}",
        "BYMONTHDAY": rule.day_of_month or "",
        "BYMONTH": ",".join(map(str, rule.months)),
        "UNTIL": f"{rule.ends_on:%Y%m%d}" if rule.ends_on else "",
    }
    lines = [f"DTSTART;VALUE=DATE:{rule.starts_on:%Y%m%d}"] if rule.starts_on else []
    lines.append("RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items() if value))
    if rule.exceptions:
        lines.append("EXDATE;VALUE=DATE:" + ",".join(f"{day:%Y%m%d}" for day in rule.exceptions))
    return "\n".join(lines)


def from_text(text: str) -> Rule:
    """The rule that `to_text` wrote. Raises NotPlainError for any other text."""
    try:
        lines = dict(line.split(":", 1) for line in text.split("\n"))
        parts = dict(part.split("=", 1) for part in lines["RRULE"].split(";"))
        (rule,) = rules_of(
            frequency=parts["FREQ"],
            interval=int(parts.get("INTERVAL", 1)),
            days=[day_of(parts["BYDAY"])] if "BYDAY" in parts else [],
            days_of_month=numbers(parts.get("BYMONTHDAY", "")),
            months=numbers(parts.get("BYMONTH", "")),
            starts_on=next(iter(dates(lines.get("DTSTART;VALUE=DATE", ""))), None),
            ends_on=next(iter(dates(parts.get("UNTIL", ""))), None),
            exceptions=dates(lines.get("EXDATE;VALUE=DATE", "")),
        )
    except (KeyError, ValueError) as error:
        raise NotPlainError("It is no rule of ours.") from error
    return rule


def day_of(text: str) -> Day:
    """ "2TU" as (2, 1), "WE" as (None, 2). Raises ValueError."""
    number, day = text[:-2], text[-2:]
    return int(number) if number else None, DAYS.index(day)


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def dates(text: str) -> list[dt.date]:
    return [dt.datetime.strptime(part, "%Y%m%d").date() for part in text.split(",") if part]
