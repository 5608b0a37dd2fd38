"""What makes a regular time a possible one. The admin, imports and the demo all ask here."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from recurrence.clock import UnreadableHoursError, read_time
from recurrence.rules import (
    EARLIEST,
    LAST_DAY,
    LATEST,
    MOST_INTERVAL,
    Rule,
    is_too_long,
)
from recurrence.vocabulary import Frequency, Weekday
from recurrence.words import MONTHS, date_words, ordinal
from resources.models import Place, Resource, Schedule

INTERVALS = [
    (1, "every"),
    (2, "every other"),
    *((number, f"every {ordinal(number)}") for number in range(3, MOST_INTERVAL + 1)),
]
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
MOST_EXCEPTIONS = 60
NO_DATE = "We cannot read this as a date. Write it as 25/12/2026."
NO_TIME = "Write a time as 10:30, 10.30am or 2pm; say am or pm where it could be both."


class ClockField(forms.TimeField):
    """A time as people write it: 10.30am, 10:30, 1030, 2pm."""

    def prepare_value(self, value: Any) -> Any:
        whole = isinstance(value, dt.time) and not value.second
        return f"{value:%H:%M}" if whole else value

    def to_python(self, value: Any) -> dt.time | None:
        if value in self.empty_values or isinstance(value, dt.time):
            return value or None
        try:
            return read_time(str(value))
        except UnreadableHoursError:
            return self.stored(str(value))

    def stored(self, text: str) -> dt.time:
        """To the second, as the database has it."""
        try:
            return dt.datetime.strptime(text.strip(), "%H:%M:%S").time()
        except ValueError:
            raise ValidationError(NO_TIME, code="invalid") from None


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        limits = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
        super().__init__(
            input_formats=DATE_FORMATS, validators=limits, required=False,
            error_messages={"invalid": NO_DATE}, **options,
        )  # fmt: skip


class DaysField(SimpleArrayField):
    """Dates with commas between, or "and", or a line for each."""

    BETWEEN = re.compile(r"\s*(?:[,;&\n]|\band\b)\s*", re.IGNORECASE)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return ", ".join(f"{one:%d/%m/%Y}" if isinstance(one, dt.date) else one for one in value)

    def to_python(self, value: Any) -> Any:
        given = self.BETWEEN.split(value.strip()) if isinstance(value, str) else value or []
        return [self.day(one) for one in given if one]

    def day(self, text: Any) -> dt.date:
        try:
            day: dt.date = DayField().clean(text)
        except ValidationError:
            message = f"We cannot read “{text}” as a date. Write it as 25/12/2026."
            raise ValidationError(message, code="invalid") from None
        return day


class ScheduleForm(forms.ModelForm[Schedule]):
    """One regular time."""

    interval = forms.TypedChoiceField(
        label="How often", choices=INTERVALS, coerce=int, empty_value=None, required=False
    )
    starts = ClockField(
        label="From", required=False, help_text="10:30, 10.30am or 2pm. Empty if it differs."
    )
    ends = ClockField(label="To", required=False, help_text="Past midnight is the next day.")
    starts_on = DayField(
        label="First day",
        help_text="For every other week: a day on which it happens, from which weeks are counted.",
    )
    ends_on = DayField(label="Last day", help_text="After it nobody is shown this time.")
    months = forms.TypedMultipleChoiceField(
        label="Only in these months",
        choices=list(enumerate(MONTHS, 1)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty when it is all year.",
    )
    exceptions = DaysField(
        DayField(),
        label="Not on",
        required=False,
        max_length=MOST_EXCEPTIONS,
        help_text="Days on which it is not, with commas between: 25/12/2026, 1/1/2027.",
    )

    class Meta:
        model = Schedule
        fields = [
            "interval", "frequency", "weekday", "week", "day_of_month", "starts", "ends", "place",
            "starts_on", "ends_on", "months", "exceptions", "as_written",
        ]  # fmt: skip
        labels = {
            "frequency": "Week or month",
            "weekday": "Day",
            "week": "Which one of the month",
            "day_of_month": "Or on which date",
            "place": "Where",
            "as_written": "Read from",
        }
        help_texts = {
            "week": "Only when it is by the month.",
            "day_of_month": "15 for the 15th of the month; -1 for its last day.",
            "place": "Leave empty when it is the same at all of its places. A new place can be "
            "chosen once it is saved.",
        }

    def __init__(self, *args: Any, resource: Resource | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = resource.places.all() if resource and resource.pk else Place.objects.none()
        self.fields["place"].queryset = here  # type: ignore[attr-defined]

    def clean_interval(self) -> int:
        return self.cleaned_data["interval"] or 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.clean_days(data)
        self.clean_times(data)
        if not self.errors:
            self.clean_dates(data)
        return data

    def clean_days(self, data: dict[str, Any]) -> None:
        monthly = data.get("frequency") == Frequency.MONTHLY
        day, week, date = data.get("weekday"), data.get("week"), data.get("day_of_month")
        if date is not None and not monthly:
            self.add_error("day_of_month", "Leave this empty when it is by the week.")
        elif date is not None and not (1 <= date <= 31 or date == LAST_DAY):
            self.add_error("day_of_month", "Write a day from 1 to 31, or -1 for the last.")
        elif date is not None and (day is not None or week is not None):
            self.add_error("day_of_month", "Say either the day of the week or the date.")
        elif date is None and day is None and "weekday" not in self.errors:
            self.add_error("weekday", "Say on which day.")
        if monthly and week is None and date is None:
            self.add_error("week", "Say which week of the month.")
        if not monthly and week is not None:
            self.add_error("week", "Leave this empty when it is every week.")

    def clean_times(self, data: dict[str, Any]) -> None:
        starts, ends = data.get("starts"), data.get("ends")
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", "Say when it starts, too.")
        if starts and ends and starts == ends:
            self.add_error("ends", "It ends when it starts.")
        if starts and ends and is_too_long(starts, ends):
            self.add_error(
                "ends", f"It ends before it starts. Until {ends:%H:%M} the next day is too long."
            )

    def clean_dates(self, data: dict[str, Any]) -> None:
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first.")
            return
        rule = self.rule(data)
        begins = replace(rule, exceptions=()).first_date()
        if rule.interval > 1 and first and begins != first:
            day = Weekday(first.weekday()).label
            self.add_error(
                "starts_on", f"{date_words(first)}, a {day}, is none of its days. Name one of them."
            )
        elif first and begins is None:
            self.add_error("ends_on" if last else "starts_on", "It never happens in this time.")

    def rule(self, data: dict[str, Any]) -> Rule:
        return Schedule(**{name: data.get(name) for name in RULE_FIELDS if name in data}).rule


RULE_FIELDS = [name for name in ScheduleForm.Meta.fields if name not in {"place", "as_written"}]
