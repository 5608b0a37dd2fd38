"""The map's background without a tile server: every postcode a dot, and the districts' names.

Public data, the same for everyone. Dots are asked for by the squares of the usual web map grid,
about three miles wide at this zoom, so that an address in a log names no home.
"""

from array import array
from math import atan, degrees, pi, sinh
from sys import byteorder

from django.core.cache import cache
from django.db import connection

ZOOM = 13  # of the squares
SQUARES: int = 2**ZOOM  # from west to east, and from north to south
STEPS = 4096  # across a square: about a metre each
A_DAY = 24 * 60 * 60

DOTS = """
SELECT DISTINCT
    floor((ST_X(point::geometry) - %(west)s) / %(width)s * %(steps)s)::int,
    floor((%(north)s - ST_Y(point::geometry)) / %(height)s * %(steps)s)::int
FROM resources_postcode
WHERE point::geometry(Point, 4326)
    && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)
"""

DISTRICTS = """
SELECT left(code, -3), avg(ST_Y(point::geometry)), avg(ST_X(point::geometry)), count(*)
FROM resources_postcode WHERE point IS NOT NULL
GROUP BY 1 ORDER BY 4 DESC
"""


def longitude(x: int) -> float:
    return x / SQUARES * 360 - 180


def latitude(y: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y / SQUARES))))


def dots(x: int, y: int) -> bytes:
    """The postcodes of one square: little-endian 16-bit pairs, steps right and down from its
    north-west corner. Inside so small a square latitude runs evenly to within a metre."""
    west, east, north, south = longitude(x), longitude(x + 1), latitude(y), latitude(y + 1)
    square = {"west": west, "east": east, "north": north, "south": south, "steps": STEPS}
    square |= {"width": east - west, "height": north - south}
    with connection.cursor() as cursor:
        cursor.execute(DOTS, square)
        numbers = array("H", (step for dot in cursor.fetchall() for step in inside(dot)))
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def inside(dot: tuple[int, int]) -> tuple[int, int]:
    return min(max(dot[0], 0), STEPS - 1), min(max(dot[1], 0), STEPS - 1)


def districts() -> list[tuple[str, float, float]]:
    """Each postcode district's name and centre (latitude, longitude), the largest first."""
    return cache.get_or_set("postcode-districts", find_districts, A_DAY) or []


def find_districts() -> list[tuple[str, float, float]]:
    with connection.cursor() as cursor:
        cursor.execute(DISTRICTS)
        rows = cursor.fetchall()
    return [(name, round(north, 4), round(east, 4)) for name, north, east, _ in rows]
