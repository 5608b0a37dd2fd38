"""What a result says, without a database."""

import datetime as dt

import pytest

from resources.near import phrases
from resources.near.phrases import Audience
from resources.near.rules import Person

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("miles", "expected"),
    [
        (0.0, "less than 0.1 miles"),
        (0.04, "less than 0.1 miles"),
        (0.82, "0.8 miles"),
        (1.02, "1 mile"),
        (4.99, "5 miles"),
        (19.96, "20 miles"),
        (20.04, "20 miles"),
        (153.27, "153 miles"),
    ],
)
def test_distance(miles, expected):
    assert phrases.distance(miles) == expected


def test_what_lies_beyond_never_looks_as_if_it_were_in_range():
    assert phrases.distance(5.02, beyond=5) == "just over 5 miles"
    assert phrases.distance(5.2, beyond=5) == "5.2 miles"


def test_how_it_is_delivered():
    assert phrases.delivered(["place", "online", "phone"]) == "online or by phone"
    assert phrases.delivered(["home"]) == "comes to your home"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, "not checked yet"),
        (-1, "checked today"),
        (0, "checked today"),
        (3, "checked this week"),
        (8, "checked last week"),
        (21, "checked 3 weeks ago"),
        (65, "checked 2 months ago"),
        (800, "checked 2 years ago"),
    ],
)
def test_when_last_checked(days, expected):
    verified_on = None if days is None else TODAY - dt.timedelta(days=days)

    assert phrases.checked(verified_on, TODAY) == expected


@pytest.mark.parametrize(
    ("audience", "person", "expected"),
    [
        (Audience(), Person(), ""),
        (Audience(minimum_age=60), Person(ages=(66, 67)), ""),
        (Audience(minimum_age=60), Person(ages=(55, 64)), "for people aged 60 or over"),
        (Audience(maximum_age=30), Person(), "for people aged 30 or under"),
        (Audience(18, 25, ["woman"]), Person(), "for women aged 18 to 25"),
        (Audience(genders=["woman"]), Person(gender="woman"), ""),
        (Audience(genders=["woman", "non_binary"]), Person(), "for women and non-binary people"),
        (
            Audience(conditions=["diabetes", "neurological"]),
            Person(),
            "for people with diabetes or Parkinson's, MS or other nerve problems",
        ),
    ],
)
def test_who_it_is_for_when_the_person_has_not_settled_it(audience, person, expected):
    assert phrases.for_whom(audience, person) == expected
