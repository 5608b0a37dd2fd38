"""Questionnaires with a score, which organisation asks them, and what was answered."""

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone

from facilitation.models import Organisation, Session
from measures import scoring


class MeasureQuerySet(models.QuerySet["Measure"]):
    def offered_to(self, organisation_id: uuid.UUID | None) -> Self:
        """Those that every organisation may ask, and its own."""
        everybodys = models.Q(organisations=None)
        return self.filter(everybodys | models.Q(organisations=organisation_id)).distinct()


class Measure(models.Model):
    """One version of a measure, as its file holds it (see `measures.bank`). Once it has been
    answered it never changes; a new version is loaded beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    content = models.JSONField()
    # who holds a licence for it; empty: every organisation here may ask it
    organisations = models.ManyToManyField(Organisation, related_name="own_measures", blank=True)
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-loaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_measure_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.key}, {self.version})"

    @property
    def title(self) -> str:
        title: str = self.content["title"]
        return title

    @property
    def items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.content["items"]
        return items


class AskedMeasure(models.Model):
    """That an organisation asks a measure before the map and at each follow-up."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="asked_measures"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="asked_by")
    # whether the person sees, at a follow-up, what they answered before
    shows_change = models.BooleanField(default=False)

    class Meta:
        ordering = ["measure__key"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure"], name="a_measure_is_asked_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.measure)


class MeasureResult(models.Model):
    """What was answered in one session. Items that were left are not in `answers`."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="measure_results")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="results")
    answers = models.JSONField(default=dict)  # item's key: value
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["measure__key"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "measure"], name="one_result_per_session_and_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} in {self.session_id}"

    @property
    def scores(self) -> list[scoring.Score]:
        return [scoring.score(rule, self.answers) for rule in self.measure.content["scores"]]
