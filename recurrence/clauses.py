"""What the words of a text say together: clauses of days and their times, as rules."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from recurrence.clock import ONE, one_time, period, written
from recurrence.lexer import NotUnderstoodError, Token, tokens
from recurrence.rfc5545 import Day, rules_of
from recurrence.rules import Rule
from recurrence.vocabulary import Frequency

NOTHING = Token("end")
NO_WEEK: list[int | None] = [None]
NO_TIME: list[tuple[dt.time | None, dt.time | None]] = [(None, None)]
DAY_IS_NEXT = {"days", "week", "date", "once", "every", "other"}
# what after "except Monday" could be said of that day alone
SAID_OF_LESS = {"period", "half", "week", "weeks", "months", "every", "other"}
SAID = {"every": "is_each", "other": "is_other", "closed": "is_closed"}
KEPT = {"date": "dates", "period": "periods", "half": "halves", "once": "once"}


@dataclass
class Clause:
    """Some days, and what is said of them."""

    days: list[Day] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    # days of the calendar, and whether it is said which of the week each is
    once: list[tuple[dt.date, bool]] = field(default_factory=list)
    # weekdays on which it is not, of those before
    less: list[int] = field(default_factory=list)
    # which ones of the month the days that follow are
    weeks: list[int] = field(default_factory=list)
    periods: list[re.Match[str]] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    # so many weeks, so many months
    every: dict[str, int] = field(default_factory=dict)
    is_each: bool = False  # "every" stands before
    is_other: bool = False
    is_closed: bool = False
    is_time_first: bool = False
    has_range: bool = False  # the days before are "Mon-Wed"

    def ends_before(self, token: Token, after: Token) -> bool:
        """Whether this word begins another clause."""
        if not (self.days or self.dates or self.once) or token.kind == "less":
            return False
        if self.is_time_first:
            return token.kind == "period"
        told = bool(self.periods) or self.is_closed
        trails = token.kind in ("weeks", "months", "half") and after.kind not in DAY_IS_NEXT
        return told and token.kind != "period" and not trails

    def add(self, token: Token, before: Token) -> None:
        self.is_time_first |= (
            token.kind in ("days", "once") and bool(self.periods) and not (self.days or self.once)
        )
        if token.kind == "less":
            self.add_less(token.value)
        elif self.less and token.kind in SAID_OF_LESS and (self.periods or token.kind != "period"):
            raise NotUnderstoodError  # except for Mondays 2pm, or Monday mornings?
        elif token.kind == "days":
            self.add_days(token.value, is_range=before.kind == "to" and bool(self.days))
        elif token.kind == "week":
            self.add_week(token.value)
        elif token.kind in ("weeks", "months"):
            if self.every.setdefault(token.kind, token.value) != token.value:
                raise NotUnderstoodError
        elif token.kind in SAID:
            setattr(self, SAID[token.kind], True)
        else:
            getattr(self, KEPT[token.kind]).append(token.value)

    def add_days(self, days: list[int], *, is_range: bool) -> None:
        if is_range:
            # "Mon-Wed-Fri" are three days, or five
            if self.weeks or len(days) > 1 or self.has_range:
                raise NotUnderstoodError
            self.has_range = True
            first = self.days[-1][1] + 1
            days = [(first + n) % 7 for n in range((days[0] - first) % 7 + 1)]
        if self.weeks and self.weeks_are_used:
            raise NotUnderstoodError  # the 2nd Tuesday, and which Thursday?
        self.has_range &= is_range
        self.days += [(week, day) for week in self.weeks or NO_WEEK for day in days]

    def add_less(self, days: list[int]) -> None:
        if not {*days} <= {day for week, day in self.days if week is None}:
            raise NotUnderstoodError
        self.less += days

    def add_week(self, week: int) -> None:
        """ "1st and 3rd Monday", or "1st Monday and 3rd Friday"."""
        self.weeks = [week] if self.weeks_are_used else [*self.weeks, week]

    @property
    def weeks_are_used(self) -> bool:
        return bool(self.days) and self.days[-1][0] == (self.weeks or NO_WEEK)[-1]

    # What it says

    def rules(self, limits: dict[str, Any]) -> list[Rule]:
        if self.is_closed:
            return []
        if self.once:
            return self.on_these_days(limits)
        rules = rules_of(
            frequency=self.frequency,
            interval=self.interval,
            days=[one for one in self.days if one[1] not in self.less],
            days_of_month=self.dates,
            **limits,
        )
        times = self.times()
        if self.periods and not times:
            return []  # from midnight to midnight: closed
        return [rule.at(*time) for rule in rules for time in times or NO_TIME]

    def on_these_days(self, limits: dict[str, Any]) -> list[Rule]:
        """Those days of the calendar alone. A bare date may be that of something else, and midnight
        is what programs write for no time."""
        repeats = self.days or self.dates or self.weeks or self.every or self.is_each
        times = self.times()
        is_vague = not times and not all(named for _, named in self.once)
        if (
            repeats
            or self.is_other
            or limits
            or is_vague
            or dt.time() in [first for first, _ in times]
        ):
            raise NotUnderstoodError
        return [
            rule.at(*time)
            for day, _ in self.once
            for rule in rules_of(frequency=Frequency.WEEKLY, starts_on=day, ends_on=day)
            for time in times or NO_TIME
        ]

    @property
    def frequency(self) -> str:
        monthly = bool(self.weeks or self.dates)
        by_weeks, by_months = "weeks" in self.every or self.is_other, "months" in self.every
        if by_weeks if monthly else by_months:
            raise NotUnderstoodError
        bare = [week for week, _ in self.days].count(None)
        if monthly and bare:
            raise NotUnderstoodError
        # every second Tuesday: of the month, or every other?
        if monthly and self.is_each and not by_months and len(self.weeks) == 1 < self.weeks[0]:
            raise NotUnderstoodError
        return Frequency.MONTHLY if monthly else Frequency.WEEKLY

    @property
    def interval(self) -> int:
        if self.is_other:
            # "alternate Mondays and Thursdays" may be now the one, now the other
            if self.every or len(self.days) > 1:
                raise NotUnderstoodError
            return 2
        return next(iter(self.every.values()), 1)

    def times(self) -> list[tuple[dt.time | None, dt.time | None]]:
        if self.halves and (len(set(self.halves)) > 1 or not self.periods):
            raise NotUnderstoodError
        hint = "".join(self.halves[:1])
        found: list[tuple[dt.time | None, dt.time | None]] = []
        for match in self.periods:
            if match.re is ONE:
                found.append((one_time(written(match, ""), match[0], hint), None))
            else:
                found += period(match, hint)
        return found


def read_times(text: str) -> list[Rule]:
    """The regular times that are all of what `text` says.

    Raises NotUnderstoodError, NotPlainError or UnreadableHoursError, whichever is in the way.
    """
    found, limits = clauses(text)
    if len(found) > 1 and limits:
        raise NotUnderstoodError  # of which of them?
    closed = {day for clause in found if clause.is_closed for day in closed_days(clause)}
    rules = [rule for clause in found for rule in clause.rules(limits)]
    if closed and any(rule.week or rule.day_of_month for rule in rules):
        raise NotUnderstoodError
    rules = [rule for rule in dict.fromkeys(rules) if rule.weekday not in closed]
    if any(overlap(one, other) for one, other in combinations(rules, 2)):
        raise NotUnderstoodError
    return rules


def clauses(text: str) -> tuple[list[Clause], dict[str, Any]]:
    """What is said of which days, and what counts for all of it, as `rules_of` takes it."""
    found: list[Clause] = [Clause()]
    limits: dict[str, Any] = {}
    words = [NOTHING, *tokens(text), NOTHING]
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        if token.kind in LIMITS:
            add_limit(limits, token)
        elif token.kind == "to":
            check_range(token, before, after, found[-1])
        elif token.kind == "end":
            found.append(Clause())
        elif token.kind != "and":
            if found[-1].ends_before(token, after):
                found.append(Clause())
            found[-1].add(token, before)
    return [clause for clause in found if clause != Clause()], limits


def check_range(token: Token, before: Token, after: Token, clause: Clause) -> None:
    """Raises NotUnderstoodError for what is no range of days, nor a dash between other words."""
    if (before.kind, after.kind) == ("days", "days"):
        return
    is_first = before.kind == "end"
    after_days = before.kind in ("days", "months", "weeks") and after.kind == "period"
    # "10am - Thursday" may be the end of something long
    after_time = before.kind == "period" and after.kind in DAY_IS_NEXT and not clause.days
    has_end = after_time and before.value.re is not ONE
    if token.value != "-" or not (is_first or after_days or has_end):
        raise NotUnderstoodError


LIMITS = {"from": "starts_on", "until": "ends_on", "in": "months", "not": "exceptions"}


def add_limit(limits: dict[str, Any], token: Token) -> None:
    name = LIMITS[token.kind]
    if name == "exceptions":
        limits[name] = [*limits.get(name, []), token.value]
    elif name in limits:
        raise NotUnderstoodError
    else:
        limits[name] = token.value


def closed_days(clause: Clause) -> Iterator[int]:
    odd = clause.periods or clause.weeks or clause.dates or clause.every or clause.once
    if odd or clause.less or not clause.days:
        raise NotUnderstoodError
    return (day for _, day in clause.days)


def overlap(one: Rule, other: Rule) -> bool:
    """Two times of one day of every week that cannot both be meant."""
    if one.weekday != other.weekday or not (one.is_weekly and other.is_weekly):
        return False
    if one.is_once and other.is_once and one.starts_on != other.starts_on:
        return False
    if one.starts is None or other.starts is None or one.starts == other.starts:
        return True
    if other.starts < one.starts:
        one, other = other, one
    assert one.starts and other.starts
    return one.ends is not None and not one.starts < one.ends <= other.starts
