"""Which label goes where, so that no name covers another name or a shape.

What static/mapping/labels.js does on the page, for pictures that are drawn on the server: beside
the shape, on one line or two; else a little further off, with a line that leads there. A name is
shortened only where there is no room for the whole of it. Pure; the widths of letters are
estimated, a little generously.
"""

import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

FONT_SIZE = 18
SHAPE = 19  # half a shape, with a little air
HEIGHT = 21  # of the first line
LINE = 19  # of each further line
BASE = 16  # from the top of a line to its base line
BETWEEN = 5  # side by side: two names are not read as one
FURTHER = (26, 42, 58, 84, 116, 150)  # from the shape, where a line leads
ANGLES = [step * math.pi / 12 + math.pi / 2 for step in range(24)]
ALONG = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1)  # where a line is looked at: nobody may stand there
REACH = 340  # what is further off is in nobody's way
TRIES = 3
NARROW = set("iljtfrI.,:;'!|() ")
WIDE = set("mwMW@%…")


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def at(self, x: float, y: float) -> "Box":
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


class Point(NamedTuple):
    x: float
    y: float


Line = tuple[Point, Point]


class Labelled(NamedTuple):
    """Who gets a label; a note stands on a line of its own under the name."""

    x: float
    y: float
    name: str
    note: str = ""


class Label(NamedTuple):
    """`x`, `y`: the middle of the first line's base line, from the member; `lead`: a line from the
    shape to the name; `whole`: the name is written in full."""

    lines: tuple[str, ...]
    x: float
    y: float
    lead: Line | None
    whole: bool

    @property
    def box(self) -> Box:
        wide = max(width(line) for line in self.lines)
        top = self.y - BASE
        return Box(self.x - wide / 2, top, self.x + wide / 2, top + height(len(self.lines)))


class Spot(NamedTuple):
    """Where the middle of a label can be, from the member."""

    x: float
    y: float
    lead: Line | None = None


def width(text: str) -> float:
    """In the units in which FONT_SIZE is 18."""
    return sum(letter_width(letter) for letter in text) * FONT_SIZE


def letter_width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Me"}:
        return 0
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.92
    if ord(letter) > 0x1100:
        return 1.25
    return 0.7 if letter.isupper() else 0.58


def height(lines: int) -> float:
    return HEIGHT + LINE * (lines - 1)


def whole(name: str) -> list[tuple[str, ...]]:
    """The name on one line, and on two of about the same length."""
    words = name.split(" ")
    splits = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    best = sorted(splits, key=lambda lines: max(map(len, lines)))[:1]
    return [(name,), *best]


def shorter(name: str) -> list[tuple[str, ...]]:
    """Ever shorter ways to write a name."""
    return [(name[: long - 1].rstrip() + "…",) for long in (14, 10, 7, 5) if len(name) > long]


def beside(wide: float, high: float) -> Iterator[Spot]:
    """Below, above, right, left, and at the four corners of a shape."""
    down, along, slant = SHAPE + high / 2, SHAPE + 4 + wide / 2, SHAPE * 0.6 + wide / 2
    yield from (Spot(0, down), Spot(0, -down), Spot(along, 0.5), Spot(-along, 0.5))
    yield from (Spot(x, y) for y in (down, -down) for x in (slant, -slant))


def further(wide: float, high: float) -> Iterator[Spot]:
    """In any direction, at the end of a line."""
    for far in FURTHER:
        for angle in ANGLES:
            yield leading(math.cos(angle), math.sin(angle), SHAPE + far, wide, high)


def leading(ux: float, uy: float, end: float, wide: float, high: float) -> Spot:
    # the label begins where the line ends, on whichever side that is
    x = ux * end + (0 if abs(ux) < 0.2 else math.copysign(wide / 2 + 2, ux))
    y = uy * end + (0 if abs(uy) < 0.2 else uy * (high / 2 - 3))
    start = Point(ux * (SHAPE - 1), uy * (SHAPE - 1))
    return Spot(x, y, (start, Point(ux * end, uy * end)))


Writing = Callable[[str], list[tuple[str, ...]]]
Places = Callable[[float, float], Iterator[Spot]]
STAGES: list[tuple[Writing, Places, bool]] = [
    (whole, beside, True),
    (whole, further, True),
    (shorter, beside, False),
    (shorter, further, False),
]


def lay_out(
    members: Sequence[Labelled], size: float, taken: Sequence[Box], margin: float = 0
) -> list[Label]:
    """A label for each member, in their order, most important first.

    `size` is the picture's width and height, `margin` what there is on either side of it, `taken`
    what to keep clear of, all in one unit.
    """
    room = Box(-margin, 0, size + margin, size)
    order = list(range(len(members)))
    labels: dict[int, Label] = {}
    for _ in range(TRIES):
        labels = attempt(members, order, room, taken)
        # whoever found no room for the whole name chooses first the next time
        following = sorted(order, key=lambda number: labels[number].whole)
        if following == order or all(label.whole for label in labels.values()):
            break
        order = following
    return [labels[number] for number in range(len(members))]


def attempt(
    members: Sequence[Labelled], order: Sequence[int], room: Box, taken: Sequence[Box]
) -> dict[int, Label]:
    shapes = [around(member.x, member.y, SHAPE) for member in members]
    boxes = list(taken)
    labels: dict[int, Label] = {}
    for write, places, is_whole in STAGES:
        for number in (number for number in order if number not in labels):
            member, own = members[number], shapes[number]
            obstacles = near(member, [*boxes, *shapes[:number], *shapes[number + 1 :]])
            found = first(write(member.name), member, places, obstacles, own, room)
            if found:
                labels[number] = found._replace(whole=is_whole)
                boxes.append(widened(found.box.at(member.x, member.y)))
    for number in order:
        labels.setdefault(number, Label((members[number].name,), 0, SHAPE + BASE, None, False))
    return labels


def first(
    ways: list[tuple[str, ...]],
    member: Labelled,
    places: Places,
    obstacles: Sequence[Box],
    own: Box,
    room: Box,
) -> Label | None:
    """The first way to write the name, at the first of the places where it is free."""
    for way in ways:
        lines = (*way, member.note) if member.note else way
        wide, high = max(width(line) for line in lines), height(len(lines))
        for spot in places(wide, high):
            label = Label(lines, spot.x, spot.y - high / 2 + BASE, spot.lead, True)
            box = Box(-wide / 2, -high / 2, wide / 2, high / 2).at(
                member.x + spot.x, member.y + spot.y
            )
            clear = within(box, room) and not any(box.covers(other) for other in obstacles)
            if clear and (spot.lead is None or leads(spot.lead, member, obstacles, box, own)):
                return label
    return None


def leads(line: Line, member: Labelled, obstacles: Sequence[Box], box: Box, own: Box) -> bool:
    """Whether the line to the label crosses nobody, and the label leaves the shape free."""
    (x1, y1), (x2, y2) = line
    points = [(member.x + x1 + (x2 - x1) * s, member.y + y1 + (y2 - y1) * s) for s in ALONG]
    crossed = any(other.holds(*point) for other in obstacles for point in points)
    return not crossed and not box.covers(own)


def around(x: float, y: float, far: float) -> Box:
    return Box(-far, -far, far, far).at(x, y)


def near(member: Labelled, boxes: Sequence[Box]) -> list[Box]:
    reach = around(member.x, member.y, REACH)
    return [box for box in boxes if box.covers(reach)]


def widened(box: Box) -> Box:
    return box._replace(left=box.left - BETWEEN, right=box.right + BETWEEN)


def within(box: Box, room: Box) -> bool:
    return (
        room.left <= box.left
        and box.right <= room.right
        and room.top <= box.top
        and box.bottom <= room.bottom
    )
