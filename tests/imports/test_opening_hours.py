"""Opening hours as people write them."""

import datetime as dt

import pytest

from imports import hours


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("09:00-19:00", ["09:00 19:00"]),
        ("10:00-13:00,14:00-17:00", ["10:00 13:00", "14:00 17:00"]),
        ("10am-1pm and 2-5pm", ["10:00 13:00", "14:00 17:00"]),
        ("10-1pm", ["10:00 13:00"]),
        ("9.30 am to 12.30 p.m.", ["09:30 12:30"]),
        ("12-2pm", ["12:00 14:00"]),
        (" 09:00 – 17:00 ", ["09:00 17:00"]),
        ("", []),
        ("Closed", []),
    ],
)
def test_periods_are_read(written, read):
    assert [f"{starts:%H:%M} {ends:%H:%M}" for starts, ends in hours.parse(written)] == read


@pytest.mark.parametrize(
    "written",
    [
        "00:00", "10:00-00:00", "07:00-02:00", "1:00-18:00", "25:00-26:00", "by appointment",
        "9-5", "10:00-", "\x00", "🙂", "10:00-13:00,",
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(written):
    with pytest.raises(hours.UnreadableHoursError):
        hours.parse(written)


def test_a_period_is_two_times():
    assert hours.parse("10:00-13:00") == [(dt.time(10), dt.time(13))]
