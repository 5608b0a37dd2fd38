"""Whether a straight line crosses the sea, an estuary or a lake: a short distance may then be a
long way round, or a ferry.

A line crosses where it meets wide water: what lies more than 200 m from every shore. So narrower
water, which is where the bridges are, is none. A line from one end of a shallow bay to the other
does, too; but there the way along the shore is hardly longer. A line is therefore said to cross
when the lines that bend a little to the left and to the right of it do as well. Width and bend are
our decision (ADR 0034).
"""
# ruff: noqa: S608 - only fixed text is put together here; every value is a parameter.

from math import cos, inf, radians

from django.contrib.gis.geos import Point
from django.db import connection

# How far a line may bend, as a share of its length: the way is 2 per cent longer then.
BEND = 0.1
METRES_PER_DEGREE = 111195

# For a query, with %(longitude)s and %(latitude)s of the home: whether the line to `place`, a
# geometry, crosses. It looks at the straight line first, and at no other where that stays ashore.
CROSSES = f"""NOT EXISTS (
    SELECT FROM unnest(ARRAY[0, {BEND}, -{BEND}]) AS bend
    CROSS JOIN (SELECT %(longitude)s AS x, %(latitude)s AS y, cos(radians(%(latitude)s)) AS narrow)
        AS home
    WHERE NOT EXISTS (
        SELECT FROM geography_water water
        WHERE water.wide AND ST_Intersects(water.shape, ST_SetSRID(ST_MakeLine(ARRAY[
            ST_MakePoint(x, y),
            ST_MakePoint(
                (x + ST_X({{place}})) / 2 - bend * (ST_Y({{place}}) - y) / narrow,
                (y + ST_Y({{place}})) / 2 + bend * (ST_X({{place}}) - x) * narrow),
            ST_SetSRID({{place}}, 0)]), 4326))))"""

NEAREST = """
SELECT shape <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326) FROM geography_water
WHERE wide ORDER BY 1 LIMIT 1
"""


def distance_to(point: Point) -> float:
    """How far wide water is from a point (SRID 4326) at the least, in metres: no line that is
    shorter crosses it. Infinite where none is loaded."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [point.x, point.y])
        nearest = cursor.fetchone()
    # a degree of longitude is the shorter one
    return nearest[0] * METRES_PER_DEGREE * cos(radians(point.y)) if nearest else inf
