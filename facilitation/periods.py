"""The periods that figures are told for, as a pure rule.

Each begins where the one before ended, so that no two overlap and none can be taken from another.
Years begin on 1 April, as those of the NHS and of councils do.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.utils.formats import date_format

FIRST_MONTH = 4


class Length(models.IntegerChoices):
    """How many months a period has."""

    QUARTER = 3, "A quarter"
    HALF_YEAR = 6, "Half a year"
    YEAR = 12, "A year"


class Period(NamedTuple):
    first: dt.date
    after: dt.date  # the day after the last

    @property
    def last(self) -> dt.date:
        return self.after - dt.timedelta(days=1)

    @property
    def in_words(self) -> str:
        """Such as "1 April to 30 June 2026"."""
        year = "" if self.first.year == self.last.year else " Y"
        return f"{date_format(self.first, f'j F{year}')} to {date_format(self.last, 'j F Y')}"


def begin(day: dt.date, months: int) -> dt.date:
    """The first day of the period that the day is in."""
    return first_of(month_of(day) - (day.month - FIRST_MONTH) % months)


def end(day: dt.date, months: int) -> dt.date:
    """The day after the last of that period."""
    return first_of(month_of(begin(day, months)) + months)


def closed(begins: dt.date, months: int, today: dt.date) -> Iterator[Period]:
    """The periods from `begins` that are over. Where the first is not a whole one, since periods
    had another length until then, it is shorter."""
    while (after := end(begins, months)) <= today:
        yield Period(begins, after)
        begins = after


def month_of(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def first_of(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)
