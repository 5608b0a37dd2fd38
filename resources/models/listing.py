"""The match index: what the search for near resources needs to know, flat, in one table."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex

from preferences.models import Interest
from resources.models.directory import Place, Resource


class Listing(models.Model):
    """A row for each interest of an active resource at each of its located places.

    What needs no place (online, by phone, at home, national without a place, and any confidential
    address) has rows without place and point instead: one for each authority it serves, or one with
    `authority` empty for everyone, or one with `area` for a polygon. A confidential address is
    therefore never measured from, so neither a distance nor a filter can betray it.

    Copied from Resource, Place and Schedule by `resources.listings.refresh`; never edited.
    """

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="listings")
    # its places lie next to each other: only the nearest counts, which a lone one always is
    lone = models.BooleanField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    point = models.PointField(geography=True, null=True, spatial_index=False)
    interest = models.ForeignKey(
        Interest, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # a number made from the interest's slug: the index is twice as fast over numbers as over text
    interest_key = models.IntegerField()

    # Area served
    everywhere = models.BooleanField()
    authorities = ArrayField(models.CharField(max_length=9))
    authority = models.CharField(max_length=9)  # of what needs no place
    area = models.MultiPolygonField(geography=True, null=True, spatial_index=False)

    # Who it is for; empty means everyone. What has no limit has one that nobody reaches: the search
    # then asks one question instead of two, in every branch of its query.
    minimum_age = models.PositiveSmallIntegerField()
    maximum_age = models.PositiveSmallIntegerField()
    genders = ArrayField(models.CharField(max_length=20))
    conditions = ArrayField(models.CharField(max_length=20))
    for_conditions = models.BooleanField()  # made for people with some condition

    # Filters
    # the last day, its own or of all its regular times there
    ends_on = models.DateField()
    days = models.SmallIntegerField()  # bit 0: a Monday, ... bit 6: a Sunday
    free = models.BooleanField()
    step_free = models.BooleanField()
    online = models.BooleanField()
    verified_on = models.DateField(null=True)
    verify_by = models.DateField()

    class Meta:
        indexes = [
            GistIndex(
                fields=["interest_key", "point"],
                name="listing_near",
                condition=models.Q(point__isnull=False),
            ),
            models.Index(
                models.F("interest_key"),
                models.F("authority"),
                models.F("for_conditions"),
                models.F("verified_on").desc(nulls_last=True),
                models.F("resource"),
                name="listing_without_place",
                condition=models.Q(point__isnull=True),
            ),
            # what was made for people with some condition, which comes first
            GistIndex(
                fields=["interest_key", "point"],
                name="listing_made_for_near",
                condition=models.Q(point__isnull=False, for_conditions=True),
            ),
            GistIndex(
                fields=["interest_key", "area"],
                name="listing_polygon",
                condition=models.Q(point__isnull=True, area__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interest_id} of {self.resource_id}"
