"""Stage 1: the network map. Members on three rings, and the changes that made the map."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from facilitation.models import Session
from mapping.vocabulary import Frequency, Relationship, Ring, Work


class Member(models.Model):
    """Someone or something in the person's network. A third party: first name or nickname only.

    The ring is a fact of its own. `x` and `y` are where the member stands in the picture, as a
    share of its width and height (0 to 1, the person at 0.5, 0.5), and always inside that ring.
    """

    # made by the browser, so that adding someone twice over a bad connection adds them once
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=40)
    relationship = models.CharField(max_length=30, choices=Relationship, blank=True)
    frequency = models.CharField(max_length=20, choices=Frequency, blank=True)
    work = ArrayField(models.CharField(max_length=20, choices=Work), default=list, blank=True)
    ring = models.PositiveSmallIntegerField(choices=Ring)
    x = models.FloatField()
    y = models.FloatField()
    # in a follow-up: the same member in the map before
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["ring", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(x__range=(0, 1), y__range=(0, 1)), name="member_on_the_map"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
