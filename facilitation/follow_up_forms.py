"""What a facilitator says of a follow-up that is due, checked here first."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from facilitation.follow_up import add_months
from facilitation.vocabulary import AttemptMethod, FollowUpEnd

MOST_MONTHS = 24  # ahead
OLDEST = dt.timedelta(days=366)  # of an attempt that is written down afterwards
WRONG_DAY = "Write a date, such as 26/02/2027."


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"class": "input input--short", "type": "date"}
        ),
        error_messages={"required": WRONG_DAY, "invalid": WRONG_DAY},
        **options,
    )


class DayForm(forms.Form):
    """On which day the two meet or speak."""

    day = day_field("On which day?")
    time = forms.TimeField(
        label="At what time?",
        required=False,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "input input--short", "type": "time"}
        ),
        error_messages={"invalid": "Write a time, such as 14:00."},
    )

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day < today:
            raise ValidationError("Write a date that is still to come.")
        if day > add_months(today, MOST_MONTHS):
            raise ValidationError("Write a date within the next two years.")
        return day


class AttemptForm(forms.Form):
    how = forms.ChoiceField(
        label="How did you try?",
        choices=AttemptMethod,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you tried."},
    )
    on = day_field("On which day?", initial=timezone.localdate)

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        today = timezone.localdate()
        if not today - OLDEST <= on <= today:
            raise ValidationError("Write a day of the past year, or today.")
        return on


class NoFollowUpForm(forms.Form):
    """Who stops half way may say at once that they would rather not be asked again."""

    no_follow_up = forms.BooleanField()


class GiveUpForm(forms.Form):
    """Which button was pressed."""

    why = forms.ChoiceField(choices=FollowUpEnd)
