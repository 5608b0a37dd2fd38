"""The map's background without a tile server: every postcode a dot, and the districts' names.

Public data, the same for everyone. Dots are asked for by the squares of the usual web map grid,
the smallest about three miles wide, so that an address in a log names no home.
"""

from array import array
from math import atan, degrees, pi, sinh
from sys import byteorder
from typing import NamedTuple

from django.db import connection

from geography.memory import cache

A_DAY = 24 * 60 * 60


class Level(NamedTuple):
    """How finely the squares of one zoom are drawn: steps across one, and which codes."""

    steps: int
    codes: str = "%"


# Street by street; a county; a region, and the whole country, for whose shape one code in twenty is
# enough.
LEVELS = {13: Level(4096), 10: Level(512), 7: Level(512, "%A"), 5: Level(512, "%A")}

# Districts whose postcodes were given new ones in the 1990s. Their codes are still in the
# directory, larger than those of today, but nobody who lives there knows them by that name.
# Found as the districts of which half the codes have a twin close by: SO2 1BJ is SO17 1BJ.
RENAMED = {
    *("AB1", "AB2", "AB3", "AB4", "AB5", "BN4", "CF1", "CF2", "CF4", "CF6", "CF7", "CF8", "DE2"),
    *("NP1", "NP2", "NP3", "NP5", "NP6", "NP9", "RG3", "SO1", "SO2", "SO3", "SO4", "SO5", "SO9"),
    *("WD1", "WD2", "YO2", "YO3", "YO4", "YO5", "YO6"),
}
# Many codes and no wider than this, in degrees: a sorting office's post boxes
SEVERAL, A_BUILDING = 5, 0.002

DOTS = """
SELECT DISTINCT
    floor(((ST_X(place) + 180) / 360 * %(squares)s - %(x)s) * %(steps)s)::int,
    floor(((1 - asinh(tan(radians(ST_Y(place)))) / pi()) / 2 * %(squares)s - %(y)s)
        * %(steps)s)::int
FROM (
    SELECT point::geometry AS place FROM geography_postcode
    WHERE point::geometry(Point, 4326)
        && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)
        AND code LIKE %(codes)s
) within
"""

DISTRICTS = """
SELECT left(code, -3), avg(ST_Y(point::geometry)), avg(ST_X(point::geometry)),
    count(*) > %(several)s
        AND max(ST_X(point::geometry)) - min(ST_X(point::geometry)) < %(building)s
FROM geography_postcode WHERE point IS NOT NULL
GROUP BY 1 ORDER BY count(*) DESC
"""


def longitude(zoom: int, x: int) -> float:
    return x / (1 << zoom) * 360 - 180


def latitude(zoom: int, y: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y / (1 << zoom)))))


def dots(zoom: int, x: int, y: int) -> bytes:
    """The postcodes of one square: little-endian 16-bit pairs, steps right and down from its
    north-west corner. `zoom` is one of LEVELS."""
    if zoom == max(LEVELS):
        return find_dots(zoom, x, y)
    # a large square takes up to a second to make
    return cache.get_or_set(f"dots-{zoom}-{x}-{y}", lambda: find_dots(zoom, x, y), A_DAY) or b""


def find_dots(zoom: int, x: int, y: int) -> bytes:
    steps, codes = LEVELS[zoom]
    square: dict[str, float | str] = {
        "squares": 1 << zoom,
        "x": x,
        "y": y,
        "steps": steps,
        "codes": codes,
        "west": longitude(zoom, x),
        "east": longitude(zoom, x + 1),
        "north": latitude(zoom, y),
        "south": latitude(zoom, y + 1),
    }
    with connection.cursor() as cursor:
        cursor.execute(DOTS, square)
        numbers = array(
            "H", (min(max(step, 0), steps - 1) for dot in cursor.fetchall() for step in dot)
        )
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def districts() -> list[tuple[str, float, float]]:
    """Each postcode district's name and centre (latitude, longitude), the largest first: those
    that people live in today."""
    return [
        (name, north, east)
        for name, north, east, post_boxes in every_district()
        if name not in RENAMED and not post_boxes
    ]


def centres() -> dict[str, tuple[float, float]]:
    """Where every district is, or was."""
    return {name: (north, east) for name, north, east, _ in every_district()}


def every_district() -> list[tuple[str, float, float, bool]]:
    return cache.get_or_set("postcode-districts", find_districts, A_DAY) or []


def find_districts() -> list[tuple[str, float, float, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(DISTRICTS, {"several": SEVERAL, "building": A_BUILDING})
        rows = cursor.fetchall()
    return [
        (name, round(north, 4), round(east, 4), post_boxes)
        for name, north, east, post_boxes in rows
    ]
