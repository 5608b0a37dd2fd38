"""Times of the day as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recurrence.clock import UnreadableHoursError, read_hours, read_time


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("09:00-19:00", "09:00 19:00"),
        ("10:00-13:00,14:00-17:00", "10:00 13:00, 14:00 17:00"),
        ("09:00 - 13:00 & 14:00 - 17:00", "09:00 13:00, 14:00 17:00"),
        ("10am-1pm and 2-5pm", "10:00 13:00, 14:00 17:00"),
        ("08:30-10:30", "08:30 10:30"),
        ("9-5", "09:00 17:00"),
        ("9.30-4", "09:30 16:00"),
        ("2-4", "14:00 16:00"),
        ("10-1pm", "10:00 13:00"),
        ("8-10pm", "20:00 22:00"),
        ("12-2pm", "12:00 14:00"),
        ("12pm-8pm", "12:00 20:00"),
        ("10am-12", "10:00 12:00"),
        ("9am-12noon", "09:00 12:00"),
        ("12 noon to 2pm", "12:00 14:00"),
        ("9.30 am to 12.30 p.m.", "09:30 12:30"),
        ("0900-1700", "09:00 17:00"),
        ("14:00hrs-16:00hrs", "14:00 16:00"),
        ("09:00:00-17:00:00", "09:00 17:00"),
        (" 09:00 – 17:00 ", "09:00 17:00"),
        ("10pm-2am", "22:00 02:00"),
        ("8pm-midnight", "20:00 00:00"),
        ("13:30-3:30", "13:30 15:30"),
        ("17:30 - 7.30", "17:30 19:30"),
        ("00:00-00:00", ""),
        ("", ""),
        ("Closed", ""),
        ("Closed all day", ""),
        ("n/a", ""),
    ],
)
def test_periods_are_read(written, read):
    found = ", ".join(f"{starts:%H:%M} {ends:%H:%M}" for starts, ends in read_hours(written))
    assert found == read


@pytest.mark.parametrize(
    "written",
    [
        "00:00", "10:00-00:00", "07:00-02:00", "1:00-18:00", "25:00-26:00", "by appointment",
        "7-9", "6.30-8", "10:00-", "9.30am-late", "24 hours", "10am - 4pm (term time)",
        "11.30-12.30am", "13am-2pm", "9am-9am", "\x00", "🙂", "10:00-13:00,",
        "10:00-10:00", "14:00-12:00", "20:00-10:00",
    ],
)  # fmt: skip
def test_what_could_mean_two_things_or_none_is_refused(written):
    with pytest.raises(UnreadableHoursError):
        read_hours(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10.30am", dt.time(10, 30)),
        ("10:30", dt.time(10, 30)),
        ("1030", dt.time(10, 30)),
        ("2pm", dt.time(14)),
        ("2.30", dt.time(14, 30)),
        ("02:30", dt.time(2, 30)),
        ("7 p.m.", dt.time(19)),
        ("noon", dt.time(12)),
        ("09:00:00", dt.time(9)),
    ],
)
def test_one_time_is_read(written, read):
    assert read_time(written) == read


@pytest.mark.parametrize("written", ["7", "7.30", "", "0", "half past ten", "25", "10am-12"])
def test_half_of_a_day_is_not_guessed(written):
    with pytest.raises(UnreadableHoursError):
        read_time(written)


@given(st.times(), st.times())
def test_what_is_written_with_nought_and_colon_is_read_as_it_stands(starts, ends):
    try:
        found = read_hours(f"{starts:%H:%M}-{ends:%H:%M}")
    except UnreadableHoursError:
        return
    for period in found:
        if starts.hour < 10 and ends.hour > 12:
            assert [f"{time:%H:%M}" for time in period] == [f"{starts:%H:%M}", f"{ends:%H:%M}"]
