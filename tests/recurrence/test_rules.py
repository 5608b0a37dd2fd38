"""Rules and their dates, beside python-dateutil's own."""

import datetime as dt
from itertools import islice

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from recurrence.rfc5545 import NotPlainError, from_text, rules_of, to_text
from recurrence.rules import Rule, next_dates
from recurrence.vocabulary import Frequency
from tests.recurrence.random_rules import DAYS, rules

pytestmark = pytest.mark.sweep

WEDNESDAY = dt.date(2026, 12, 2)


def by_dateutil(rule: Rule, today: dt.date) -> list[dt.date]:
    """From its text, and its exceptions from nothing but the rule."""
    lines = to_text(rule).split("\n")
    start = dt.datetime.combine(rule.starts_on or today, dt.time())
    text = next(line for line in lines if line.startswith("RRULE:"))
    far = dt.datetime.combine(today + dt.timedelta(days=366 * 30), dt.time())
    found = rrule.rrulestr(text, dtstart=start).between(
        dt.datetime.combine(today, dt.time()), far, inc=True, count=5
    )
    return [day.date() for day in found]


@given(rules(), DAYS)
def test_its_dates_are_dateutils(rule, today):
    if not rule.is_anchored:
        assert next_dates([rule], today) == []
        return
    wanted = [day for day in by_dateutil(rule, today) if day not in rule.exceptions]
    assert next_dates([rule], today) == wanted[:3]


@given(rules(), DAYS)
def test_no_date_is_outside(rule, today):
    for day in next_dates([rule], today):
        assert day >= max(today, rule.starts_on or today)
        assert rule.ends_on is None or day <= rule.last_date() <= rule.ends_on
        assert rule.weekday in (None, day.weekday())
        assert not rule.months or day.month in rule.months
        assert day not in rule.exceptions


@given(rules())
def test_written_and_read_again_it_is_the_same(rule):
    try:
        assert from_text(to_text(rule)) == rule
    except NotPlainError:
        # it never happens
        assert rule.starts_on
        assert rule.first_date() is None


@given(rules())
def test_after_its_last_date_there_is_none(rule):
    last = rule.last_date()
    assert (last is None) == (rule.ends_on is None)
    if last:
        assert next_dates([rule], last + dt.timedelta(days=1)) == []


def test_every_other_week_counts_from_its_first_day():
    rule = Rule(interval=2, weekday=2, starts_on=WEDNESDAY)
    assert next_dates([rule], dt.date(2026, 12, 3)) == [
        dt.date(2026, 12, 16),
        dt.date(2026, 12, 30),
        dt.date(2027, 1, 13),
    ]


def test_which_weeks_is_not_guessed():
    assert next_dates([Rule(interval=2, weekday=2)], WEDNESDAY) == []


def test_several_times_are_one_list_of_dates():
    morning, evening = Rule(weekday=2, starts=dt.time(10)), Rule(weekday=2, starts=dt.time(19))
    friday = Rule(frequency=Frequency.MONTHLY, weekday=4, week=1)
    assert next_dates([morning, evening, friday], WEDNESDAY) == [
        dt.date(2026, 12, 2),
        dt.date(2026, 12, 4),
        dt.date(2026, 12, 9),
    ]


def test_it_is_over_with_its_last_date_not_its_last_day():
    rule = Rule(weekday=1, ends_on=dt.date(2026, 12, 20))  # a Sunday
    assert rule.last_date() == dt.date(2026, 12, 15)
    assert not rule.is_over(dt.date(2026, 12, 15))
    assert rule.is_over(dt.date(2026, 12, 16))


def test_a_day_that_never_comes_is_not_looked_for_for_ever():
    rule = Rule(frequency=Frequency.MONTHLY, day_of_month=30, months=(2,))
    assert next_dates([rule], WEDNESDAY) == []


@pytest.mark.parametrize(
    "given",
    [
        {"frequency": "YEARLY"},
        {"frequency": "DAILY", "interval": 2},
        {"frequency": "WEEKLY"},
        {"frequency": "WEEKLY", "days": [(2, 1)]},  # 2TU is not every Tuesday
        {"frequency": "WEEKLY", "days": [(None, 1)], "interval": 26},
        {"frequency": "MONTHLY", "days": [(None, 1)]},
        {"frequency": "MONTHLY", "days": [(-2, 1)]},
        {"frequency": "MONTHLY", "days_of_month": [32]},
        {"frequency": "WEEKLY", "days": [(None, 1)], "count": 5},  # since when?
        {
            "frequency": "WEEKLY",
            "days": [(None, 1)],
            "starts_on": WEDNESDAY,
            "ends_on": dt.date(2026, 12, 7),
        },
        {
            "frequency": "WEEKLY",
            "days": [(None, 1)],
            "starts_on": WEDNESDAY,
            "ends_on": dt.date(2026, 11, 1),
        },
    ],
)
def test_what_nobody_would_say_is_no_rule(given):
    with pytest.raises(NotPlainError):
        rules_of(**given)


def test_so_many_times_end_with_the_last():
    made = rules_of(frequency="WEEKLY", days=[(None, 0), (None, 2)], starts_on=WEDNESDAY, count=3)
    assert next_dates(made, WEDNESDAY, 9) == [
        dt.date(2026, 12, 2),
        dt.date(2026, 12, 7),
        dt.date(2026, 12, 9),
    ]


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True),
    st.integers(1, 4),
    DAYS,
    st.integers(0, 6),
)
def test_days_of_one_rule_stay_together(days, interval, starts_on, week_starts):
    """As several rules they fall on the very dates, on whichever day weeks start."""
    whole = rrule.rrule(
        rrule.WEEKLY,
        dtstart=dt.datetime.combine(starts_on, dt.time()),
        interval=interval,
        byweekday=days,
        wkst=week_starts,
    )
    apart = rules_of(
        frequency="WEEKLY",
        interval=interval,
        days=[(None, day) for day in days],
        starts_on=starts_on,
        week_starts=week_starts,
    )
    assert next_dates(apart, starts_on, 8) == [day.date() for day in islice(whole, 8)]
