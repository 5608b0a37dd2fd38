"""What a source last said of an entry, and where the directory says otherwise."""

import json
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone

from resources.models.directory import ExternalId, Place


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def correct(self, **said: str) -> int:
        """We did this because of the source: it is as if it had said so."""
        return self.update(
            said=RawSQL("said || %s::jsonb", [json.dumps(said)]),
            digest="",
        )


class SourceRecord(models.Model):
    """What a source last said of an entry: only what changes there is written here, and what
    curators changed meanwhile stays."""

    external_id = models.OneToOneField(
        ExternalId, on_delete=models.CASCADE, primary_key=True, related_name="record"
    )
    # of all that it said; empty when it is to be read anew
    digest = models.CharField(max_length=64, blank=True)
    # by field: the value as we would keep it, or its digest where that is shorter
    said = models.JSONField(default=dict)
    # [{"id": ours, field: as above}...]
    places = models.JSONField(default=list)
    # those it brought, as against those that curators gave the entry
    interests = ArrayField(models.CharField(max_length=50), default=list)
    # what was said about it then, and is to be said again while nothing changes
    notes = ArrayField(models.TextField(), default=list, db_default=[])
    # the entry's "updated at" then: a later one is somebody else's
    written_at = models.DateTimeField()

    objects = SourceRecordQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.external_id_id)


class SourceDifferenceQuerySet(models.QuerySet["SourceDifference"]):
    def waiting(self) -> Self:
        return self.filter(kept_at=None)


class SourceDifference(models.Model):
    """A field that a curator changed, of which the source says something else. Ours stands."""

    external_id = models.ForeignKey(
        ExternalId, on_delete=models.CASCADE, related_name="differences"
    )
    # None: a field of the entry itself, or its times
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    field = models.CharField(max_length=30)
    # the source's, as the directory's forms take it
    value = models.JSONField(null=True)
    # the same as a SourceRecord keeps it
    said = models.TextField()
    found_at = models.DateTimeField(default=timezone.now)
    # when a curator said that ours is right, until the source says something new
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = SourceDifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "pk"]
        verbose_name = "difference from a source"
        verbose_name_plural = "differences from sources"
        constraints = [
            models.UniqueConstraint(
                fields=["external_id", "place", "field"],
                nulls_distinct=False,
                name="one_difference_per_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.external_id}: {self.field}"
