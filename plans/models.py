"""The take-away: up to three priorities, and what became of each."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from facilitation.models import Session
from mapping.models import Member
from resources.models import Place, Resource

MOST_PRIORITIES = 3  # published: up to three


class Barrier(models.TextChoices):
    TRANSPORT = "transport", "Getting there"
    COST = "cost", "The cost"
    CONFIDENCE = "confidence", "Feeling unsure"
    HEALTH = "health", "My health"
    CARING = "caring", "Looking after someone"
    TIME = "time", "Finding the time"


class PlanItem(models.Model):
    """One priority of a session. Keeps what the resource said that day (`snapshot`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="plan_items")
    position = models.PositiveSmallIntegerField()
    resource = models.ForeignKey(
        Resource, on_delete=models.SET_NULL, null=True, related_name="plan_items"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # plain facts only: name, provider, when, cost, where, contact; no address of a refuge
    snapshot = models.JSONField(default=dict)
    with_members = models.ManyToManyField(Member, related_name="plan_items", blank=True)
    first_step = models.CharField(max_length=300, blank=True)
    barriers = ArrayField(
        models.CharField(max_length=20, choices=Barrier), default=list, blank=True
    )
    what_would_help = models.CharField(max_length=300, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "resource"], name="chosen_once"),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="one_item_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(position__range=(1, MOST_PRIORITIES)), name="up_to_three"
            ),
        ]

    def __str__(self) -> str:
        return f"priority {self.position}"
