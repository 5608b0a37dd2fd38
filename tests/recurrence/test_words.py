"""Regular times as people read them."""

import datetime as dt

import pytest

from recurrence.rules import Rule
from recurrence.vocabulary import Frequency
from recurrence.words import dates_words, next_words, rule_words, times_words

TODAY = dt.date(2026, 11, 28)  # a Saturday
TEN, NOON = dt.time(10), dt.time(12)


def monthly(**facts) -> Rule:
    return Rule(frequency=Frequency.MONTHLY, **facts)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(weekday=1), "Tuesday"),
        (Rule(weekday=1, starts=TEN), "Tuesday 10:00"),
        (Rule(weekday=1, starts=TEN, ends=NOON), "Tuesday 10:00 to 12:00"),
        (Rule(weekday=4, starts=dt.time(20), ends=dt.time(1)), "Friday 20:00 to 01:00"),
        (Rule(weekday=2, interval=2, starts=TEN), "Every other Wednesday 10:00"),
        (Rule(weekday=2, interval=3), "Every 3 weeks on Wednesday"),
        (monthly(weekday=1, week=2), "Second Tuesday of the month"),
        (monthly(weekday=4, week=-1, starts=TEN), "Last Friday of the month 10:00"),
        (monthly(weekday=4, week=5), "Fifth Friday of the month"),
        (monthly(weekday=0, week=1, interval=2), "First Monday of every other month"),
        (monthly(weekday=0, week=1, interval=3), "First Monday of every 3rd month"),
        (monthly(day_of_month=22), "22nd of the month"),
        (monthly(day_of_month=11), "11th of the month"),
        (monthly(day_of_month=-1), "Last day of the month"),
        (Rule(weekday=1, months=(4, 5, 6, 7, 8, 9, 10)), "Tuesday, April to October"),
        (Rule(weekday=1, months=(1, 2, 11, 12)), "Tuesday, November to February"),
        (Rule(weekday=1, months=(5, 9)), "Tuesday, in May and September"),
        (Rule(weekday=1, months=(7,)), "Tuesday, in July"),
        (Rule(weekday=1, starts_on=dt.date(2027, 1, 5)), "Tuesday, from 5 January 2027"),
        (Rule(weekday=1, starts_on=dt.date(2026, 1, 6)), "Tuesday"),
        (Rule(weekday=1, ends_on=dt.date(2026, 12, 15)), "Tuesday, until 15 December 2026"),
        (
            Rule(weekday=1, exceptions=(dt.date(2026, 12, 22), dt.date(2026, 12, 29))),
            "Tuesday, not on 22 and 29 December 2026",
        ),
        (Rule(weekday=1, exceptions=(dt.date(2026, 1, 6),)), "Tuesday"),
    ],
)
def test_one_time(rule, words):
    assert rule_words(rule, TODAY) == words


def test_they_stand_from_monday_on_and_together_where_only_the_day_differs():
    given = [
        Rule(weekday=5, starts=TEN, ends=NOON),
        monthly(weekday=2, week=3, starts=dt.time(14)),
        *(Rule(weekday=day, starts=dt.time(9), ends=dt.time(17)) for day in (4, 3, 0, 1)),
        monthly(weekday=2, week=1, starts=dt.time(14)),
        monthly(weekday=2, week=-1, starts=dt.time(14)),
        Rule(weekday=2, starts=dt.time(13), ends=dt.time(17)),
    ]
    assert times_words(given, TODAY) == [
        "Monday, Tuesday, Thursday and Friday 09:00 to 17:00",
        "Wednesday 13:00 to 17:00",
        "Saturday 10:00 to 12:00",
        "First, third and last Wednesday of the month 14:00",
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([Rule(weekday=1)], "next 1, 8 and 15 December"),
        ([Rule(weekday=1), Rule(weekday=3)], "next Tue 1, Thu 3 and Tue 8 December"),
        (
            [Rule(weekday=2, interval=2, starts_on=dt.date(2026, 12, 23))],
            "next 23 December, 6 and 20 January",
        ),
        ([monthly(day_of_month=15)], "next Tue 15 December, Fri 15 January and Mon 15 February"),
        ([Rule(weekday=2, interval=2)], "ask which weeks"),
        ([Rule(weekday=1, ends_on=dt.date(2026, 12, 1))], "next 1 December"),
        ([Rule(weekday=1, ends_on=dt.date(2026, 11, 24))], ""),
        # open on most days: that today is one of them tells nobody anything
        ([Rule(weekday=day) for day in range(5)], ""),
        ([], ""),
    ],
)
def test_the_next_dates(rules, words):
    assert next_words(rules, TODAY) == words


def test_what_is_more_than_a_year_away_says_the_year():
    assert dates_words([dt.date(2027, 11, 30)], TODAY) == "30 November 2027"
