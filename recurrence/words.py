"""Regular times as people read them: "Every other Wednesday 10:00 to 12:00", and next dates."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from recurrence.rules import LAST_DAY, Rule, is_every_day, next_dates
from recurrence.vocabulary import Frequency, Weekday, WeekOfMonth

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
TEENS = range(11, 14)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
RUN = 3  # days in a row: "Monday to Wednesday"
# Its dates are too far away to be told without the year.
FAR = dt.timedelta(days=330)
ASK_WHICH_WEEKS = "ask which weeks"


def times_words(rules: Iterable[Rule], today: dt.date, *, with_end: bool = True) -> list[str]:
    """All of them in words, Monday first, those that differ in the day alone as one: "Monday to
    Friday 09:00 to 17:00", "First and third Monday of the month 14:00 to 15:00"."""
    return list(words_of(tuple(rules), today, with_end))


# The same few hundred times come up again and again.
@lru_cache(maxsize=10_000)
def words_of(rules: tuple[Rule, ...], today: dt.date, with_end: bool) -> tuple[str, ...]:
    return tuple(group_words(group, today, with_end=with_end) for group in groups(rules))


def rule_words(rule: Rule, today: dt.date, *, with_end: bool = True) -> str:
    return group_words([rule], today, with_end=with_end)


def groups(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Those that are said in one breath: the same but for the day, or for the week of the month."""
    found: dict[Rule, list[Rule]] = {}
    for rule in sorted(rules, key=order):
        monthly = rule.frequency == Frequency.MONTHLY
        alike = replace(rule, week=None) if monthly else replace(rule, weekday=None)
        found.setdefault(alike, []).append(rule)
    return list(found.values())


def order(rule: Rule) -> tuple[int, int, int, dt.time]:
    """As people list them: what is every week first, Monday first, the last of a month last; then
    what is once, by its dates."""
    if rule.is_once and rule.starts_on:
        return 2, rule.starts_on.toordinal(), 0, rule.starts or dt.time()
    monthly = rule.frequency == Frequency.MONTHLY
    day = rule.day_of_month or 0 if rule.weekday is None else rule.weekday
    week = len(WeekOfMonth) if rule.week == WeekOfMonth.LAST else rule.week or 0
    return int(monthly), day, week, rule.starts or dt.time()


def group_words(group: Sequence[Rule], today: dt.date, *, with_end: bool = True) -> str:
    rule = group[0]
    monthly = rule.frequency == Frequency.MONTHLY
    if rule.is_once and rule.starts_on:
        day = f"{Weekday(rule.starts_on.weekday()).label} {date_words(rule.starts_on)}"
        return " ".join([day, *clock_words(rule, with_end=with_end)])
    day = monthly_words(group) if monthly else weekly_words(group)
    when = " ".join([day, *clock_words(rule, with_end=with_end)])
    return ", ".join([when, *limit_words(rule, today)])


def weekly_words(group: Sequence[Rule]) -> str:
    days = day_words(sorted({rule.weekday for rule in group if rule.weekday is not None}))
    interval = group[0].interval
    if interval == 1:
        return days
    return f"Every other {days}" if interval == 2 else f"Every {interval} weeks on {days}"


def day_words(days: Sequence[int]) -> str:
    """ "Monday to Wednesday and Friday"."""
    if len(days) == len(Weekday):
        return "Every day"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return joined([part for run in runs for part in run_words(run)])


def run_words(run: Sequence[int]) -> list[str]:
    names = [str(Weekday(day).label) for day in run]
    return [f"{names[0]} to {names[-1]}"] if len(run) >= RUN else names


def monthly_words(group: Sequence[Rule]) -> str:
    rule = group[0]
    every = "the" if rule.interval == 1 else "every other"
    if rule.interval > 2:
        every = f"every {ordinal(rule.interval)}"
    if rule.weekday is None:
        last = rule.day_of_month == LAST_DAY
        return f"{'Last day' if last else ordinal(rule.day_of_month or 1)} of {every} month"
    weeks = [str(WeekOfMonth(one.week).label) for one in group if one.week is not None]
    weeks = [weeks[0], *(week.lower() for week in weeks[1:])]
    return f"{joined(weeks)} {Weekday(rule.weekday).label} of {every} month"


def clock_words(rule: Rule, *, with_end: bool) -> Iterator[str]:
    if rule.starts:
        yield f"{rule.starts:%H:%M}"
        if with_end and rule.ends:
            yield f"to {rule.ends:%H:%M}"


def limit_words(rule: Rule, today: dt.date) -> Iterator[str]:
    """The months and dates between which it happens, and those on which it does not."""
    if rule.months:
        yield month_words(rule.months)
    if rule.starts_on and rule.starts_on > today:
        yield f"from {date_words(rule.starts_on)}"
    if rule.ends_on:
        yield f"until {date_words(rule.ends_on)}"
    left_out = [day for day in rule.exceptions if day >= today]
    if left_out:
        yield f"not on {dates_words(left_out, today, with_year=True)}"


def month_words(months: Sequence[int]) -> str:
    """ "April to October", "November to February", "in May and September"."""
    months = sorted(months)
    gap = next((n for n, (one, other) in enumerate(pairwise(months), 1) if other > one + 1), 0)
    turned = [*months[gap:], *months[:gap]]
    is_run = all((other - one) % 12 == 1 for one, other in pairwise(turned))
    names = [MONTHS[month - 1] for month in (turned if is_run else months)]
    if is_run and len(names) >= RUN:
        return f"{names[0]} to {names[-1]}"
    return f"in {joined(names)}"


def next_words(rules: Iterable[Rule], today: dt.date) -> str:
    """ "next 2, 9 and 16 December"; empty where that tells nobody anything."""
    return next_words_of(tuple(rules), today)


@lru_cache(maxsize=10_000)
def next_words_of(rules: tuple[Rule, ...], today: dt.date) -> str:
    running = [rule for rule in rules if not rule.is_over(today)]
    # what is once says its date by itself
    if is_every_day(running) or all(rule.is_once for rule in running):
        return ""
    dates = next_dates(running, today)
    if not dates:
        return ASK_WHICH_WEEKS if any(not rule.is_anchored for rule in running) else ""
    with_day = len({day.weekday() for day in dates}) > 1 or any(r.weekday is None for r in running)
    return f"next {dates_words(dates, today, with_day=with_day)}"


def dates_words(
    dates: Sequence[dt.date], today: dt.date, *, with_day: bool = False, with_year: bool = False
) -> str:
    """ "29 December, 5 and 12 January"."""
    parts = []
    for day, following in zip(dates, [*dates[1:], None], strict=True):
        text = f"{day:%a} {day.day}" if with_day else str(day.day)
        if following is None or (day.year, day.month) != (following.year, following.month):
            text += f" {MONTHS[day.month - 1]}"
            text += f" {day.year}" if with_year or day - today > FAR else ""
        parts.append(text)
    return joined(parts)


def date_words(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def ordinal(number: int) -> str:
    """ "1st", "12th", "23rd"."""
    ending = "th" if number % 100 in TEENS else ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def joined(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
