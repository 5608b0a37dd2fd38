"""Attacks by more than one export: of two periods, of two days between which somebody was erased,
and of a district that was split. Each finds counts where figures are told otherwise than ours."""

import datetime as dt
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.periods import Length, Period, closed
from reports.figures import protect
from tests.reports.attacker import (
    OF_PEOPLE,
    PEOPLE,
    SMALL,
    UNKNOWN,
    Bounds,
    Cell,
    Person,
    Sum,
    Told,
    count_of,
    make_caseload,
    narrowed,
    told_bounds,
    whole,
)

START, LAST = dt.date(2024, 4, 1), 540  # and how many days it goes on
SPLIT, NEW = "SO17", "SO18"
LISTS = {**OF_PEOPLE, "district": [*OF_PEOPLE["district"], NEW]}


@dataclass
class Someone:
    person: Person
    reached_on: dt.date
    erased_on: dt.date
    lives_in_new: bool  # once the district is split


@dataclass
class Story:
    people: list[Someone]
    split_on: dt.date
    visits: list[tuple[dt.date, int]]  # when the figures are read, and the length chosen for them

    def people_of(self, period: Period, day: dt.date) -> list[Person]:
        """Who was reached in it, as it is known on a day."""
        return [
            self.as_known(one, day)
            for one in self.people
            if period.first <= one.reached_on < period.after and day < one.erased_on
        ]

    def as_known(self, one: Someone, day: dt.date) -> Person:
        known = one.person.known
        split = known["district"] == SPLIT and one.lives_in_new and day >= self.split_on
        return replace(one.person, known={**known, "district": NEW}) if split else one.person

    def erased_between(self, first: dt.date, second: dt.date) -> int:
        return sum(first < one.erased_on <= second for one in self.people)


@dataclass
class Export:
    """What is read on a day, about a period. `counted_on`: when it was counted."""

    day: dt.date
    period: Period
    counted_on: dt.date
    story: Story

    @property
    def people(self) -> list[Person]:
        return self.story.people_of(self.period, self.counted_on)

    @property
    def told(self) -> Told:
        told: Told = protect(count_of(self.people))["counts"]
        return told


def make_story(seed: int, all_known: bool = False) -> Story:
    chance = random.Random(seed)

    def a_day(first: int = 0) -> dt.date:
        return START + dt.timedelta(days=chance.randint(first, LAST))

    first_visit = a_day(first=100)
    the_next_day = first_visit + dt.timedelta(days=1)
    # who is erased, and the split, fall between two exports a day apart
    erased_on = [the_next_day, a_day(), *[dt.date.max] * 18]
    people = [
        Someone(person, a_day(), chance.choice(erased_on), chance.random() < 0.5)
        for person in make_caseload(seed, all_known)
    ]
    days = sorted([first_visit, the_next_day, a_day(first=100)])
    return Story(people, the_next_day, [(day, chance.choice(Length.values)) for day in days])


def counted_once(story: Story) -> list[Export]:
    """Our rule: as `close_periods` does it."""
    kept: list[Export] = []
    exports = []
    for day, months in story.visits:
        begins = kept[-1].period.after if kept else START
        kept += [Export(day, period, day, story) for period in closed(begins, months, day)]
        exports += [replace(one, day=day) for one in kept]
    return exports


def counted_anew(story: Story) -> list[Export]:
    """At each visit, as whoever has no such table does it."""
    return [replace(one, counted_on=one.day) for one in counted_once(story)]


def of_every_length(story: Story) -> list[Export]:
    """Quarters, halves and years of the same time."""
    day, _ = story.visits[-1]
    lengths = [closed(START, months, day) for months in Length.values]
    return [Export(day, period, day, story) for period in itertools.chain(*lengths)]


def attack(exports: list[Export]) -> dict[Cell, Bounds]:
    """What can be known from all of them together. The attacker heard how many were erased
    in between and when the district was split."""
    bounds: dict[Cell, Bounds] = {}
    sums: list[Sum] = []
    for number, export in enumerate(exports):
        own = told_bounds(export.told, LISTS)
        own |= {("unknown", key): UNKNOWN for key in LISTS}
        bounds |= {named(number, cell): bound for cell, bound in own.items()}
        sums += [
            (named(number, PEOPLE), [named(number, cell) for cell in whole(key, names)])
            for key, names in LISTS.items()
        ]
    for first, second in itertools.combinations(range(len(exports)), 2):
        one, other = exports[first], exports[second]
        if one.period == other.period:
            gone = one.story.erased_between(one.counted_on, other.counted_on)
            for cell, later in same_people(one, other):
                left = named(first, (f"{cell[0]}, gone by {second}", cell[1]))
                bounds[left] = 0, gone
                parts = [named(second, part) for part in later]
                sums.append((named(first, cell), [*parts, left]))
    sums += divided(exports)
    return narrowed(bounds, sums)


def named(number: int, cell: Cell) -> Cell:
    return f"{number} {cell[0]}", cell[1]


def cells() -> list[Cell]:
    return [PEOPLE, *((key, name) for key, names in LISTS.items() for name in names)]


def same_people(one: Export, other: Export) -> list[tuple[Cell, list[Cell]]]:
    """For each category of one export, those of a later one that hold the same people."""
    was_split = one.counted_on < one.story.split_on <= other.counted_on
    pairs = [(cell, [cell]) for cell in cells()]
    if not was_split:
        return pairs
    old, new = ("district", SPLIT), ("district", NEW)
    return [(old, [old, new]), *(pair for pair in pairs if pair[0] not in (old, new))]


def divided(exports: list[Export]) -> list[Sum]:
    """Each period that others, read on the same day, are parts of."""
    found: list[Sum] = []
    for number, longer in enumerate(exports):
        for months in Length.values:
            parts = [
                other
                for other, one in enumerate(exports)
                if one.counted_on == longer.counted_on
                and one.period in set(closed(longer.period.first, months, longer.period.after))
                and one.period != longer.period
            ]
            if parts and exports[parts[-1]].period.after == longer.period.after:
                found += [
                    (named(number, cell), [named(part, cell) for part in parts]) for cell in cells()
                ]
    return found


def recovered(exports: list[Export], bounds: dict[Cell, Bounds]) -> list[Cell]:
    """The counts from 1 to 4 of which the attacker is sure, and rightly so."""
    found = []
    for number, export in enumerate(exports):
        true = count_of(export.people).counts
        for key, name in cells():
            low, high = bounds[named(number, (key, name))]
            assert low <= true[key][name] <= high, "the attacker reasons wrongly"
            if low == high and low in SMALL:
                found.append((key, name))
    return found


def try_to_recover(seed: int) -> None:
    exports = counted_once(make_story(seed))
    assert recovered(exports, attack(exports)) == []


@given(st.integers(0, 2**32))
@settings(max_examples=100)
def test_two_periods_two_exports_and_a_split(seed):
    try_to_recover(seed)


@pytest.mark.full
@given(st.integers(0, 2**32))
@settings(max_examples=10_000)
def test_two_periods_two_exports_and_a_split_in_ten_thousand_caseloads(seed):
    try_to_recover(seed)


def erased_only(story: Story) -> Story:
    return replace(story, split_on=dt.date.max)


def split_only(story: Story) -> Story:
    return replace(story, people=[replace(one, erased_on=dt.date.max) for one in story.people])


@pytest.mark.parametrize(
    ("told", "happens"),
    [(counted_anew, erased_only), (counted_anew, split_only), (of_every_length, split_only)],
)
def test_the_attack_works_where_figures_are_told_otherwise(
    told: Callable[[Story], list[Export]], happens: Callable[[Story], Story]
):
    """Or else the tests above would say nothing."""
    found = 0
    for seed in range(70):
        exports = told(happens(make_story(seed, all_known=True)))
        found += bool(recovered(exports, attack(exports)))
    assert found > 1
