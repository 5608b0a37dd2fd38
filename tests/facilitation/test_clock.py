"""Minutes per step and the dates of follow-ups, as pure rules."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.clock import LONGEST_SILENCE, elapsed
from facilitation.follow_up import add_months, next_due

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def after(seconds: float) -> dt.datetime:
    return NOON + dt.timedelta(seconds=seconds)


def test_the_first_report_counts_nothing():
    assert elapsed(None, NOON) == (0, NOON)


def test_a_fraction_of_a_second_is_counted_next_time():
    seconds, mark = elapsed(NOON, after(60.7))

    assert (seconds, mark) == (60, after(60))
    assert elapsed(mark, after(121.2)) == (61, after(121))


@given(st.lists(st.floats(0, LONGEST_SILENCE.total_seconds()), max_size=50))
def test_no_second_is_lost_however_often_the_page_reports(pauses):
    mark, now, total = NOON, NOON, 0
    for pause in pauses:
        now += dt.timedelta(seconds=min(pause, (mark + LONGEST_SILENCE - now).total_seconds()))
        seconds, mark = elapsed(mark, now)
        total += seconds

    assert total == int((now - NOON).total_seconds())


@pytest.mark.parametrize("gap", [LONGEST_SILENCE.total_seconds() + 1, -5])
def test_a_closed_lid_or_a_clock_put_back_counts_nothing(gap):
    assert elapsed(NOON, after(gap)) == (0, after(gap))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 1, 15), 3, dt.date(2026, 4, 15)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
        (dt.date(2026, 12, 31), 6, dt.date(2027, 6, 30)),
        (dt.date(2026, 8, 31), 12, dt.date(2027, 8, 31)),
    ],
)
def test_months_end_where_the_month_ends(day, months, expected):
    assert add_months(day, months) == expected


FIRST = dt.date(2026, 1, 10)


def due(sessions_before: int, today: dt.date) -> dt.date | None:
    return next_due(FIRST, sessions_before=sessions_before, today=today, months=[3, 6])


def test_the_first_session_is_followed_up_after_three_months():
    assert due(0, FIRST) == dt.date(2026, 4, 10)


@pytest.mark.parametrize("today", [dt.date(2026, 3, 1), dt.date(2026, 4, 10), dt.date(2026, 6, 1)])
def test_the_first_follow_up_is_followed_up_six_months_after_the_first_session(today):
    assert due(1, today) == dt.date(2026, 7, 10)


def test_the_second_follow_up_is_the_last():
    assert due(2, dt.date(2026, 7, 10)) is None


def test_a_first_session_finished_months_late_is_not_due_at_once():
    assert due(0, dt.date(2026, 5, 1)) == dt.date(2026, 7, 10)


def test_a_very_late_follow_up_brings_no_reminder_the_same_day():
    assert due(1, dt.date(2026, 7, 10)) is None
