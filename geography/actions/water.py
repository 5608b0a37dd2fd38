"""Loads the shapes of the sea, of estuaries, lakes and rivers, which come with Genie."""

from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry
from django.db import connection, transaction

from geography.models import River, Water

DATA = Path(__file__).parent.parent / "data"
# What kind each file's pieces are: `wide`, `coarse`
FILES = {
    "water.twkb": (False, False),
    "coarse_water.twkb": (False, True),
    "wide_water.twkb": (True, False),
}

INSERT = """
INSERT INTO geography_water (shape, wide, coarse)
SELECT shape, %(wide)s, %(coarse)s FROM (
    SELECT ST_MakeValid(ST_SetSRID((ST_Dump(ST_GeomFromTWKB(%(pieces)s))).geom, 4326)) AS shape
) piece
WHERE %(within)s::geometry IS NULL OR shape && %(within)s::geometry
"""

RIVERS = """
INSERT INTO geography_river (line)
SELECT line FROM (
    SELECT ST_SetSRID((ST_Dump(ST_GeomFromTWKB(%(rivers)s))).geom, 4326) AS line
) stretch
WHERE %(within)s::geometry IS NULL OR line && %(within)s::geometry
"""


@transaction.atomic
def load_water(*, within: GEOSGeometry | None = None) -> None:
    """Put all water, or what lies round `within`, in the place of what there is."""
    Water.objects.all().delete()
    River.objects.all().delete()
    box = within.hexewkb.decode() if within else None
    with connection.cursor() as cursor:
        for name, (wide, coarse) in FILES.items():
            pieces = (DATA / name).read_bytes()
            cursor.execute(
                INSERT, {"pieces": pieces, "wide": wide, "coarse": coarse, "within": box}
            )
        cursor.execute(RIVERS, {"rivers": (DATA / "rivers.twkb").read_bytes(), "within": box})
        cursor.execute("ANALYZE geography_water, geography_river")
