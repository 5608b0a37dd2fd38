"""What people found to be wrong with an entry, waiting for a curator."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from resources.models.directory import Resource


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> "CorrectionQuerySet":
        return self.filter(resolved_at=None)


class Correction(models.Model):
    """A report about an entry. Says nothing of the person who met with it."""

    class Source(models.TextChoices):
        SESSION = "session", "Someone who followed their plan"
        ORGANISATION = "organisation", "The listed organisation itself"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="corrections")
    source = models.CharField(max_length=20, choices=Source)
    text = models.CharField("what is wrong", max_length=300)
    # the organisation says that nothing is wrong; a curator still decides
    confirms = models.BooleanField(default=False)
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return f"{self.resource}: {self.text}"
