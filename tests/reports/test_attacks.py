"""Attacks on what is told: can a count from 1 to 4 be worked out from everything else?

The attacker knows the method, every period's figures, and what the data can be at all: that no
count is below nothing, and that the people of a list, with those of whom it is not known, are the
people reached. From that follows what each count can be at least and at most.
"""

import datetime as dt
import itertools
import random
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.periods import Length, Period, begin, closed
from facilitation.suppression import NEAREST, SMALLEST_SHOWN
from reports.counts import Counts
from reports.figures import BY_KEY, protect

SMALL = range(1, SMALLEST_SHOWN)
Bounds = tuple[int, int]

AGES = ["50-59", "60-69", "70-79", "80-89"]
DISTRICTS = ["SO14", "SO15", "SO16", "SO17"]
TYPES = ["diverse", "centred", "contact", "fewer"]
PARTNERS = ["p", "q", "r"]
OUTCOMES = ["contacted", "went_once", "still_going", "stopped", "could_not"]
REASONS = ["cost", "health", "transport"]
TAKEN_UP = ["went_once", "still_going", "stopped"]
# lists of the people reached, each with some of whom it is not known
OF_PEOPLE = {
    "age": AGES,
    "district": DISTRICTS,
    "network_type": TYPES,
    "people_by_partner": PARTNERS,
}


OTHERS = {"received": PARTNERS, "at_3_months": OUTCOMES, "reasons": REASONS}

Cell = tuple[str, str]
Sum = tuple[Cell, list[Cell]]
Told = dict[str, dict[str, int | None]]
UNKNOWN = (0, 1_000_000)
ALL_TOLD = ("unknown", "all told")


@dataclass
class Person:
    known: dict[str, str | None] = field(default_factory=dict)
    outcome: str = ""
    reason: str = ""
    in_time: bool = True


def make_caseload(seed: int, all_known: bool = False) -> list[Person]:
    """Up to a hundred people; how lopsided, and how much of them is known, is itself random. In
    every other one everything is known, which helps the attacker most."""
    chance = random.Random(seed)
    known = 1 if all_known else chance.choice([1, 1, 0.95, 0.6])
    weights = {key: [chance.random() ** 3 for _ in names] for key, names in OF_PEOPLE.items()}

    def one() -> Person:
        person = Person()
        for key, names in OF_PEOPLE.items():
            value = chance.choices(names, weights[key])[0]
            person.known[key] = value if chance.random() < known else None
        person.outcome = chance.choice(OUTCOMES)
        if person.outcome != "still_going" and chance.random() < known:
            person.reason = chance.choice(REASONS)
        person.in_time = chance.random() < known
        return person

    return [one() for _ in range(chance.randint(1, 100))]


def count_of(people: list[Person]) -> Counts:
    found = Counts({key: Counter() for key in BY_KEY})
    taken_up = sum(person.outcome in TAKEN_UP for person in people)
    found.counts["activity"] = Counter(people=len(people), taken_up=taken_up)
    for key in OF_PEOPLE:
        found.counts[key] = Counter(name for p in people if (name := p.known[key]))
    found.counts["received"] = Counter(found.counts["people_by_partner"])
    found.counts["at_3_months"] = Counter(p.outcome for p in people if p.in_time)
    found.counts["reasons"] = Counter(p.reason for p in people if p.reason)
    return found


def possible(told: int | None) -> Bounds:
    """What a count can be that is told so."""
    if told is None:
        return 0, SMALLEST_SHOWN - 1
    return max(told - NEAREST // 2, SMALLEST_SHOWN), told + NEAREST // 2


def narrowed(bounds: dict[Cell, Bounds], sums: list[Sum]) -> dict[Cell, Bounds]:
    """What each count can be once every sum is held against what it is of, until nothing more
    follows."""
    bounds = dict(bounds)
    before: dict[Cell, Bounds] = {}
    while bounds != before:
        before = dict(bounds)
        for whole, parts in sums:
            lows = sum(bounds[part][0] for part in parts)
            highs = sum(bounds[part][1] for part in parts)
            low, high = bounds[whole]
            bounds[whole] = low, high = max(low, lows), min(high, highs)
            assert low <= high, "that cannot be"
            for part in parts:
                least, most = bounds[part]
                bounds[part] = max(least, low - highs + most), min(most, high - lows + least)
    return bounds


def attack(told: Told, *, unknown: Bounds = UNKNOWN) -> dict[Cell, Bounds]:
    """All that can be known of each list and category, from all lists together. `unknown`: how many
    there can be in a list of whom it is not known."""
    lists = {**OF_PEOPLE, **OTHERS}
    bounds = {(key, name): possible(told[key].get(name)) for key in lists for name in lists[key]}
    bounds |= {("unknown", key): unknown for key in [*lists, "taken up"]}
    people, taken_up = ("activity", "people"), ("activity", "taken_up")
    bounds |= {key: possible(told["activity"][key[1]]) for key in (people, taken_up)}
    bounds[ALL_TOLD] = UNKNOWN
    sums: list[Sum] = [(people, whole(key, lists[key])) for key in OF_PEOPLE]
    sums += [
        (ALL_TOLD, whole("at_3_months", OUTCOMES)),
        (ALL_TOLD, [*whole("reasons", REASONS), ("at_3_months", "still_going")]),
        (taken_up, [*((("at_3_months", name)) for name in TAKEN_UP), ("unknown", "taken up")]),
    ]
    return narrowed(bounds, sums)


def whole(key: str, names: list[str]) -> list[Cell]:
    return [*((key, name) for name in names), ("unknown", key)]


def recovered(people: list[Person], bounds: dict[Cell, Bounds]) -> list[Cell]:
    """The counts from 1 to 4 of which the attacker is sure."""
    true = count_of(people).counts
    sure = [(cell, low) for cell, (low, high) in bounds.items() if low == high and low in SMALL]
    assert all(true[key][name] == low for (key, name), low in sure if key in true)
    return [cell for cell, _ in sure]


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
        f"{__name__}.possible",
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
