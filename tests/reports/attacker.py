"""Who tries to work out a count from 1 to 4 from all that is told; and the caseloads for it.

The attacker knows the method, every period's figures, and what the data can be at all: that no
count is below nothing, and that the people of a list, with those of whom it is not known, are the
people reached. From that follows what each count can be at least and at most.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from facilitation.suppression import NEAREST, SMALLEST_SHOWN
from reports.counts import Counts
from reports.figures import BY_KEY

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
PEOPLE = ("activity", "people")


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
    bounds = told_bounds(told, lists)
    bounds |= {("unknown", key): unknown for key in [*lists, "taken up"]}
    taken_up = ("activity", "taken_up")
    bounds[taken_up] = possible(told["activity"]["taken_up"])
    bounds[ALL_TOLD] = UNKNOWN
    sums: list[Sum] = [(PEOPLE, whole(key, lists[key])) for key in OF_PEOPLE]
    sums += [
        (ALL_TOLD, whole("at_3_months", OUTCOMES)),
        (ALL_TOLD, [*whole("reasons", REASONS), ("at_3_months", "still_going")]),
        (taken_up, [*((("at_3_months", name)) for name in TAKEN_UP), ("unknown", "taken up")]),
    ]
    return narrowed(bounds, sums)


def told_bounds(told: Told, lists: dict[str, list[str]]) -> dict[Cell, Bounds]:
    """What follows from each number alone."""
    bounds = {(key, name): possible(told[key].get(name)) for key in lists for name in lists[key]}
    return bounds | {PEOPLE: possible(told["activity"]["people"])}


def whole(key: str, names: list[str]) -> list[Cell]:
    return [*((key, name) for name in names), ("unknown", key)]


def recovered(people: list[Person], bounds: dict[Cell, Bounds]) -> list[Cell]:
    """The counts from 1 to 4 of which the attacker is sure."""
    true = count_of(people).counts
    sure = [(cell, low) for cell, (low, high) in bounds.items() if low == high and low in SMALL]
    assert all(true[key][name] == low for (key, name), low in sure if key in true)
    return [cell for cell, _ in sure]
