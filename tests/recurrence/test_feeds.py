"""Schedules of other people's feeds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recurrence.feeds import read_rule
from recurrence.rfc5545 import NotPlainError
from recurrence.words import times_words

TODAY = dt.date(2026, 11, 28)
HOURS = {"opens_at": "10:00", "closes_at": "12:00"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"byday": "2TU"}, "Second Tuesday of the month 10:00 to 12:00"),
        (
            {"freq": "MONTHLY", "byday": "2TU,4TU"},
            "Second and fourth Tuesday of the month 10:00 to 12:00",
        ),
        ({"freq": "monthly", "byday": "-1FR"}, "Last Friday of the month 10:00 to 12:00"),
        ({"freq": "DAILY"}, "Every day 10:00 to 12:00"),
        ({"freq": "DAILY", "byday": "MO,TU"}, "Monday and Tuesday 10:00 to 12:00"),
        ({"freq": "WEEKLY", "interval": 2, "byday": "WE"}, "Every other Wednesday 10:00 to 12:00"),
        (
            {"freq": "WEEKLY", "interval": "1", "byday": "MO;WE"},
            "Monday and Wednesday 10:00 to 12:00",
        ),
        ({"weekday": "Tuesday"}, "Tuesday 10:00 to 12:00"),
        ({"weekday": ["Mondays", "fri"]}, "Monday and Friday 10:00 to 12:00"),
        ({"byday": "Tuesday"}, "Tuesday 10:00 to 12:00"),
        ({"freq": "MONTHLY", "bymonthday": 15}, "15th of the month 10:00 to 12:00"),
        (
            {"bymonthday": "1,15"},
            "1st of the month 10:00 to 12:00; 15th of the month 10:00 to 12:00",
        ),
        ({"freq": "WEEKLY", "dtstart": "2026-11-25"}, "Wednesday 10:00 to 12:00"),
        (
            {"freq": "WEEKLY", "byday": "MO", "dtstart": "2020-01-06", "until": "2020-12-31"},
            "Monday 10:00 to 12:00, until 31 December 2020",
        ),
        (
            {"freq": "WEEKLY", "byday": "MO", "dtstart": "20260105T100000Z", "count": "10"},
            "Monday 10:00 to 12:00, until 9 March 2026",
        ),
        ({"description": "Ring us", "opens_at": "", "closes_at": None}, ""),
        ({"freq": "WEEKLY", "byday": "SU", "opens_at": "00:00", "closes_at": "00:00"}, ""),
        (
            {"byday": "FR", "opens_at": "20:00Z", "closes_at": "01:00+01:00"},
            "Friday 20:00 to 01:00",
        ),
        ({"byday": "FR", "opens_at": "2pm", "closes_at": "4.30pm"}, "Friday 14:00 to 16:30"),
        ({"byday": "FR", "opens_at": "1970-01-01T09:00:00Z", "closes_at": ""}, "Friday 09:00"),
    ],
)  # fmt: skip
def test_a_schedule_is_read(row, words):
    found = read_rule(HOURS | row)
    assert "; ".join(times_words(found.rules, TODAY)) == words
    assert found.notes == []


@pytest.mark.parametrize(
    "row",
    [
        {"freq": "WEEKLY", "byday": "2TU"},
        {"freq": "MONTHLY", "byday": "TU"},
        {"freq": "YEARLY", "byday": "MO"},
        {"freq": "WEEKLY", "byday": "MO", "interval": 26},
        {"freq": "WEEKLY", "byday": "MO", "interval": "two"},
        {"freq": "WEEKLY", "byday": "XX"},
        {"freq": "WEEKLY", "byday": "MO", "until": "soon"},
        {"freq": "WEEKLY", "byday": "MO", "count": 4},
        {"freq": "WEEKLY", "byday": "MO", "byweekno": "3,7"},
        {"freq": "WEEKLY", "bymonthday": "1st"},
        {"freq": "HOURLY"},
    ],
)
def test_a_rule_is_never_widened(row):
    with pytest.raises(NotPlainError):
        read_rule(HOURS | row)


def test_an_end_that_cannot_be_is_left_out_with_a_remark():
    found = read_rule({"byday": "MO", "opens_at": "10:00", "closes_at": "09:00"})
    assert times_words(found.rules, TODAY) == ["Monday 10:00"]
    assert found.notes == ["It is said to end at 09:00, not after it starts: that was left out."]


NAMES = st.sampled_from(
    ["freq", "byday", "interval", "weekday", "dtstart", "until", "count", "opens_at", "bymonthday"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
    | st.sampled_from(["WEEKLY", "MONTHLY", "MO", "2TU", "2026-11-28", "10:00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=3,
)  # fmt: skip


@given(st.dictionaries(NAMES, JSON))
def test_no_json_is_too_odd(row):
    try:
        rules = read_rule(row).rules
    except NotPlainError:
        return
    times_words(rules, TODAY)
