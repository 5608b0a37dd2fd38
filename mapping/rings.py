"""Where members stand: three rings round the person, and places where nobody covers another.

Pure geometry in whole thousandths of the picture's width, so that this module and its twin
`static/mapping/geometry.js` agree to the last digit; `tests/mapping/geometry_cases.json` holds
them together. That there are three rings is published; their radii and spacing are our decision.
"""

import math
from collections.abc import Iterable
from functools import cache

Point = tuple[int, int]

CENTRE = 500
PERSON_RADIUS = 60
RADII = {1: 240, 2: 370, 3: 490}
ROWS = {1: (150, 105, 195), 2: (305, 275, 335), 3: (430, 402, 458)}
ALONG_ROW = 40
# How far apart members are kept: the first distance that still leaves a place.
GAPS = (90, 70, 50, 30, 0)
# Further apart than this is no better: then the earlier place in the lattice is taken.
APART_ENOUGH = 230


def half_up(number: float) -> int:
    """Round as JavaScript's Math.round does, so that both sides end at the same thousandth."""
    return math.floor(number + 0.5)


def to_point(x: float, y: float) -> Point:
    """From stored shares of the width (0 to 1) to thousandths."""
    return half_up(x * 1000), half_up(y * 1000)


def from_point(point: Point) -> tuple[float, float]:
    return point[0] / 1000, point[1] / 1000


def squared(a: Point, b: Point) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def ring_at(point: Point) -> int:
    """The ring a point lies in. Beyond the outer circle counts as the outer ring."""
    distance = squared(point, (CENTRE, CENTRE))
    return next((ring for ring, radius in RADII.items() if distance <= radius**2), 3)


def under_label(ring: int, point: Point) -> bool:
    """Whether a member there would cover the ring's name, at the top inside its line."""
    return abs(point[0] - CENTRE) < 110 and point[1] < CENTRE - RADII[ring] + 90


@cache
def lattice(ring: int) -> list[Point]:
    """Every place in a ring, clear of its lines; the middle of the band first."""
    places = []
    for number, radius in enumerate(ROWS[ring]):
        count = half_up(2 * math.pi * radius / ALONG_ROW)
        for step in range(count):
            angle = 2 * math.pi * (step + (number % 2) / 2) / count + 2.6
            place = (
                half_up(CENTRE + radius * math.cos(angle)),
                half_up(CENTRE + radius * math.sin(angle)),
            )
            if not under_label(ring, place):
                places.append(place)
    return places


def free_places(ring: int, others: Iterable[Point]) -> list[Point]:
    """The places of a ring that are furthest from crowded."""
    taken = list(others)
    for gap in GAPS:
        free = [p for p in lattice(ring) if all(squared(p, other) >= gap**2 for other in taken)]
        if free:
            return free
    return lattice(ring)


def settle(ring: int, near: Point, others: Iterable[Point]) -> Point:
    """The free place in `ring` nearest to `near`."""
    return min(free_places(ring, others), key=lambda place: (squared(place, near), place))


def spread(ring: int, others: Iterable[Point], enough: int = APART_ENOUGH) -> Point:
    """A place for someone new in `ring`, well away from everyone else: of those that are `enough`
    away, the first."""
    taken = list(others)

    def room(place: Point) -> int:
        return min([squared(place, other) for other in taken] + [enough**2])

    return max(free_places(ring, taken), key=room)


def move(ring: int, start: Point, others: Iterable[Point]) -> Point:
    """Where a member ends who is moved to another ring by choosing it: in the same direction."""
    dx, dy = start[0] - CENTRE, start[1] - CENTRE
    distance = math.sqrt(dx * dx + dy * dy)
    if distance == 0:
        return spread(ring, others)
    radius = ROWS[ring][0]
    aim = half_up(CENTRE + dx * radius / distance), half_up(CENTRE + dy * radius / distance)
    return settle(ring, aim, others)
