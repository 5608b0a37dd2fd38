"""When to see how somebody got on, as a pure rule."""

import calendar
import datetime as dt
from collections.abc import Sequence


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_due(
    first: dt.date, *, sessions_before: int, today: dt.date, months: Sequence[int]
) -> dt.date | None:
    """The day the next follow-up is due, or None when there is to be no other.

    `months` after the `first` session, in order: one for each follow-up. A session that came so
    late that the next one's day has passed does not bring a reminder the same day: that one is
    left out.
    """
    dates = [add_months(first, number) for number in months[sessions_before:]]
    return next((day for day in dates if day > today), None)
