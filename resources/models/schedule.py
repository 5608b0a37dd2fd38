"""When a resource happens, and at which of its places."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from recurrence.rules import LAST_DAY, MOST_INTERVAL, Rule
from recurrence.vocabulary import Frequency, Weekday, WeekOfMonth
from recurrence.words import rule_words

# A check lets pass what it cannot decide, so that null has to be asked about.
ON_A_WEEKDAY = models.Q(
    frequency=Frequency.WEEKLY,
    weekday__isnull=False,
    weekday__range=(0, 6),
    week=None,
    day_of_month=None,
)
ON_A_WEEKDAY_OF_THE_MONTH = models.Q(
    frequency=Frequency.MONTHLY,
    weekday__isnull=False,
    weekday__range=(0, 6),
    week__isnull=False,
    week__in=WeekOfMonth.values,
    day_of_month=None,
)
ON_A_DATE_OF_THE_MONTH = models.Q(
    models.Q(day_of_month__range=(1, 31)) | models.Q(day_of_month=LAST_DAY),
    frequency=Frequency.MONTHLY,
    day_of_month__isnull=False,
    weekday=None,
    week=None,
)


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def bulk_create(self, objs: Iterable["Schedule"], *args: Any, **kwargs: Any) -> Any:
        rows = list(objs)
        for row in rows:
            row.last_date = row.rule.last_date()
        return super().bulk_create(rows, *args, **kwargs)

    def ended(self, today: dt.date) -> Self:
        return self.filter(last_date__lt=today)

    def running(self, today: dt.date) -> Self:
        """What goes on, or is still to come."""
        return self.exclude(last_date__lt=today)


class Schedule(models.Model):
    """A regular time on one day of the week or month: a `recurrence.rules.Rule`, as columns.

    With `place`, it is there alone; without, wherever the resource is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey("Resource", on_delete=models.CASCADE, related_name="schedules")
    place = models.ForeignKey(
        "Place", on_delete=models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.WEEKLY)
    # every so many weeks or months
    interval = models.PositiveSmallIntegerField(default=1, db_default=1)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True, blank=True)
    # monthly only: which such day of the month, or which day of the month
    week = models.SmallIntegerField(choices=WeekOfMonth, null=True, blank=True)
    day_of_month = models.SmallIntegerField(null=True, blank=True)
    # 1 to 12; empty means all the year
    months = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[], blank=True)
    starts = models.TimeField(null=True, blank=True)
    # on the next day where it is before `starts`
    ends = models.TimeField(null=True, blank=True)
    # RFC 5545's DTSTART, from which every other week is counted, and UNTIL
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    exceptions = ArrayField(models.DateField(), default=list, db_default=[], blank=True)
    # worked out from the rest whenever it is saved: the last date until `ends_on`
    last_date = models.DateField(null=True, editable=False)
    # the words that it was read from
    as_written = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=ON_A_WEEKDAY | ON_A_WEEKDAY_OF_THE_MONTH | ON_A_DATE_OF_THE_MONTH,
                name="day_of_week_or_month",
            ),
            models.CheckConstraint(
                condition=models.Q(interval__range=(1, MOST_INTERVAL)), name="plain_interval"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="first_day_before_last",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None, last_date=None)
                | models.Q(last_date__isnull=False, last_date__lte=models.F("ends_on")),
                name="last_date_is_known",
            ),
        ]

    def __str__(self) -> str:
        return rule_words(self.rule, timezone.localdate())

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.last_date = self.rule.last_date()
        super().save(*args, **kwargs)

    def has_ended(self, today: dt.date) -> bool:
        return self.last_date is not None and self.last_date < today

    @property
    def rule(self) -> Rule:
        return Rule(
            frequency=Frequency(self.frequency),
            interval=self.interval,
            weekday=self.weekday,
            week=self.week,
            day_of_month=self.day_of_month,
            months=tuple(self.months),
            starts=self.starts,
            ends=self.ends,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            exceptions=tuple(self.exceptions),
        )
