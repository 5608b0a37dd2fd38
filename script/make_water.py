"""Turns shorelines and rivers, as `gmt coast -M` writes them, into the files that Genie loads.

python script/make_water.py SHORELINES RIVERS METRES, which script/water calls. All geometry is done
by PostGIS, in temporary tables of the database that DATABASE_URL names.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genie_site.settings")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402

DATA = ROOT / "geography" / "data"
BOX = "ST_MakeEnvelope(-18, 47, 4.5, 63, 4326)"
# Metres: the shorelines are right to 50 to 100, so that nothing is lost by leaving these out.
SIMPLIFIED = 40
SIMPLIFIED_WIDE = 60
# half a pixel where a region fits the screen; an island is a pixel or two
SIMPLIFIED_COARSE, SMALLEST_COARSE_ISLAND = 200, 500_000
# Rivers are right to a mile or so.
SIMPLIFIED_RIVERS = 100
SMALLEST_ISLAND = 20_000  # square metres
SEA, LAKE = 1, 2  # levels of shorelines; islands in lakes are too small to matter

# The faces between shorelines and the edge of the box are the sea, which is the largest, and land.
WATER = f"""
CREATE TEMP TABLE water AS
WITH sea AS (
    SELECT (ST_Dump(ST_Polygonize(lines))).geom AS shape FROM (
        SELECT ST_Union(ST_LineMerge(ST_Collect(ST_Intersection(line, {BOX}))),
            ST_Boundary({BOX})) AS lines
        FROM shoreline WHERE level = {SEA} AND line && {BOX}
    ) _
), lake AS (
    SELECT (ST_Dump(ST_Polygonize(lines))).geom AS shape FROM (
        SELECT ST_LineMerge(ST_Collect(line)) AS lines FROM shoreline WHERE level = {LAKE}
    ) _
)
SELECT ST_SimplifyPreserveTopology(ST_Transform(shape, 27700), {SIMPLIFIED}) AS shape
FROM ((SELECT shape FROM sea ORDER BY ST_Area(shape) DESC LIMIT 1) UNION ALL TABLE lake) _
"""

WITHOUT_ROCKS = f"""
UPDATE water SET shape = ST_MakeValid(ST_MakePolygon(
    ST_ExteriorRing(shape),
    ARRAY(SELECT ST_ExteriorRing(geom) FROM ST_DumpRings(shape)
        WHERE path[1] > 0 AND ST_Area(geom) > {SMALLEST_ISLAND})))
"""

# In pieces of so many corners that an index finds few of them, and four decimals, eleven metres.
PIECES = """
SELECT ST_AsTWKB(ST_Collect(piece), 4)
FROM (SELECT ST_Subdivide(ST_Transform(shape, 4326), %s) AS piece FROM {table}) _
"""
CORNERS, WIDE_CORNERS = 128, 48

# What lies half that far from every shore: narrower water has no such middle.
WIDE = f"""
CREATE TEMP TABLE wide_water AS SELECT ST_MakeValid(ST_SimplifyPreserveTopology(
    ST_Buffer(shape, -%s / 2.0, 'quad_segs=2'), {SIMPLIFIED_WIDE})) AS shape FROM water
"""

COARSE = f"""
CREATE TEMP TABLE coarse_water AS SELECT ST_MakeValid(ST_SimplifyPreserveTopology(
    ST_MakePolygon(ST_ExteriorRing(shape), ARRAY(SELECT ST_ExteriorRing(geom)
        FROM ST_DumpRings(shape)
        WHERE path[1] > 0 AND ST_Area(geom) > {SMALLEST_COARSE_ISLAND})),
    {SIMPLIFIED_COARSE})) AS shape
FROM (SELECT (ST_Dump(shape)).geom AS shape FROM water) _ WHERE ST_Area(shape) > 1e6
"""

# Stretches that meet end to end are one line, and what is of so few corners found by an index.
RIVERS = f"""
SELECT ST_AsTWKB(ST_Collect(stretch), 4)
FROM (
    SELECT ST_Subdivide(ST_Intersection({BOX}, ST_Transform(ST_Simplify(
        ST_Transform((ST_Dump(ST_LineMerge(ST_Collect(line)))).geom, 27700),
        {SIMPLIFIED_RIVERS}), 4326)), 64) AS stretch
    FROM river
) _
"""


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Each piece of a shoreline or river: its level, and its points as text."""
    level, points = 0, list[str]()
    with path.open() as lines:
        for line in lines:
            if line.startswith(">"):
                if len(points) > 1:
                    yield level, f"SRID=4326;LINESTRING({','.join(points)})"
                level, points = int(line.split("Level")[1]), []
            else:
                points.append(" ".join(line.split()))
    yield level, f"SRID=4326;LINESTRING({','.join(points)})"


@transaction.atomic
def make(shorelines: Path, rivers: Path, width: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        cursor.execute("CREATE TEMP TABLE shoreline (level int, line geometry) ON COMMIT DROP")
        cursor.executemany("INSERT INTO shoreline VALUES (%s, %s)", list(lines_of(shorelines)))
        cursor.execute(WATER)
        cursor.execute(WITHOUT_ROCKS)
        cursor.execute(WIDE, [width])
        cursor.execute(COARSE)
        pieces = {"water": CORNERS, "coarse_water": CORNERS, "wide_water": WIDE_CORNERS}
        for table, corners in pieces.items():
            cursor.execute(PIECES.format(table=table), [corners])
            (DATA / f"{table}.twkb").write_bytes(cursor.fetchone()[0])
        cursor.execute("CREATE TEMP TABLE river (level int, line geometry) ON COMMIT DROP")
        cursor.executemany("INSERT INTO river VALUES (%s, %s)", list(lines_of(rivers)))
        cursor.execute(RIVERS)
        (DATA / "rivers.twkb").write_bytes(cursor.fetchone()[0])


make(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
