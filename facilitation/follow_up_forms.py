"""What a facilitator says of a follow-up that is due, checked here first."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from facilitation.follow_up import add_months
from facilitation.form_fields import day_field, time_field
from facilitation.vocabulary import AttemptMethod, FollowUpEnd

MOST_MONTHS = 24  # ahead
OLDEST = dt.timedelta(days=366)  # of an attempt that is written down afterwards


class DayForm(forms.Form):
    """On which day the two meet or speak."""

    day = day_field("On which day?", required=True)
    time = time_field("At what time?")

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
    on = day_field("On which day?", required=True, initial=timezone.localdate)

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
