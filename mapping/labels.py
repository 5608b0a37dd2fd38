"""Which label goes where, so that no name covers another name or a shape.

What static/mapping/labels.js does on the page, for pictures that are drawn on the server. Pure;
the widths of letters are estimated, a little generously.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

FONT_SIZE = 18
SHAPE = 19  # half a shape, with a little air
HEIGHT = 21
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


class Label(NamedTuple):
    """`x`, `y`: the middle of the text's base line, from the member."""

    text: str
    x: float
    y: float


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


def shorter(name: str) -> Iterator[str]:
    """The name itself, then ever shorter ways to write it."""
    yield name
    first = name.split(" ")[0]
    if 2 < len(first) < len(name) and first.casefold() != "the":
        yield first
    for length in (14, 10, 7, 5, 3):
        if len(name) > length:
            yield name[: length - 1].rstrip() + "…"


def sides(text: str) -> Iterator[tuple[Label, Box]]:
    """Below, above, right and left of a shape at 0, 0."""
    wide = width(text)
    for x, y in ((0.0, 35.0), (0.0, -24.0), (23 + wide / 2, 6.0), (-23 - wide / 2, 6.0)):
        yield Label(text, x, y), Box(x - wide / 2, y - 16, x + wide / 2, y - 16 + HEIGHT)


def lay_out(
    members: Sequence[tuple[float, float, str]], size: float, taken: Sequence[Box]
) -> list[Label]:
    """A label for each (x, y, name), in their order, most important first.

    `size` is the picture's width and height, `taken` what to keep clear of, all in one unit.
    """
    shapes = [Box(-SHAPE, -SHAPE, SHAPE, SHAPE).at(x, y) for x, y, _ in members]
    room = Box(0, 0, size, size)
    labels: list[Label] = []
    boxes = list(taken)
    for number, (x, y, name) in enumerate(members):
        obstacles = boxes + shapes[:number] + shapes[number + 1 :]
        label, box = place(x, y, name, obstacles, room)
        labels.append(label)
        boxes.append(box)
    return labels


def place(x: float, y: float, name: str, obstacles: Sequence[Box], room: Box) -> tuple[Label, Box]:
    for text in shorter(name):
        for label, near in sides(text):
            box = near.at(x, y)
            if within(box, room) and not any(box.covers(other) for other in obstacles):
                return label, box
    label, near = next(sides(text))
    return label, near.at(x, y)


def within(box: Box, room: Box) -> bool:
    return (
        room.left <= box.left
        and box.right <= room.right
        and room.top <= box.top
        and box.bottom <= room.bottom
    )
