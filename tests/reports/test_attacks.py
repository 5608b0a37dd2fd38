"""Attacks on what is told: can a count from 1 to 4 be worked out from everything else?"""

import datetime as dt
import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.periods import Length, Period, begin, closed
from facilitation.suppression import SMALLEST_SHOWN
from reports.counts import Counts
from reports.figures import BY_KEY, protect
from tests.reports.attacker import (
    AGES,
    OF_PEOPLE,
    OTHERS,
    Person,
    Told,
    attack,
    count_of,
    make_caseload,
    recovered,
)


def try_to_recover(seed: int) -> None:
    people = make_caseload(seed)
    told = protect(count_of(people))["counts"]
    assert recovered(people, attack(told)) == []


@given(st.integers(0, 2**32))
@settings(max_examples=300)
def test_totals_minus_groups(seed):
    try_to_recover(seed)


@pytest.mark.full
@given(st.integers(0, 2**32))
@settings(max_examples=10_000)
def test_totals_minus_groups_in_ten_thousand_caseloads(seed):
    try_to_recover(seed)


def weaker(people: list[Person]) -> Told:
    """As is often done: only small counts are hidden, and the total is told."""
    told = protect(count_of(people))["counts"]
    true = count_of(people).counts
    return {
        key: {
            name: true[key][name] if true[key][name] >= SMALLEST_SHOWN else None for name in names
        }
        for key, names in {**OF_PEOPLE, **OTHERS, "activity": list(told["activity"])}.items()
    }


def test_the_attack_works_on_what_only_hides_small_counts(monkeypatch):
    """Or else the tests above would say nothing."""
    monkeypatch.setattr(
        "tests.reports.attacker.possible",
        lambda told: (0, SMALLEST_SHOWN - 1) if told is None else (told, told),
    )
    found = 0
    for seed in range(100):
        people = make_caseload(seed, all_known=True)
        found += bool(recovered(people, attack(weaker(people), unknown=(0, 0))))
    assert found > 10


def test_the_attack_works_where_everybody_is_in_a_list():
    """Rounding alone does not do: a list that leaves nobody out is held against its total."""
    assert any(
        recovered(people, attack(protect(count_of(people))["counts"], unknown=(0, 0)))
        for people in (make_caseload(seed, all_known=True) for seed in range(3000))
    )


@given(st.dictionaries(st.sampled_from(AGES), st.integers(0, 60)), st.sampled_from(AGES))
def test_behind_every_small_count_there_may_be_nobody(counts, name):
    """Were those few of an age that is not known, what is told would be the same."""
    few = Counts({key: Counter() for key in BY_KEY})
    few.counts["age"] = Counter(counts | {name: 3})
    nobody = Counts({key: Counter() for key in BY_KEY})
    nobody.counts["age"] = Counter(counts | {name: 0})

    assert protect(few) == protect(nobody)


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    st.lists(st.tuples(st.sampled_from(Length.values), st.integers(0, 500)), min_size=1),
)
def test_no_two_periods_overlap_however_their_length_was_changed(today, changes):
    """Or one could be taken from the other."""
    periods: list[Period] = []
    begins = begin(today, changes[0][0])
    for months, days in changes:
        today += dt.timedelta(days=days)
        periods += closed(periods[-1].after if periods else begins, months, today)

    assert all(one.first < one.after <= today for one in periods)
    assert all(one.after == other.first for one, other in itertools.pairwise(periods))
