"""Costs as people write them. No database."""

from decimal import Decimal

import pytest

from resources.intake import costs
from resources.intake.nothing import is_nothing


@pytest.mark.parametrize(
    ("written", "amount", "words"),
    [
        ("£3.50 per session (first free)", "3.50", "first free"),
        ("3.5", "3.50", ""),
        ("£2", "2.00", ""),
        ("£3.50p", "3.50", ""),
        ("50p", "0.50", ""),
        ("3 pounds", "3.00", ""),
        ("£1,200", "1200.00", ""),
        ("£3 pp", "3.00", ""),
        ("£3/session", "3.00", ""),
        ("3.50 per class", "3.50", ""),
        ("£5 each", "5.00", ""),
        ("£3 (£2 concessions)", "3.00", "£2 concessions"),
        ("£3, first session free", "3.00", "first session free"),
        ("£3 including tea and coffee", "3.00", "including tea and coffee"),
        ("£3.50 per class, refreshments included", "3.50", "refreshments included"),
    ],
)
def test_an_amount_that_everyone_pays_for_a_visit_is_one(written, amount, words):
    assert costs.read(written) == ("amount", Decimal(amount), words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Free", ""),
        ("£0", ""),
        ("0.00", ""),
        ("free of charge", ""),
        ("No charge.", ""),
        ("FREE!", ""),
        ("Free (donations welcome)", "donations welcome"),
        ("Free - booking needed", "booking needed"),
    ],
)
def test_what_is_free_is_free(written, words):
    assert costs.read(written) == ("free", None, words)


@pytest.mark.parametrize(
    "written",
    [
        "£2 for under-18s", "£2 (under 18s)", "£5 adults, £3 children", "£2 - £5", "£7 or £5",
        "from £5", "£20 per month", "£3 per person per month",
        "£3 each month", "£4; £4.5", "£5, £3", "£10 annual membership",
        "£30 for 6 weeks", "£5.00 per hour", "Members £3", "£3 members", "Free for carers",
        "Free for members, £3 otherwise", "first session free, then £3",
        "free of charge to residents",
        "Free parking", "Free first session", "free tea and coffee",
        "£2.50 (suggested donation)", "Donations", "$5", "5 euros", "€5", "£5 / $7", "3 sessions",
        "£999999999", "x\x00", "🙂",
        "£4 pw", "£20pcm", "£30 p.a.", "£8 p/h", "£45 termly",
    ],
)  # fmt: skip
def test_what_is_no_amount_for_everyone_stays_words(written):
    assert costs.read(written) == ("other", None, written)


@pytest.mark.parametrize("written", ["", "NA", "n/a", "-", "TBC", "?", "None"])
def test_nothing_is_not_known(written):
    assert costs.read(written) == ("unknown", None, "")


@pytest.mark.parametrize(
    "written", ["NA", "n/a", "N.A.", "-", "–", "--", "none", "?", "(blank)", ""]
)
def test_what_people_write_for_nothing_is_nothing(written):
    assert is_nothing(written)


@pytest.mark.parametrize("written", ["No", "0", "Nan's Kitchen", "Unknown Warriors", "a-b"])
def test_a_word_is_something(written):
    assert not is_nothing(written)
