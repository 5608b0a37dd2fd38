"""What a manager or researcher types about reports, checked here first."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from facilitation.form_fields import text
from facilitation.periods import Length
from facilitation.roles import Role
from reports.models import ClosedPeriod, HourlyRate

# who is in sessions
ROLES = (Role.FACILITATOR, Role.MANAGER)


class StudyForm(forms.Form):
    study = text(
        "Which study is it for?",
        60,
        "Exports with the same words here have the same pseudonyms, and can be joined. Name no "
        "person.",
        missing="Say which study it is for.",
    )


class LengthForm(forms.Form):
    months = forms.TypedChoiceField(
        label="How long is a period?",
        choices=Length,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long a period is."},
    )


class PeriodForm(forms.Form):
    """Which of the periods that were counted is looked at: the last one where nothing is said."""

    def __init__(self, *args: Any, periods: Sequence[ClosedPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {period.first.isoformat(): period for period in periods}
        choices = [(key, str(period)) for key, period in self.periods.items()]
        self.fields["period"] = forms.ChoiceField(
            label="Period",
            choices=choices,
            required=False,
            widget=forms.Select(attrs={"class": "select"}),
            error_messages={"invalid_choice": "Choose one of the periods in the list."},
        )

    @property
    def chosen(self) -> ClosedPeriod:
        self.is_valid()
        last = next(iter(self.periods))
        return self.periods[self.cleaned_data.get("period") or last]

    @property
    def before(self) -> ClosedPeriod | None:
        return next((one for one in self.periods.values() if one.after == self.chosen.first), None)


def amount(label: str, most: int, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        min_value=Decimal(0),
        max_value=Decimal(most),
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"class": "input input--year", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Write a number, such as 18.50.",
            "max_decimal_places": "Write pounds and pence, such as 18.50.",
            "max_value": f"Write a number up to {most:,}.",
            "min_value": "Write a number that is not below 0.",
        },
    )


class RatesForm(forms.Form):
    """For each role that sits in sessions: what an hour costs, and what goes with it."""

    def __init__(self, *args: Any, rates: Sequence[HourlyRate] = (), **kwargs: Any) -> None:
        known = {rate.role: rate for rate in rates}
        super().__init__(*args, **kwargs)
        for role in ROLES:
            pounds, other = f"{role}_pounds", f"{role}_other"
            self.fields[pounds] = amount(
                f"{role.label}: pounds an hour",
                1000,
                "With what the employer pays on top. Leave it empty where it is not known.",
            )
            self.fields[other] = amount(
                f"{role.label}: other hours for each hour in a session",
                50,
                "Getting there, notes, telephone calls, supervision. Such as 0.5.",
            )
            if role in known:
                self.initial[pounds] = known[role].pounds
                self.initial[other] = known[role].other_hours

    @property
    def rates(self) -> dict[str, tuple[Decimal, Decimal] | None]:
        data = self.cleaned_data
        return {
            role: (data[f"{role}_pounds"], data[f"{role}_other"] or Decimal(0))
            if data[f"{role}_pounds"] is not None
            else None
            for role in ROLES
        }
