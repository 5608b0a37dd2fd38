"""The map's background: water by squares, and the names of towns."""

import struct
from itertools import pairwise

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from geography import map_water
from geography.actions.water import load_water
from geography.memory import cache
from tests.tiers import only_in_full

pytestmark = pytest.mark.django_db

# Hythe, the end of its pier, and the squares that both lie in, by zoom
HYTHE, PIER = (50.8690, -1.4010), (50.8720, -1.3900)
SQUARES = {10: (508, 343), 13: (4064, 2747)}
# The Test west of Romsey, by our data, and a field beside it
RIVER, FIELD = (50.9909, -1.5063), (50.9909, -1.5263)
RIVER_SQUARES = {5: (15, 10), 7: (63, 42), 10: (507, 342), 13: (4061, 2743)}


@pytest.fixture(autouse=True)
def southampton_water():
    cache.clear()
    load_water(within=Point(HYTHE[1], HYTHE[0], srid=4326).buffer(0.3))


def rings(numbers: bytes) -> list[list[tuple[int, int]]]:
    steps = list(struct.unpack(f"<{len(numbers) // 2}h", numbers))
    found = []
    while steps:
        corners, steps = steps[1 : 1 + 2 * steps[0]], steps[1 + 2 * steps[0] :]
        found.append(list(zip(corners[::2], corners[1::2], strict=True)))
    return found


def is_water(zoom: int, x: int, y: int, place: tuple[float, float], drawn: bytes) -> bool:
    """By the even-odd rule."""
    point = Point(place[1], place[0], srid=4326)
    point.transform(3857)
    edge = 40075016.6856 / 2**zoom
    steps = map_water.LEVELS[zoom]
    right = ((point.x + 20037508.3428) / edge - x) * steps
    down = ((20037508.3428 - point.y) / edge - y) * steps
    inside = False
    for ring in rings(drawn):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > down) != (y2 > down) and right < x1 + (down - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


@pytest.mark.parametrize("zoom", SQUARES)
def test_water_is_drawn_where_it_is(as_alice, zoom):
    x, y = SQUARES[zoom]

    drawn = as_alice.get(reverse("geography:water", args=[zoom, x, y])).content

    assert (is_water(zoom, x, y, HYTHE, drawn), is_water(zoom, x, y, PIER, drawn)) == (False, True)


@pytest.mark.parametrize(
    ("zoom", "is_drawn"), [(5, False), (10, True), *only_in_full((7, True), (13, False))]
)
def test_rivers_are_drawn_where_no_street_shows_that_they_are_out_of_place(zoom, is_drawn):
    x, y = RIVER_SQUARES[zoom]

    drawn, without = (map_water.water(zoom, x, y, rivers=rivers) for rivers in (True, False))

    assert is_water(zoom, x, y, RIVER, drawn) == is_drawn
    assert (drawn != without) == is_drawn
    assert not is_water(zoom, x, y, FIELD, drawn)
    assert not is_water(zoom, x, y, RIVER, without)


def test_where_there_is_no_water_nothing_is_drawn(as_alice):
    assert as_alice.get(reverse("geography:water", args=[13, 4080, 2700])).content == b""


@pytest.mark.parametrize("square", ["13/8192/1", "10/1024/1", "12/1/1"])
def test_there_is_no_other_square(as_alice, square):
    assert as_alice.get(f"/map/water/{square}/").status_code == 404


def test_towns_are_named_the_largest_first(as_alice):
    towns = [name for name, _, _ in as_alice.get(reverse("geography:towns")).json()["towns"]]

    assert towns[0] == "London"
    assert towns.index("Southampton") < towns.index("Eastleigh") < towns.index("Hythe")
    assert towns.count("Eastleigh") == 1
