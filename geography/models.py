"""Where postcodes and local authorities are: the ONS Postcode Directory."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import GeometryDistance
from django.contrib.gis.geos import Point
from django.contrib.postgres.indexes import GistIndex
from django.db import connection
from django.db.models.functions import Cast

from geography import postcodes


class Postcode(models.Model):
    """One UK postcode. The table is replaced as a whole by `load_postcodes`, never edited."""

    # without its space: SO171BJ
    code = models.CharField(primary_key=True, max_length=7)
    # None: the directory gives no grid reference (Jersey, Guernsey, Isle of Man and a few more)
    point = models.PointField(geography=True, null=True, spatial_index=False)
    # the ONS code of the local authority district; empty where the directory gives none
    local_authority = models.CharField(max_length=9, blank=True)

    class Meta:
        indexes = [
            # "Which postcodes are in this rectangle?", asked on point::geometry: an index on the
            # geography itself takes 14 s to build for all of the UK, this one 3 s.
            GistIndex(Cast("point", models.PointField()), name="postcode_by_place")
        ]

    def __str__(self) -> str:
        return postcodes.spaced(self.code)

    @classmethod
    def directory(cls) -> int:
        """Another number for each directory that was loaded: it is another table."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::regclass::oid", [cls._meta.db_table])
            number: int = cursor.fetchone()[0]
            return number

    @classmethod
    def is_located(cls, code: str) -> bool:
        return cls.objects.filter(pk=code, point__isnull=False).exists()

    @classmethod
    def nearest(cls, point: Point) -> "Postcode | None":
        """The located postcode nearest to a point (SRID 4326); None where there are none."""
        place = Cast("point", models.PointField(srid=4326))
        located = cls.objects.exclude(point=None)
        return located.order_by(GeometryDistance(place, point)).first()


class Water(models.Model):
    """A piece of the sea, of an estuary or a lake, small enough for an index to find it fast.

    Loaded as a whole by `load_water`, never edited. There are three sets: all water, as maps draw
    it; the same `coarse`, for maps of a region; and `wide`, only what lies far from every shore,
    which a line crosses where the water is wider than a river with bridges.
    """

    shape = models.GeometryField(spatial_index=False)
    wide = models.BooleanField()
    coarse = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GistIndex(fields=["shape"], name="water_drawn", condition=models.Q(wide=False)),
            GistIndex(fields=["shape"], name="water_wide", condition=models.Q(wide=True)),
        ]

    def __str__(self) -> str:
        return "wide water" if self.wide else "water"


class River(models.Model):
    """A stretch of a river as a line, right to a mile: drawn where a county fits the screen, and
    never asked whether it is in the way. Loaded as a whole by `load_water`."""

    line = models.LineStringField()

    def __str__(self) -> str:
        return "a stretch of a river"


class LocalAuthority(models.Model):
    """A local authority district, by its ONS code."""

    code = models.CharField(primary_key=True, max_length=9)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name
