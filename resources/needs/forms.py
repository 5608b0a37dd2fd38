"""Which time the report of what is missing is about."""

import datetime as dt
from typing import Any

from django import forms

from facilitation.periods import Length, Period, begin, closed

YEARS = 2


def quarters(today: dt.date) -> list[Period]:
    """The quarters that are over, the last first. They do not overlap, and the log of needs never
    changes, so that none can be taken from another (docs/adr/0044)."""
    first = begin(today.replace(day=1) - dt.timedelta(days=365 * YEARS), Length.QUARTER)
    return list(closed(first, Length.QUARTER, today))[::-1]


class PeriodForm(forms.Form):
    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {one.first.isoformat(): one for one in quarters(today)}
        self.fields["quarter"] = forms.ChoiceField(
            label="Looked for from",
            choices=[(key, one.in_words) for key, one in self.quarters.items()],
            required=False,
            widget=forms.Select(attrs={"class": "select"}),
            error_messages={"invalid_choice": "Choose one of the periods in the list."},
        )

    @property
    def period(self) -> Period:
        self.is_valid()
        last = next(iter(self.quarters))
        return self.quarters[self.cleaned_data.get("quarter") or last]
