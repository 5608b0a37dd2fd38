"""Free text is read where it is plain, stays words where it is not, and is never widened."""

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recurrence.text import read_text
from recurrence.words import times_words

TODAY = dt.date(2026, 11, 28)


def said(text: str) -> str:
    """What was read, in words, and what stays."""
    reading = read_text(text)
    return " | ".join([*times_words(reading.times, TODAY), *([reading.rest] * bool(reading.rest))])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # days and hours
        ("Mon-Fri 9-5", "Monday to Friday 09:00 to 17:00"),
        ("Monday–Friday 09.00–17.00", "Monday to Friday 09:00 to 17:00"),
        ("Monday to Friday: 9:00am - 5:00pm", "Monday to Friday 09:00 to 17:00"),
        ("Opening hours: Mon,Tue,Wed 0900-1700", "Monday to Wednesday 09:00 to 17:00"),
        ("weekdays 9.30-4", "Monday to Friday 09:30 to 16:00"),
        ("Every weekday 9am", "Monday to Friday 09:00"),
        ("Sat & Sun 10-4", "Saturday and Sunday 10:00 to 16:00"),
        ("weekends 10-4", "Saturday and Sunday 10:00 to 16:00"),
        ("Daily 9-5", "Every day 09:00 to 17:00"),
        ("7 days a week 8am-8pm", "Every day 08:00 to 20:00"),
        ("Fri-Mon 10-4", "Monday and Friday to Sunday 10:00 to 16:00"),
        ("Mon, Wed and Fri 2-4pm", "Monday, Wednesday and Friday 14:00 to 16:00"),
        ("Mon/Wed/Fri 10-11", "Monday, Wednesday and Friday 10:00 to 11:00"),
        ("Tuesdays 10am-12pm", "Tuesday 10:00 to 12:00"),
        ("Tuesday's at 2pm", "Tuesday 14:00"),
        ("Tues. 10am-12 noon & 1pm-3pm", "Tuesday 10:00 to 12:00 | Tuesday 13:00 to 15:00"),
        ("Tuesdays 10am and 2pm", "Tuesday 10:00 | Tuesday 14:00"),
        ("10am-12pm Tuesdays and Thursdays", "Tuesday and Thursday 10:00 to 12:00"),
        ("between 2 and 4pm on Tuesdays", "Tuesday 14:00 to 16:00"),
        ("Tuesday evenings 7-9", "Tuesday 19:00 to 21:00"),
        ("Fri 10pm-2am", "Friday 22:00 to 02:00"),
        ("Every Tuesday", "Tuesday"),
        ("Weekly on a Tuesday 2pm", "Tuesday 14:00"),
        (
            "Mon-Thu 9-5, Fri 9-4, Sat 10-1",
            "Monday to Thursday 09:00 to 17:00 | Friday 09:00 to 16:00 | Saturday 10:00 to 13:00",
        ),
        (
            "10am-12pm Tuesdays, 2pm-4pm Thursdays",
            "Tuesday 10:00 to 12:00 | Thursday 14:00 to 16:00",
        ),
        ("Mon 9-12\nWed 2-5", "Monday 09:00 to 12:00 | Wednesday 14:00 to 17:00"),
        # closed
        ("Mon-Fri 9-5, Sun closed", "Monday to Friday 09:00 to 17:00"),
        ("Mon 9-5, Sun 00:00-00:00", "Monday 09:00 to 17:00"),
        (
            "Mon-Fri 9-5 (closed Wednesdays)",
            "Monday, Tuesday, Thursday and Friday 09:00 to 17:00",
        ),
        # every other week
        ("alternate Thursdays 7pm", "Every other Thursday 19:00"),
        ("Every other Wednesday 10am - 12 noon", "Every other Wednesday 10:00 to 12:00"),
        ("once a fortnight on a Tuesday 2pm", "Every other Tuesday 14:00"),
        ("We meet on Tuesdays at 2pm", "Tuesday 14:00"),
        ("Tuesdays 2pm - ring first", "Tuesday 14:00 | ring first"),
        ("Wednesdays 10am until 31 December 2026", "Wednesday 10:00, until 31 December 2026"),
        ("fortnightly on Mondays at 2pm", "Every other Monday 14:00"),
        ("Mondays 2pm fortnightly", "Every other Monday 14:00"),
        ("Tuesdays (every fortnight) 2-4pm", "Every other Tuesday 14:00 to 16:00"),
        ("Every two weeks on Wednesday 1-3pm", "Every other Wednesday 13:00 to 15:00"),
        ("every second week on Mondays 1pm", "Every other Monday 13:00"),
        ("every 3 weeks on Monday 10-12", "Every 3 weeks on Monday 10:00 to 12:00"),
        # by the month
        ("every 2nd Tuesday of the month 10.30am", "Second Tuesday of the month 10:30"),
        ("1st & 3rd Weds 2pm", "First and third Wednesday of the month 14:00"),
        ("1st & 3rd Weds", "First and third Wednesday of the month"),
        ("1st/3rd Monday 10-12", "First and third Monday of the month 10:00 to 12:00"),
        ("last Friday of the month", "Last Friday of the month"),
        ("The last Friday of every month at 7.30pm", "Last Friday of the month 19:30"),
        ("every last Friday 7pm", "Last Friday of the month 19:00"),
        ("every 1st and 3rd Tuesday 2pm", "First and third Tuesday of the month 14:00"),
        ("Third Thurs. of month 2pm", "Third Thursday of the month 14:00"),
        ("1st Sat monthly 10am", "First Saturday of the month 10:00"),
        (
            "1st Monday and 3rd Friday of the month 2pm",
            "First Monday of the month 14:00 | Third Friday of the month 14:00",
        ),
        ("First Tuesday of every other month 2pm", "First Tuesday of every other month 14:00"),
        ("on the 15th of each month at 10am", "15th of the month 10:00"),
        # seasons and dates
        ("Tuesdays 2-4pm April to October", "Tuesday 14:00 to 16:00, April to October"),
        ("Tuesdays 2pm, Nov-Feb", "Tuesday 14:00, November to February"),
        ("Tuesdays 2pm except August", "Tuesday 14:00, September to July"),
        (
            "Wednesdays 2pm from 6 January 2027 until 31 March 2027",
            "Wednesday 14:00, from 6 January 2027, until 31 March 2027",
        ),
        (
            "Tuesdays 2pm, not on 22nd December 2026",
            "Tuesday 14:00, not on 22 December 2026",
        ),
        (
            "every other Wednesday 10am from 02/12/2026",
            "Every other Wednesday 10:00, from 2 December 2026",
        ),
        # what qualifies stays beside
        ("Tuesdays 10-12 (term time only)", "Tuesday 10:00 to 12:00 | term time only"),
        (
            "Mon-Fri 9-5; closed bank holidays",
            "Monday to Friday 09:00 to 17:00 | closed bank holidays",
        ),
        (
            "Tuesdays 10am-12pm, not during school holidays",
            "Tuesday 10:00 to 12:00 | not during school holidays",
        ),
        (
            "Wednesday 1.30pm - 3pm by appointment only",
            "Wednesday 13:30 to 15:00 | by appointment only",
        ),
        # nothing
        ("NA", ""),
        ("n/a", ""),
        ("-", ""),
        ("", ""),
        # a remark in brackets
        ("Fridays 6pm to 8pm (bring a voucher)", "Friday 18:00 to 20:00 | bring a voucher"),
        ("Tues 10-12 and Thurs 2-4 (all welcome, tea provided).",
         "Tuesday 10:00 to 12:00 | Thursday 14:00 to 16:00 | all welcome, tea provided"),
    ],
)  # fmt: skip
def test_what_is_plain_is_read(text, read):
    assert said(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "term time only",
        "every 2nd Tuesday",  # of the month, or every other?
        "every second Tuesday 2pm",
        "alternate Mondays and Thursdays 7pm",
        "Tuesday or Thursday 2pm",
        "Twice a month on Tuesdays",
        "2nd Tuesday of March, June, September and December",
        "Tues 10am x 6 weeks",
        "every fourth Thursday",
        "bi-weekly on Tuesdays",
        "monthly on Fridays",  # which one?
        "2nd Tue and Thu of the month",  # which Thursday?
        "every other Tuesday of the month",
        "Tuesday 7-9",  # morning or evening?
        "Tuesday 2",
        "Tuesday mornings",
        "Tuesdays 2pm (1st only)",
        "Tuesdays 2pm (odd ones)",
        "Mon 10-12 (Red Hall), Wed 2-4 (Blue Hall)",
        "Tuesdays 2pm (if dry)",
        "Tuesdays 2pm (summer)",
        "Tuesdays 2pm (to be confirmed)",
        "Tuesdays 2pm (on hold)",
        "Tuesdays 2pm (ceased)",
        "Tuesdays 2pm (weather permitting)",
        "Tuesdays 2pm (Th in May)",
        "Mon 10-12 weeks 1 and 3",
        "Mon-Fri 9-5, Wed 9-7",
        "Fridays 7pm til late",
        "Monday 10am to 12 noon in the hall",
        "9am-12noon",
        "24/7",
        "Tuesdays 2026-2027",
        "Tuesday 10/12/2026 2pm",
        "Tuesdays 2pm from 5 January",  # of which year?
        "Tuesdays 2pm from 31 February 2027",
        "Mon 2-4, Thu 10-12, April to October",  # both?
        "closed Mondays",
        "Most Tuesdays 2pm",
        "Tuesdays 2pm unless it rains",
        "phone for times",
        "\0",
        "🙂",
        "Monday" * 200,
    ],
)
def test_what_is_not_stays_as_it_was(text):
    assert said(text) == text


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text):
    reading = read_text(text)
    assert reading.times or reading.rest or not text.strip() or len(text.strip()) < 5


WORDS = st.sampled_from(
    [
        "Mon",
        "Tuesday",
        "weds",
        "Fri-Sun",
        "1st",
        "second",
        "last",
        "every",
        "other",
        "alternate",
        "fortnightly",
        "of the month",
        "weekly",
        "and",
        "&",
        ",",
        ";",
        "(",
        ")",
        "10am",
        "2-4pm",
        "9-5",
        "7-9",
        "noon",
        "closed",
        "from",
        "until",
        "not",
        "in",
        "April",
        "2026",
        "5/1/2027",
        "except",
        "to",
        "-",
        "mornings",
        "daily",
        "monthly",
        "term time only",
        "every 2 weeks",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_no_order_of_words_is_too_odd(text):
    for rule in read_text(text).times:
        dates = [*islice(rule.dates(TODAY), 3)]
        assert rule.weekday is None or {day.weekday() for day in dates} <= {rule.weekday}
