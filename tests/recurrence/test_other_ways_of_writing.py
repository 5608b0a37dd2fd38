"""Times as maps, Welsh councils, posters and people in a hurry write them."""

import datetime as dt

import pytest

from recurrence.rules import Rule
from recurrence.text import read_text
from recurrence.words import next_words, times_words

TODAY = dt.date(2026, 11, 28)

READ = {
    # letters for days
    "M-F 9-5": "Monday to Friday 09:00 to 17:00",
    "9-5 M-F": "Monday to Friday 09:00 to 17:00",
    "M, W & F 10am-12": "Monday, Wednesday and Friday 10:00 to 12:00",
    "M-Th 9-5, F 9-4": "Monday to Thursday 09:00 to 17:00 | Friday 09:00 to 16:00",
    "Tu & Th 2-4pm": "Tuesday and Thursday 14:00 to 16:00",
    # OpenStreetMap
    "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off": (
        "Monday to Friday 09:00 to 17:00 | Saturday 10:00 to 12:00 | not on public holidays"
    ),
    "Mo,We 10:00-12:00,14:00-16:00": (
        "Monday and Wednesday 10:00 to 12:00 | Monday and Wednesday 14:00 to 16:00"
    ),
    "Tu[2] 14:00-16:00": "Second Tuesday of the month 14:00 to 16:00",
    "Th[1,-1] 14:00+": "First and last Thursday of the month 14:00",
    "Mo-Sa 10:00-16:00; We off": "Monday, Tuesday and Thursday to Saturday 10:00 to 16:00",
    "Su,PH 10:00-16:00": "Sunday 10:00 to 16:00 | also on public holidays",
    "Fr 20:00-24:00": "Friday 20:00 to 00:00",
    'Mo 09:00-12:00 "by appointment"': "Monday 09:00 to 12:00 | by appointment",
    "Apr-Oct: Mo 09:00-17:00; Nov-Mar: Mo 10:00-16:00": (
        "Monday 09:00 to 17:00, April to October | Monday 10:00 to 16:00, November to March"
    ),
    "Mo-Fr 09:00-12:00, We 14:00-16:00": (
        "Monday to Friday 09:00 to 12:00 | Wednesday 14:00 to 16:00"
    ),
    # once
    "Saturday 12 December 2026, 10am-2pm": "Saturday 12 December 2026 10:00 to 14:00",
    "12/12/2026 10:00-14:00": "Saturday 12 December 2026 10:00 to 14:00",
    "2026-12-12 10:00-14:00": "Saturday 12 December 2026 10:00 to 14:00",
    "10am - 2pm, Sat 12th Dec 2026": "Saturday 12 December 2026 10:00 to 14:00",
    "22 Dec 2026 10am and 15 Dec 2026 10am": (
        "Tuesday 15 December 2026 10:00 | Tuesday 22 December 2026 10:00"
    ),
    "Tuesdays 10am; Saturday 12 December 2026 2pm": (
        "Tuesday 10:00 | Saturday 12 December 2026 14:00"
    ),
    # Welsh
    "Dydd Llun 10am-12pm": "Monday 10:00 to 12:00",
    "Llun - Gwener 9yb - 5yp": "Monday to Friday 09:00 to 17:00",
    "Bob dydd Mawrth 10yb tan hanner dydd": "Tuesday 10:00 to 12:00",
    "Llun, Mercher a Gwener 2-4yp": "Monday, Wednesday and Friday 14:00 to 16:00",
    "Nos Fercher 7.30yh - 9yh": "Wednesday 19:30 to 21:00",
    "Bob dydd 10yb - 4yp": "Every day 10:00 to 16:00",
    "Llun - Gwener 9-5, ar gau Sadwrn": "Monday to Friday 09:00 to 17:00",
    "Dydd Iau 2pm (tymor ysgol yn unig)": "Thursday 14:00 | tymor ysgol yn unig",
    # words around
    "Mondays - 10am to 12pm": "Monday 10:00 to 12:00",
    "10am-12pm – Tuesdays": "Tuesday 10:00 to 12:00",
    "- Monday 10am\n- Tuesday 2pm": "Monday 10:00 | Tuesday 14:00",
    "Mon: 9:00 AM – 5:00 PM | Tue: 9:00 AM – 5:00 PM": "Monday and Tuesday 09:00 to 17:00",
    "Mon-Fri 9-5 excl. bank holidays": "Monday to Friday 09:00 to 17:00 | excl. bank holidays",
    "Saturdays only, 10am start": "Saturday 10:00",
    "Monday @ 2pm onwards": "Monday 14:00",
    "Tues & Thurs eves 7-9": "Tuesday and Thursday 19:00 to 21:00",
    "Monday AM 9-12": "Monday 09:00 to 12:00",
    "All year round, Thursday lunchtimes 12-2": "Thursday 12:00 to 14:00",
    "Group meets Tuesdays at half past ten": "Tuesday 10:30",
    "Tuesdays 10 o’clock to quarter to one": "Tuesday 10:00 to 12:45",
    "Every day except Sunday 9-5": "Monday to Saturday 09:00 to 17:00",
    "Every day 9-5 except Mondays and Tuesdays": "Wednesday to Sunday 09:00 to 17:00",
    "Tuesdays 2pm (no sessions in August)": "Tuesday 14:00, September to July",
    "Every Saturday in December 10am": "Saturday 10:00, in December",
}  # fmt: skip

WORDS = [
    # men and women, or days; and whose a day is
    "Tues 10-12 (M & F)", "M/F 9-11", "MWF 10-11", "We are open 10-4", "Mon-Wed-Fri 9-12",
    # what stands later counts instead
    "Mo-Fr 09:00-17:00; Tu 18:00-20:00", "Th 14:00-16:00; Th[1] off", "Mo-Fr sunrise-sunset",
    "week 1-53/2 We 10:00-12:00", "Mo-Fr 00:00-24:00", "Mo 10:00-24:00", "Mo 25:00-26:00", "PH off",
    "Mo-Fr 09:00-17:00; Dec Mo-Fr 10:00-12:00", "Mo,Tu[2] 10:00-12:00",
    # not that day of the week, no year, no day, since when, or when it was written down
    "Tuesday 12 December 2026, 10am", "Saturday 12 December 10am", "31/02/2027 10am",
    "Tuesdays 12 January 2027 10am", "Tuesday 10am, 12 January 2027", "12/12/2026 00:00",
    "12/12/2026", "Starts 5 January 2027 10am", "12 December 2026 to 14 December 2026, 10am-2pm",
    "Monday 14 December 2026 10-12, Mon 9-5",
    # March or Tuesday; every other; the first of the month
    "Mawrth 10am", "Bob yn ail ddydd Llun 2pm", "Dydd Llun cyntaf y mis 2pm",
    "Every weekday morning", "Mon 9am - Fri 5pm", "Tuesday half past seven",
    "Mon-Fri 9-5 except Monday mornings", "Every day 10am except Sunday 2pm",
    "Mon-Fri except first Monday 9-5", "Mon-Fri 9-5 except Sundays",
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_is_plain_is_read(text):
    reading = read_text(text)
    said = [*times_words(reading.times, TODAY), *filter(None, [reading.rest])]
    assert " | ".join(said) == READ[text]


@pytest.mark.parametrize("text", WORDS)
def test_what_is_not_stays_as_it_was(text):
    assert (read_text(text).times, read_text(text).rest) == ([], text)


def test_what_is_once_is_over_after_it_and_says_its_date_once():
    (rule,) = read_text("Saturday 12 December 2026, 10am-2pm").times
    assert isinstance(rule, Rule)
    assert (rule.is_over(dt.date(2026, 12, 12)), rule.is_over(dt.date(2026, 12, 13))) == (0, 1)
    assert next_words([rule], TODAY) == ""
    (weekly,) = read_text("Tuesdays").times
    assert next_words([rule, weekly], TODAY) == "next Tue 1, Tue 8 and Sat 12 December"
