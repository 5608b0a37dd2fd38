"""What anybody proposed for the directory, waiting for a curator. Shown to nobody else."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from resources.models.directory import Resource
from resources.vocabulary import Delivery


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def waiting(self) -> "SuggestionQuerySet":
        return self.filter(decided_at=None)


class Suggestion(models.Model):
    """An entry that somebody misses. It becomes one when a curator saves the form that it fills."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    provider = models.CharField("run by", max_length=200, blank=True)
    description = models.TextField(max_length=2000)
    delivery = ArrayField(models.CharField(max_length=10, choices=Delivery), default=list)
    address = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    when_text = models.CharField("when", max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=500, blank=True)
    # by its name: what whoever proposed it agreed to
    licence = models.CharField(max_length=200)
    # Whom to ask, where they wish it. Personal data: gone when it is decided.
    sender_email = models.EmailField("sent by", blank=True)
    suggested_at = models.DateTimeField(default=timezone.now, editable=False)

    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # the entry that came of it; none where it was declined
    resource = models.ForeignKey(Resource, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["suggested_at"]
        verbose_name = "suggested entry"
        verbose_name_plural = "suggested entries"

    def __str__(self) -> str:
        return self.name
