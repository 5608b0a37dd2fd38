"""What of a source's word is taken, and what stays as curators made it. Pure.

Three values are compared: what the source says now, what it said last, and what the directory
holds. The source is heard where it changed its mind about what nobody here touched.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

LONGEST_KEPT = 40

# Changed together or not at all: half of one would make no sense
TOGETHER = (
    ("cost", "amount"),
    ("minimum_age", "maximum_age"),
    ("starts_on", "ends_on"),
)
# What an entry has where nobody said anything
UNSAID = {"cost": "unknown", "joining": "contact", "status": "active", "national": "False",
          "address_confidential": "False", "step_free": "not_known", "hearing_loop": "not_known",
          "toilet": "not_known", "parking": "not_known"}  # fmt: skip

Marks = Mapping[str, str]


class Verdict(NamedTuple):
    """The fields to take from the source, and those in which it differs from what is kept."""

    taken: set[str]
    differing: list[str]


def mark(value: Any) -> str:
    """What tells a value from another: itself, or its digest where that is shorter."""
    if value is None:
        return ""
    text = ", ".join(sorted(map(str, value))) if isinstance(value, list | tuple) else str(value)
    if len(text) <= LONGEST_KEPT:
        return text
    return "#" + hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def verdict(*, now: Marks, last: Marks | None, ours: Marks, untouched: bool = False) -> Verdict:
    """`last` is None where nobody kept what the source said before: then all of it is taken if
    the entry was `untouched` by hand since, and otherwise only what is missing here."""
    taken: set[str] = set()
    differing: list[str] = []
    for group in groups(now):
        same = all(ours.get(name, "") == now[name] for name in group)
        if same:
            continue
        if is_taken(group, now, last, ours, untouched=untouched):
            taken |= set(group)
        else:
            differing += [name for name in group if ours.get(name, "") != now[name]]
    return Verdict(taken, differing)


def groups(names: Iterable[str]) -> list[tuple[str, ...]]:
    rest = list(names)
    found = []
    for together in TOGETHER:
        here = tuple(name for name in together if name in rest)
        if here:
            found.append(here)
            rest = [name for name in rest if name not in here]
    return [*found, *((name,) for name in rest)]


def is_taken(
    group: tuple[str, ...], now: Marks, last: Marks | None, ours: Marks, *, untouched: bool
) -> bool:
    unsaid = all(ours.get(name, "") in {"", UNSAID.get(name, "")} for name in group)
    if last is None:
        return untouched or unsaid
    if all(name not in last for name in group):
        return unsaid
    changed = any(last.get(name, "") != now[name] for name in group)
    untouched = all(last.get(name, "") == ours.get(name, "") for name in group)
    return changed and untouched
