"""Entries that may be one and the same."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from resources.models.directory import Resource


class DuplicatePair(models.Model):
    """Two entries much like each other, until a curator merges them or says that they differ."""

    first = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    # the higher, the likelier; see resources.duplicates
    score = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    different = models.BooleanField("said to be different", default=False)

    class Meta:
        ordering = ["-score"]
        verbose_name = "possible duplicate"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_row_a_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="pair_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
