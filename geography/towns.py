"""Towns and villages by name, offline: for a home whose postcode has no known location."""

import csv
import difflib
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.gis.geos import Point

TOWNS = Path(__file__).parent / "data" / "towns.csv"
MOST_FOUND = 8
LONGEST_NAME = 80
# How alike a misspelt name must be: "Southamton" is found, "Southend" does not find Southwold.
ALIKE = 0.8


class Town(NamedTuple):
    """A town's name, with its area where that tells it from others, and its centre (SRID 4326)."""

    name: str
    point: Point


class Entry(NamedTuple):
    name: str
    area: str
    latitude: float
    longitude: float
    population: int

    @property
    def label(self) -> str:
        return self.name if self.area == self.name else f"{self.name}, {self.area}"


def find_town(text: str, *, near: Callable[[Point], float] | None = None) -> list[Town]:
    """Up to eight towns that `text` may mean, the likeliest first; empty when there is none.

    Reads a name ("Newport"), its beginning ("newp"), a name with its area ("Newport, Isle of
    Wight") and, when nothing else fits, a misspelling. Among equals the larger town comes first;
    with `near`, of the towns of exactly this name the one for which it is highest.
    """
    wanted = plain(text[:LONGEST_NAME])
    if not wanted:
        return []
    entries = by_name()
    names = (
        [name for name in entries if name == wanted]
        + sorted(name for name in entries if name.startswith(wanted) and name != wanted)
    ) or difflib.get_close_matches(wanted, entries, n=MOST_FOUND, cutoff=ALIKE)
    exact = [entry for name in names if name == wanted for entry in entries[name]]
    others = [entry for name in names if name != wanted for entry in entries[name]]
    found = ranked(exact) + ranked(others)
    distinct = list(dict.fromkeys(found))[:MOST_FOUND]
    towns = [Town(town.label, Point(town.longitude, town.latitude, srid=4326)) for town in distinct]
    same = len(dict.fromkeys(exact))
    if near and same > 1:
        return sorted(towns[:same], key=lambda town: -near(town.point)) + towns[same:]
    return towns


def ranked(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: -entry.population)


def plain(text: str) -> str:
    """Lower case, without accents or punctuation, "saint" as "st": what names are compared by."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    return " ".join("st" if word == "saint" else word for word in words)


@cache
def by_population() -> list[tuple[str, float, float]]:
    """Every town's name, latitude and longitude, the largest first: to be written on a map."""
    entries = {entry for named in by_name().values() for entry in named}
    return [(entry.name, entry.latitude, entry.longitude) for entry in ranked([*entries])]


@cache
def by_name() -> dict[str, list[Entry]]:
    """Every town under its plain name, and again under its name with its area."""
    names: dict[str, list[Entry]] = {}
    with TOWNS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            entry = Entry(
                row["name"],
                row["area"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["population"]),
            )
            for name in {plain(entry.name), plain(f"{entry.name} {entry.area}")}:
                names.setdefault(name, []).append(entry)
    return names
