"""Which time the report of what is missing is about."""

import datetime as dt

from django import forms

MONTHS = [(3, "the last three months"), (12, "the last year"), (60, "the last five years")]
DEFAULT_MONTHS = 12
DAYS_IN_A_MONTH = 30.44


class PeriodForm(forms.Form):
    months = forms.TypedChoiceField(
        label="Looked for in",
        choices=MONTHS,
        coerce=int,
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"invalid_choice": "Choose one of the periods in the list."},
    )

    def since(self, today: dt.date) -> dt.date:
        self.is_valid()
        months = self.cleaned_data.get("months") or DEFAULT_MONTHS
        return today - dt.timedelta(days=months * DAYS_IN_A_MONTH)
