"""The map's background without a tile server: the sea, estuaries, lakes and rivers, by the squares
of `map_dots`."""

from array import array
from collections.abc import Iterator
from sys import byteorder
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db import connection

from geography.map_dots import A_DAY
from geography.memory import cache

# Steps across one square, by its zoom.
LEVELS = {13: 4096, 10: 2048, 7: 1024, 5: 1024}
COARSE_UP_TO = 7
BEYOND = 32  # steps that a shape goes on beyond the square, so that no seam shows

# How wide a river is drawn: so many pixels of a screen at the squares' own zoom. Those of the
# largest zoom, where streets can be told, have none: our rivers are up to a mile out of place; nor
# have those of the whole country, where they would be all that one sees.
PIXELS, PIXELS_OF_A_SQUARE = 2.5, 256
RIVERS_AT = {7, 10}
# Metres of the web map round the earth
EQUATOR = 40_075_017

# What lies in the square as one shape, in steps right and down from its north-west corner.
SHAPE = """
SELECT ST_AsBinary(ST_AsMVTGeom(
    ST_Union(shape), ST_TileEnvelope(%(zoom)s, %(x)s, %(y)s)::box2d, %(steps)s, %(beyond)s))
FROM (SELECT ST_Transform(ST_TileEnvelope(%(zoom)s, %(x)s, %(y)s, margin => 0.02), 4326) AS box) _,
LATERAL (
    SELECT ST_Transform(ST_Union(shape), 3857) AS shape
    FROM geography_water WHERE NOT wide AND coarse = %(coarse)s AND shape && box
    UNION ALL
    SELECT ST_Buffer(ST_Simplify(ST_Transform(ST_Collect(line), 3857), %(river)s / 4.0),
        %(river)s / 2.0, 'quad_segs=1')
    FROM geography_river WHERE %(river)s > 0 AND line && box
) drawn
"""


def water(zoom: int, x: int, y: int, *, rivers: bool = True) -> bytes:
    """The water of one square, to be filled by the even-odd rule: little-endian 16-bit numbers, for
    each ring how many corners it has and then pairs, steps right and down. `zoom` is one of LEVELS.
    """
    key = f"water-{zoom}-{x}-{y}-{rivers}"
    return cache.get_or_set(key, lambda: find_water(zoom, x, y, rivers=rivers), A_DAY) or b""


def find_water(zoom: int, x: int, y: int, *, rivers: bool) -> bytes:
    pixel = EQUATOR / (PIXELS_OF_A_SQUARE << zoom)
    square = {
        "zoom": zoom,
        "x": x,
        "y": y,
        "steps": LEVELS[zoom],
        "beyond": BEYOND,
        "coarse": zoom <= COARSE_UP_TO,
        "river": PIXELS * pixel if rivers and zoom in RIVERS_AT else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHAPE, square)
        (shape,) = cursor.fetchone()
    if shape is None:
        return b""
    numbers = array("h")
    for ring in rings(GEOSGeometry(shape)):
        numbers.append(len(ring))
        numbers.extend(round(step) for corner in ring for step in corner)
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def rings(shape: Any) -> Iterator[Any]:
    """Of a polygon, or of several; a ring is a sequence of corners."""
    for polygon in [shape] if isinstance(shape, Polygon) else shape:
        yield from polygon.coords
