"""Two maps of one person compared: who is new, gone, nearer, further, more and less in touch.

Genie's papers say that noting change over time is a purpose of the circles; this rule is our
decision. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from mapping.rings import Point
from mapping.vocabulary import ContactFrequency, Shape, TieStatus, shape_of

OFTEN_FIRST = list(ContactFrequency)


@dataclass(frozen=True)
class MappedMember:
    """A member as one of the maps has it. `key` is the same for the same member in every map;
    `point` is in thousandths of the picture; a blank relationship or frequency: not said."""

    key: Hashable
    name: str
    relationship: str
    ring: int
    frequency: str
    point: Point
    tie_status: str = ""

    @property
    def pk(self) -> Hashable:
        return self.key

    @property
    def order(self) -> tuple[int, str]:
        """As on the map itself (`mapping.models.Member.order`)."""
        return self.ring, self.name.casefold()

    @property
    def shape(self) -> Shape:
        return shape_of(self.relationship)


class DifferenceKind(StrEnum):
    """What can change, strengths first, and the saddest last."""

    NEW = "new"
    NEARER = "nearer"
    MORE = "more"
    FURTHER = "further"
    LESS = "less"
    GONE = "gone"
    DIED = "died"


class Pair(NamedTuple):
    """One member then and now; None: not on that map."""

    before: MappedMember | None
    after: MappedMember | None


class Difference(NamedTuple):
    kind: DifferenceKind
    pair: Pair

    @property
    def member(self) -> MappedMember:
        """As the later map has them, if it has."""
        found = self.pair.after or self.pair.before
        assert found is not None
        return found


def compare(before: Iterable[MappedMember], after: Iterable[MappedMember]) -> list[Pair]:
    """Every member of either map, once.

    They are the same whose key is the same; of the others, those whose name and relationship are
    the same and who are the only ones so called: taken off and put back under the same name.
    """
    sure, gone, new = match(before, after, lambda member: member.key)
    likely, gone, new = match(gone, new, called, alone=True)
    return [*sure, *likely, *(Pair(None, m) for m in new), *(Pair(m, None) for m in gone)]


def called(member: MappedMember) -> Hashable:
    return member.name.casefold(), member.relationship


def match(
    before: Iterable[MappedMember],
    after: Iterable[MappedMember],
    key: Callable[[MappedMember], Hashable],
    *,
    alone: bool = False,
) -> tuple[list[Pair], list[MappedMember], list[MappedMember]]:
    """Pairs with the same key, and who is left of each side; `alone`: only where no one else on
    either side has that key."""
    groups: dict[Hashable, tuple[list[MappedMember], list[MappedMember]]] = defaultdict(
        lambda: ([], [])
    )
    for side, members in enumerate((before, after)):
        for member in members:
            groups[key(member)][side].append(member)
    pairs: list[Pair] = []
    left: tuple[list[MappedMember], list[MappedMember]] = ([], [])
    for ones, others in groups.values():
        together = 0 if alone and max(len(ones), len(others)) > 1 else min(len(ones), len(others))
        pairs += map(Pair, ones[:together], others[:together])
        left[0].extend(ones[together:])
        left[1].extend(others[together:])
    return pairs, *left


def differences(
    pairs: Iterable[Pair], died: Collection[Hashable] = frozenset()
) -> list[Difference]:
    """What changed, strengths first, each kind by name. `died`: the keys of those of whom that was
    said without their being on the later map."""
    found = [Difference(kind, pair) for pair in pairs for kind in kinds(pair, died)]
    order = list(DifferenceKind)
    return sorted(
        found, key=lambda difference: (order.index(difference.kind), called(difference.member))
    )


def kinds(pair: Pair, died: Collection[Hashable] = frozenset()) -> list[DifferenceKind]:
    if has_died(pair.after) or (pair.before and pair.before.key in died):
        return [] if has_died(pair.before) or not pair.before else [DifferenceKind.DIED]
    if pair.before is None:
        return [] if is_difficult(pair) else [DifferenceKind.NEW]
    if pair.after is None:
        return [] if has_died(pair.before) else [DifferenceKind.GONE]
    if is_difficult(pair):
        return []  # neither praised nor mourned
    importance = pair.before.ring - pair.after.ring
    contact = how_often(pair.after.frequency, pair.before.frequency)
    return [
        kind
        for kind, holds in (
            (DifferenceKind.NEARER, importance > 0),
            (DifferenceKind.FURTHER, importance < 0),
            (DifferenceKind.MORE, contact > 0),
            (DifferenceKind.LESS, contact < 0),
        )
        if holds
    ]


def has_died(member: MappedMember | None) -> bool:
    return member is not None and member.tie_status == TieStatus.DIED


def is_difficult(pair: Pair) -> bool:
    return any(side is not None and side.tie_status == TieStatus.DIFFICULT for side in pair)


def how_often(now: str, then: str) -> int:
    """How many steps more often now; 0 where one of the two is not known."""
    if not now or not then:
        return 0
    return OFTEN_FIRST.index(ContactFrequency(then)) - OFTEN_FIRST.index(ContactFrequency(now))


def first_of_each(previous: Mapping[UUID, UUID | None]) -> dict[UUID, UUID]:
    """For each member the one it began as, from each member's `previous` in the map before.

    A chain that leads out of the maps, or in a circle, ends at the last one known.
    """

    def first(member: UUID) -> UUID:
        seen = {member}
        while (earlier := previous.get(member)) in previous and earlier not in seen:
            assert earlier is not None
            seen.add(earlier)
            member = earlier
        return member

    return {member: first(member) for member in previous}
