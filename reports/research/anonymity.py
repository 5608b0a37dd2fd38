"""How much of a person's details a researcher gets, so that nobody stands out: k-anonymity. Pure.

What neighbours may know of somebody (the quasi-identifiers: gender, age, where they live, their
conditions) is told in as much detail as at least FLOOR people of the export share, and otherwise
in less: by levels, from the most detail to none. At each level, those who are at least FLOOR alike
get it; the others go on to the next one. So every combination that is told, is told of at least
FLOOR people, and nobody who looks for one person can say which of them it is. Who is still fewer
than FLOOR at the last level is left out.

The measure: P. Samarati and L. Sweeney, "Protecting privacy when disclosing information:
k-anonymity and its enforcement through generalization and suppression", SRI International, 1998.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

FLOOR = 5
Key = TypeVar("Key", bound=Hashable)
# the ten-year bands in three, for where those are too telling
WIDE_BANDS = {
    "0-49": {"0-17", "18-29", "30-39", "40-49"},
    "50-69": {"50-59", "60-69"},
    "70-120": {"70-79", "80-89", "90-120"},
}


class Details(NamedTuple):
    """What may point to a person; empty: not known, or not told."""

    gender: str = ""
    age_band: str = ""
    district: str = ""
    conditions: str = ""

    def wide(self) -> "Details":
        band = next((wide for wide, bands in WIDE_BANDS.items() if self.age_band in bands), "")
        return self._replace(age_band=band or self.age_band)

    def area(self) -> "Details":
        """The letters that a postcode begins with: a city and what is round it."""
        return self._replace(district=re.match(r"[A-Z]*", self.district)[0])  # type: ignore[index]


LEVELS: dict[str, Callable[[Details], Details]] = {
    "everything": lambda known: known,
    "postcode area": lambda known: known.area(),
    "no area, wide age bands": lambda known: known.wide()._replace(district=""),
    "postcode area, no conditions": lambda known: known.area()._replace(conditions=""),
    "no area, wide age bands, no conditions": lambda known: known.wide()._replace(
        district="", conditions=""
    ),
    "wide age bands only": lambda known: Details(age_band=known.wide().age_band),
    "nothing": lambda known: Details(),
}


class Told(NamedTuple):
    """What is told of one person, and at which of LEVELS, counted from 0."""

    level: int
    details: Details


@dataclass(frozen=True)
class Anonymity:
    """`k`: how many share what is told of them, at least; 0: there is nobody."""

    k: int
    floor: int
    by_level: dict[str, int]


def generalise(people: Mapping[Key, Details], floor: int = FLOOR) -> dict[Key, Told]:
    """What is told of each; who is left out is not in it."""
    told: dict[Key, Told] = {}
    remaining = dict(people)
    for number, level in enumerate(LEVELS.values()):
        at_level = {key: level(known) for key, known in remaining.items()}
        alike = Counter(at_level.values())
        released = {
            key: Told(number, known) for key, known in at_level.items() if alike[known] >= floor
        }
        told |= released
        remaining = {key: known for key, known in remaining.items() if key not in released}
    return told


def anonymity(told: Mapping[Key, Told], floor: int = FLOOR) -> Anonymity:
    """As it came out, measured on what is told and not on how it was made."""
    alike = Counter(told.values())
    levels = Counter(one.level for one in told.values())
    return Anonymity(
        k=min(alike.values(), default=0),
        floor=floor,
        by_level={name: levels[number] for number, name in enumerate(LEVELS)},
    )
