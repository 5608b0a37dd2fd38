"""Ages as people write them. No database."""

import pytest

from resources.intake import ages


@pytest.mark.parametrize(
    ("written", "limits"),
    [
        ("55+", (55, None)),
        ("50 plus", (50, None)),
        ("over 50s", (50, None)),
        ("Over-60s", (60, None)),
        ("Over 18's", (18, None)),
        ("65 and over", (65, None)),
        ("Aged 60 or over", (60, None)),
        ("Older people 55+", (55, None)),
        ("Over the age of 60", (60, None)),
        ("50+ years", (50, None)),
        ("60 plus years", (60, None)),
        ("50 and over's", (50, None)),
        ("18 to no limit", (18, None)),
        ("Older adults (50+)", (50, None)),
        ("All adults", (18, None)),
        ("from 16 years", (16, None)),
        ("min 18", (18, None)),
        (">50", (50, None)),
        ("adults", (18, None)),
        ("Adults (18+)", (18, None)),
        ("Adults 18-64", (18, 64)),
        ("18 to 65", (18, 65)),
        ("18–65 years old", (18, 65)),
        ("5-11 yrs", (5, 11)),
        ("16-25 year olds", (16, 25)),
        ("teenagers", (13, 19)),
        ("0-4", (None, 4)),
        ("under 5s", (None, 4)),
        ("Children under 5", (None, 4)),
        ("up to 25", (None, 25)),
        ("25 and under", (None, 25)),
        ("all ages", (None, None)),
        ("All", (None, None)),
        ("0-0", (None, None)),
        ("N/A", (None, None)),
        ("", (None, None)),
    ],
)
def test_ages_are_read(written, limits):
    assert ages.read(written) == (*limits, "")


@pytest.mark.parametrize(
    "written",
    [
        "5 to 11 and over 60",
        "Women over 50",
        "65 to 18",
        "older adults",
        "200+",
        "18",
        "x\x00",
        "🙂",
    ],
)
def test_what_is_no_one_range_stays_words(written):
    assert ages.read(written) == (None, None, written)


@pytest.mark.parametrize(
    ("youngest", "oldest", "limits"),
    [
        ("18", "65 and over", (18, 65)),
        ("18.0", "", (18, None)),
        ("55+", "", (55, None)),
        ("18-65", "", (18, 65)),
        ("", "under 18s", (None, 17)),
        ("", "0", (None, None)),
        ("0", "0", (None, None)),
        ("13", "0", (13, None)),
        ("All", "", (None, None)),
    ],
)
def test_two_columns_are_read_together(youngest, oldest, limits):
    assert ages.both(youngest, oldest) == (*limits, "")


def test_two_columns_that_contradict_each_other_stay_words():
    assert ages.both("60", "18") == (None, None, "60 to 18")
    assert ages.both("60", "some") == (60, None, "60 to some")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20s and 30s", (None, None, "20s and 30s")),
        ("18 months to 4 years", (None, 4, "18 months to 4 years")),
        ("6m - 2 yrs", (None, 2, "6m - 2 yrs")),
        ("under 18 months", (None, 1, "under 18 months")),
        ("18-99", (18, None, "")),
    ],
)
def test_what_is_half_a_range_is_no_narrower_one(text, found):
    assert ages.read(text) == found
