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
DAY_IS_NEXT = {"days", "week", "date", "every", "other"}
SAID = {"every": "is_each", "other": "is_other", "closed": "is_closed"}
KEPT = {"date": "dates", "period": "periods", "half": "halves"}


@dataclass
class Clause:
    """Some days, and what is said of them."""

    days: list[Day] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
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

    def ends_before(self, token: Token, after: Token) -> bool:
        """Whether this word begins another clause."""
        if not (self.days or self.dates):
            return False
        if self.is_time_first:
            return token.kind == "period"
        told = bool(self.periods) or self.is_closed
        trails = token.kind in ("weeks", "months", "half") and after.kind not in DAY_IS_NEXT
        return told and token.kind != "period" and not trails

    def add(self, token: Token, before: Token) -> None:
        if token.kind == "days":
            self.add_days(token.value, is_range=before.kind == "to")
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
        self.is_time_first |= bool(self.periods) and not self.days
        if is_range:
            if self.weeks or len(days) > 1:
                raise NotUnderstoodError
            first = self.days[-1][1] + 1
            days = [(first + n) % 7 for n in range((days[0] - first) % 7 + 1)]
        if self.weeks and self.weeks_are_used:
            raise NotUnderstoodError  # the 2nd Tuesday, and which Thursday?
        self.days += [(week, day) for week in self.weeks or NO_WEEK for day in days]

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
        rules = rules_of(
            frequency=self.frequency,
            interval=self.interval,
            days=self.days,
            days_of_month=self.dates,
            **limits,
        )
        times = self.times()
        if self.periods and not times:
            return []  # from midnight to midnight: closed
        return [rule.at(*time) for rule in rules for time in times or NO_TIME]

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
        elif token.kind == "to" and (before.kind, after.kind) != ("days", "days"):
            raise NotUnderstoodError
        elif token.kind == "end":
            found.append(Clause())
        elif token.kind not in ("to", "and"):
            if found[-1].ends_before(token, after):
                found.append(Clause())
            found[-1].add(token, before)
    return [clause for clause in found if clause != Clause()], limits


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
    if clause.periods or clause.weeks or clause.dates or clause.every or not clause.days:
        raise NotUnderstoodError
    return (day for _, day in clause.days)


def overlap(one: Rule, other: Rule) -> bool:
    """Two times of one day of every week that cannot both be meant."""
    if one.weekday != other.weekday or not (one.is_weekly and other.is_weekly):
        return False
    if one.starts is None or other.starts is None or one.starts == other.starts:
        return True
    if other.starts < one.starts:
        one, other = other, one
    assert one.starts and other.starts
    return one.ends is not None and not one.starts < one.ends <= other.starts
