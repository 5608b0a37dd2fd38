"""Open Referral UK feeds that we take entries from, and what became of each run."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models

from resources.intake.entries import RowOutcome
from resources.models.directory import ExternalId, Provider


class Feed(models.Model):
    """Where entries are fetched from, again and again; or a file of them, imported by hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100, unique=True)
    url = models.URLField("address", max_length=500, blank=True)
    enabled = models.BooleanField(
        default=True, help_text="Fetched by itself when it is due (refresh_feeds)."
    )
    interval_hours = models.PositiveSmallIntegerField(
        "hours between runs", default=24, validators=[MinValueValidator(1)]
    )
    attribution = models.CharField(
        "whom to name",
        max_length=300,
        blank=True,
        help_text="As its licence asks. Named wherever our directory is passed on.",
    )
    last_run_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The last run that saw everything: only that shows what is gone.
    last_full_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The newest "last modified" seen; the next run asks for what changed since.
    changed_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        """What its entries' external ids are filed under."""
        return f"open-referral:{self.pk}"

    @property
    def external_ids(self) -> models.QuerySet[ExternalId]:
        return ExternalId.objects.filter(source=self.source)


class FeedEntry(models.Model):
    """What a feed last said of one entry, so that only what changed there is written here, and
    what curators changed meanwhile stays."""

    external_id = models.OneToOneField(
        ExternalId, on_delete=models.CASCADE, primary_key=True, related_name="feed_entry"
    )
    # of what it said; empty when it is to be read anew
    digest = models.CharField(max_length=64, blank=True)
    # those it brought, as against those curators added
    interests = ArrayField(models.SlugField(max_length=50), default=list)
    places = ArrayField(models.UUIDField(), default=list)

    def __str__(self) -> str:
        return str(self.external_id_id)


class ProviderExternalId(models.Model):
    """What a provider is called where it was imported from."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="external_ids")
    source = models.CharField(max_length=100)
    value = models.CharField(max_length=200)
    # what the source last said of it, by field, as a SourceRecord keeps it
    said = models.JSONField(default=dict, db_default={})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "value"], name="one_provider_per_external_id")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.value}"


class FeedRun(models.Model):
    """One run of a feed: what it changed, and what the feed's publisher could put right."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        PARTLY = "partly", "Done, but the feed was not complete"
        FAILED = "failed", "Failed; nothing was changed"

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    message = models.CharField(max_length=500, blank=True)
    # by RowOutcome; and how many remarks there were, of which the first are kept
    counts = models.JSONField(default=dict)
    # [[id in the feed, name, problem]...]
    remarks = models.JSONField(default=list)

    COUNTED = (
        RowOutcome.NEW,
        RowOutcome.CHANGED,
        RowOutcome.UNCHANGED,
        RowOutcome.CLOSED,
        RowOutcome.LEFT_OUT,
    )

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.feed}, {self.started_at:%d %B %Y %H:%M}"

    @property
    def summary(self) -> str:
        return ", ".join(f"{self.counts.get(one, 0):,} {one.label}" for one in self.COUNTED)
