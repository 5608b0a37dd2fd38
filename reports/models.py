"""What a manager has set for reports, the periods that were counted, and what researchers took."""

import datetime as dt
import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from facilitation.models import Organisation, User
from facilitation.periods import Length, Period
from facilitation.roles import Role


class ReportSettings(models.Model):
    """How long the periods of an organisation are from now on."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="report_settings"
    )
    months = models.PositiveSmallIntegerField(choices=Length, default=Length.QUARTER)

    def __str__(self) -> str:
        return self.get_months_display()


class ClosedPeriodQuerySet(models.QuerySet["ClosedPeriod"]):
    def of_manager(self, user: User) -> Self:
        """Those of the manager's own organisation; none for anyone else."""
        if user.role != Role.MANAGER or user.organisation_id is None:
            return self.none()
        return self.filter(organisation=user.organisation_id)


class ClosedPeriod(models.Model):
    """The figures of a period that is over, counted once and never again: whoever takes them on
    two days gets the same, whatever was changed or erased in between. They are kept as they are
    shown (see `facilitation.suppression`), and so point to nobody."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="closed_periods"
    )
    first = models.DateField()
    after = models.DateField()
    counted_at = models.DateTimeField(default=timezone.now, editable=False)
    figures = models.JSONField()

    objects = ClosedPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-first"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "first"], name="a_period_counted_once")
        ]

    def __str__(self) -> str:
        return self.period.in_words

    def count(self, table: str, category: str) -> int | None:
        """As it is shown; None: fewer than five, or none."""
        counts: dict[str, dict[str, int | None]] = self.figures["counts"]
        return counts.get(table, {}).get(category)

    @property
    def last(self) -> dt.date:
        return self.period.last

    @property
    def period(self) -> Period:
        return Period(self.first, self.after)


class HourlyRate(models.Model):
    """What an hour of somebody in a role costs, and how many hours go with each in a session."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="hourly_rates"
    )
    role = models.CharField(max_length=20, choices=Role)
    pounds = models.DecimalField(
        max_digits=6, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(1000)]
    )
    other_hours = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )

    class Meta:
        ordering = ["role"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "role"], name="one_rate_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: £{self.pounds}"


class ResearchExport(models.Model):
    """That a researcher took the data of an organisation: who, when, for what and how many."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="research_exports"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="research_exports")
    at = models.DateTimeField(default=timezone.now, editable=False)
    study = models.CharField(max_length=60)
    summary = models.JSONField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def people(self) -> int:
        people: int = self.summary["people"]
        return people
