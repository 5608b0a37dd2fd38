"""The words of a regular time: how often, on which day, in which week."""

from django.db import models


class Frequency(models.TextChoices):
    """Of an interval: "every" one, "every other" one."""

    WEEKLY = "WEEKLY", "week"
    MONTHLY = "MONTHLY", "month"


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class WeekOfMonth(models.IntegerChoices):
    FIRST = 1, "First"
    SECOND = 2, "Second"
    THIRD = 3, "Third"
    FOURTH = 4, "Fourth"
    FIFTH = 5, "Fifth"
    LAST = -1, "Last"
