"""A regular time: each week or month, or every so many of them, on one day.

What RFC 5545 calls a recurrence rule, as far as people say it in a few words: one weekday of the
week or of the month, or one day of the month. A rule on several days is several rules. Which dates
that makes is python-dateutil's to say.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from dateutil import rrule

from recurrence.vocabulary import Frequency

MOST_INTERVAL = 12
MOST_DAYS = 5  # a week, beyond which dates are no news
LAST_DAY = -1  # of the month
# Dates beyond these are typing errors.
EARLIEST, LATEST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
# Nothing goes on longer past midnight than this: it was meant otherwise. (Our decision.)
LONGEST_NIGHT = dt.timedelta(hours=12)
# A date is looked for this far. 30 February would be looked for for ever.
SEARCHED = dt.timedelta(days=366 * 30)
MIDNIGHT = dt.time()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One regular time. Days count from 0, a Monday, as Python's do.

    `weekday` alone is every such day; with `week` (1 to 5, -1 the last) it is that one of the
    month; `day_of_month` (1 to 31, -1 the last) stands instead of both. `starts_on` is RFC 5545's
    DTSTART: nothing happens before, and every other week counts from it. Without it, which weeks
    are meant is not known. What ends before it starts, ends on the next day.
    """

    frequency: Frequency = Frequency.WEEKLY
    interval: int = 1
    weekday: int | None = None
    week: int | None = None
    day_of_month: int | None = None
    months: tuple[int, ...] = ()  # 1 to 12; empty is all the year
    starts: dt.time | None = None
    ends: dt.time | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    exceptions: tuple[dt.date, ...] = ()

    @property
    def is_anchored(self) -> bool:
        """Whether its dates are known: "every other Wednesday" alone does not say which."""
        return self.interval == 1 or self.starts_on is not None

    @property
    def is_weekly(self) -> bool:
        """Every week of the year."""
        return self.frequency == Frequency.WEEKLY and self.interval == 1 and not self.months

    @property
    def is_once(self) -> bool:
        """On one day of the calendar, and never again."""
        first = self.starts_on
        return first is not None and first == self.ends_on and self.weekday == first.weekday()

    def dates(self, after: dt.date) -> Iterator[dt.date]:
        """Its dates from this one on, in order; none where they are not known."""
        if not self.is_anchored:
            return iter(())
        begin = max(after, self.starts_on or after)
        end = min(self.ends_on or LATEST, begin + SEARCHED)
        found = (moment.date() for moment in self.as_rrule(begin, end))
        return (day for day in found if day >= begin and day not in self.exceptions)

    def as_rrule(self, begin: dt.date, end: dt.date) -> rrule.rrule:
        """As dateutil has it, from the counted week or month that `begin` lies in or follows."""
        day = None if self.weekday is None else rrule.weekday(self.weekday, self.week)
        return rrule.rrule(
            rrule.MONTHLY if self.frequency == Frequency.MONTHLY else rrule.WEEKLY,
            dtstart=dt.datetime.combine(self.period_before(begin), MIDNIGHT),
            until=dt.datetime.combine(end, MIDNIGHT),
            interval=self.interval,
            byweekday=day,
            bymonthday=self.day_of_month,
            bymonth=self.months or None,
        )

    def period_before(self, begin: dt.date) -> dt.date:
        """The first day of the last counted week or month that begins by then: dateutil goes
        through every one since its start, which may be years."""
        since = self.starts_on or begin
        if self.frequency == Frequency.WEEKLY:
            monday = since - dt.timedelta(days=since.weekday())
            return begin - (begin - monday) % dt.timedelta(weeks=self.interval)
        passed = (begin.year - since.year) * 12 + begin.month - since.month
        year, month = divmod(begin.year * 12 + begin.month - 1 - passed % self.interval, 12)
        return dt.date(year, month + 1, 1)

    def first_date(self) -> dt.date | None:
        """The first on or after its first day; None without one."""
        return next(self.dates(self.starts_on), None) if self.starts_on else None

    def last_date(self) -> dt.date | None:
        """When it is over; None where it goes on. Its last day where its dates are not known."""
        if self.ends_on is None:
            return None
        spans = (dt.timedelta(days=31 * self.interval), dt.timedelta(days=800), SEARCHED)
        found = (list(self.dates(self.ends_on - span)) for span in spans)
        return next((dates[-1] for dates in found if dates), self.ends_on)

    def is_over(self, today: dt.date) -> bool:
        last = self.last_date()
        return last is not None and last < today

    def between(self, first: dt.date | None, last: dt.date | None) -> "Rule | None":
        """The same within these dates; None where it never happens then."""
        rule = self
        if first and self.is_anchored and (self.starts_on is None or self.starts_on < first):
            begins = first if self.interval == 1 else next(self.dates(first), None)
            rule = replace(rule, starts_on=begins)
            if begins is None:
                return None
        if last and (self.ends_on is None or last < self.ends_on):
            rule = replace(rule, ends_on=last)
        never = rule.starts_on is not None and rule.first_date() is None
        return None if never else rule

    def limited(self, months: Sequence[int] = (), exceptions: Sequence[dt.date] = ()) -> "Rule":
        """The same in these months alone, and not on these days."""
        return replace(self, months=tuple(months), exceptions=tuple(exceptions))

    def at(self, starts: dt.time | None, ends: dt.time | None) -> "Rule":
        """The same at another time of the day."""
        return replace(self, starts=starts, ends=ends)

    def fields(self, **more: Any) -> dict[str, Any]:
        """As ScheduleForm takes it: what is not the usual, and `more`."""
        plain = Rule()
        given = {
            name: value
            for name, value in vars(self).items()
            if value != getattr(plain, name) or name == "weekday"
        }
        return given | {name: list(given[name]) for name in LISTS & given.keys()} | more


LISTS = {"months", "exceptions"}


def next_dates(rules: Iterable[Rule], today: dt.date, count: int = 3) -> list[dt.date]:
    """The next few dates of all these times together, each once, from today on."""
    found = {day for rule in rules for day in first_dates(rule.at(None, None), today, count)}
    return sorted(found)[:count]


# Most entries are on one of seven days of every week.
@lru_cache(maxsize=10_000)
def first_dates(rule: Rule, today: dt.date, count: int) -> list[dt.date]:
    return list(islice(rule.dates(today), count))


def is_every_day(rules: Sequence[Rule]) -> bool:
    """On five days of each week or more: its next dates tell nobody anything."""
    usual = {rule.weekday for rule in rules if rule.is_weekly}
    return len(usual) >= MOST_DAYS


def is_too_long(starts: dt.time, ends: dt.time) -> bool:
    """Past midnight, and for longer than anything goes on: meant otherwise."""
    return ends < starts and length(starts, ends) > LONGEST_NIGHT


def length(starts: dt.time, ends: dt.time) -> dt.timedelta:
    """From one time to the next such time."""
    day = dt.date(2000, 1, 1)
    span = dt.datetime.combine(day, ends) - dt.datetime.combine(day, starts)
    return span % dt.timedelta(days=1)
