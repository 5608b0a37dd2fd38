"""Then and now as pictures: the maps as they are stored, with a mark on everyone who changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any, NamedTuple

from mapping.compare.rule import Difference, DifferenceKind, MappedMember, Pair
from mapping.labels import Box
from mapping.names import Naming
from mapping.svg import Scales, svg_picture

# How large shapes and names are drawn: on a wide screen and on paper; on a phone, where
# initials have to do
WIDE: Scales = (1.9, 1.6, 1.4, 1.2, 1.0)
NARROW: Scales = (2.6, 1.9, 1.4)
SIZES = (("wide", WIDE, Naming.NAMES), ("narrow", NARROW, Naming.INITIALS))
HALF_A_SHAPE, HALF_A_MARK = 22, 12
SHORTEST_ARROW = 14
# where marks stand on a shape: the second is for who moved and is seen more or less often too
CORNERS = ((18, -18), (-18, -18))
SHOWN_THEN = {DifferenceKind.GONE, DifferenceKind.DIED}


def then_picture(
    members: Sequence[MappedMember], differences: Sequence[Difference]
) -> list[dict[str, Any]]:
    """The earlier map, with a mark on who is gone; once for each of SIZES."""
    return sizes(
        members, [difference for difference in differences if difference.kind in SHOWN_THEN], []
    )


def now_picture(
    members: Sequence[MappedMember], differences: Sequence[Difference]
) -> list[dict[str, Any]]:
    """The later map, with a mark on who changed."""
    return sizes(
        members, [difference for difference in differences if difference.kind not in SHOWN_THEN], []
    )


def both_in_one(pairs: Sequence[Pair], differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """The later map over the earlier one: who is gone stays as a shadow, who moved has an arrow
    from where they were."""
    now = [pair.after for pair in pairs if pair.after]
    gone = [pair.before for pair in pairs if pair.before and not pair.after]
    moved = [
        difference.pair
        for difference in differences
        if difference.kind in (DifferenceKind.NEARER, DifferenceKind.FURTHER)
    ]
    members = sorted([*now, *gone], key=lambda member: member.order)
    return sizes(members, differences, moved)


def sizes(
    members: Sequence[MappedMember], differences: Sequence[Difference], moved: Sequence[Pair]
) -> list[dict[str, Any]]:
    kinds: dict[MappedMember, list[DifferenceKind]] = defaultdict(list)
    for difference in differences:
        kinds[difference.member].append(difference.kind)
    return [
        {"size": size, "svg": marked(members, kinds, moved, scales, how)}
        for size, scales, how in SIZES
    ]


def marked(
    members: Sequence[MappedMember],
    kinds: Mapping[MappedMember, list[DifferenceKind]],
    moved: Sequence[Pair],
    scales: Scales,
    naming: Naming,
) -> dict[str, Any]:
    marks = [
        [Mark(kind, x, y) for kind, (x, y) in zip(kinds.get(member, []), CORNERS, strict=False)]
        for member in members
    ]

    def keep_clear(scale: float) -> list[Box]:
        return [found["was"].box for found in arrows(moved, scale)] + [
            Spot(m.point[0] + mark.x * scale, m.point[1] + mark.y * scale, HALF_A_MARK * scale).box
            for m, its in zip(members, marks, strict=True)
            for mark in its
        ]

    svg = svg_picture(members, naming, scales, keep_clear=keep_clear, margin=0)
    for place, member, its in zip(svg["members"], members, marks, strict=True):
        place["gone"] = not SHOWN_THEN.isdisjoint(kinds.get(member, []))
        place["marks"] = its
    return svg | {"arrows": arrows(moved, svg["scale"])}


def arrows(moved: Sequence[Pair], scale: float) -> list[dict[str, Any]]:
    return [found for pair in moved if (found := arrow(pair, scale))]


class Mark(NamedTuple):
    """`x`, `y`: from the middle of the member's shape."""

    kind: DifferenceKind
    x: int
    y: int


class Spot(NamedTuple):
    """A disc in the picture."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        return Box(-self.radius, -self.radius, self.radius, self.radius).at(self.x, self.y)


def arrow(pair: Pair, scale: float) -> dict[str, Any] | None:
    """From where they were to where they are, clear of both; None where there is no room."""
    assert pair.before is not None
    assert pair.after is not None
    (x1, y1), (x2, y2) = pair.before.point, pair.after.point
    length, clear = hypot(x2 - x1, y2 - y1), HALF_A_SHAPE * scale
    if length - clear < SHORTEST_ARROW * scale:
        return None
    share = (length - clear) / length
    return {
        "was": Spot(x1, y1, 9 * scale),
        "x2": round(x1 + (x2 - x1) * share),
        "y2": round(y1 + (y2 - y1) * share),
        "width": 3 * scale,
    }
