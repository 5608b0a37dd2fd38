"""Everything a facilitator or manager types, checked here first."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from facilitation.consent import CURRENT
from facilitation.models import REFERENCE_ALPHABET, Participant, User
from facilitation.vocabulary import AgeBand, Condition, Gender
from geography import postcodes

OLDEST = 120  # years
NOT_SAID = "not_said"
NOT_YET = "not_yet"


class AboutForm(forms.Form):
    """About you: what was agreed, and what tailors the suggestions. Only consent is needed."""

    agreed = forms.MultipleChoiceField(
        label="Is it all right to keep this?",
        choices=list(CURRENT.clauses.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label="What would you like to be called?",
        help_text="A first name or nickname. You can leave this empty.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"max_length": "Use a shorter name, up to 60 letters."},
    )
    postcode = forms.CharField(
        label="What is your postcode?",
        help_text="So that we can look near your home. Left empty, you can point to a place later.",
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "input input--short", "autocomplete": "off", "autocapitalize": "off"}
        ),
        error_messages={"max_length": "Write a full postcode, such as SO17 1BJ."},
    )
    gender = forms.ChoiceField(
        label="How do you describe yourself?",
        choices=Gender,
        required=False,
        widget=forms.RadioSelect,
    )
    year_of_birth = forms.IntegerField(
        label="In which year were you born?",
        help_text="For example 1948. Or choose an age group below.",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "input input--year", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"invalid": "Write the year with four digits, such as 1948."},
    )
    age_band = forms.ChoiceField(
        label="Or choose an age group",
        choices=AgeBand,
        required=False,
        widget=forms.RadioSelect,
    )
    conditions = forms.MultipleChoiceField(
        label="Do you live with any of these?",
        help_text="Choose any that matter to you, or none.",
        choices=[*Condition.choices, (NOT_SAID, "Prefer not to say")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def initial_for(participant: Participant) -> dict[str, Any]:
        fields = ("name", "postcode", "gender", "year_of_birth", "age_band")
        return {
            **{field: getattr(participant, field) for field in fields},
            "agreed": participant.consent.agreed if participant.consent else [],
            "conditions": [NOT_SAID] if participant.conditions_not_said else participant.conditions,
        }

    def clean_agreed(self) -> list[str]:
        agreed: list[str] = self.cleaned_data["agreed"]
        if not CURRENT.needed <= set(agreed):
            raise ValidationError(
                "We can only go on together if this may be kept. Please tick the first box, or "
                "leave it there: nothing will be kept.",
                code=NOT_YET,
            )
        return agreed

    @property
    def waits(self) -> bool:
        """Nothing is wrong: only the agreement is not there yet."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return codes == {NOT_YET}

    def clean_postcode(self) -> str:
        if not self.cleaned_data["postcode"]:
            return ""
        try:
            return postcodes.spaced(postcodes.parse(self.cleaned_data["postcode"]))
        except postcodes.MalformedPostcodeError as error:
            asked = f"Did you mean {error.meant}?" if error.meant else ""
            raise ValidationError(asked or "Write a full postcode, such as SO17 1BJ.") from None

    def clean_year_of_birth(self) -> int | None:
        year: int | None = self.cleaned_data["year_of_birth"]
        this_year = timezone.localdate().year
        if year is not None and not this_year - OLDEST <= year <= this_year:
            raise ValidationError(f"Write a year between {this_year - OLDEST} and {this_year}.")
        return year

    def clean_conditions(self) -> list[str]:
        conditions: list[str] = self.cleaned_data["conditions"]
        if NOT_SAID in conditions and len(conditions) > 1:
            raise ValidationError("Choose conditions, or “Prefer not to say”, but not both.")
        return conditions

    def clean(self) -> dict[str, Any]:
        """A year and an age group say the same thing twice: they have to agree."""
        data = super().clean() or self.cleaned_data
        year, band = data.get("year_of_birth"), data.get("age_band")
        oldest = timezone.localdate().year - (year or 0)
        youngest, eldest = (AgeBand(band).ages if band else None) or (1, 0)  # none fits
        if year and band and not (youngest <= oldest and oldest - 1 <= eldest):
            self.add_error(
                "age_band", "This does not go with the year of birth. Please correct one of them."
            )
        return data

    def details(self) -> dict[str, Any]:
        """The participant's fields, ready to be kept."""
        data = self.cleaned_data
        not_said = NOT_SAID in data["conditions"]
        return {
            **{key: data[key] for key in ("name", "postcode", "gender", "year_of_birth")},
            "age_band": data["age_band"],
            "conditions": [] if not_said else data["conditions"],
            "conditions_not_said": not_said,
        }


class OnceForm(forms.Form):
    """Made anew for each button that is shown: what it asks for is done once (see `{% once %}`)."""

    once = forms.UUIDField(required=False)


def once(request: HttpRequest) -> UUID | None:
    form = OnceForm(request.POST)
    found: UUID | None = form.cleaned_data["once"] if form.is_valid() else None
    return found


class SearchForm(forms.Form):
    """A reference code as it is read aloud: any case, with or without "G-"."""

    reference = forms.CharField(
        label="Find by reference code",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": "Write a reference code, such as G-7KQ2M.",
            "max_length": "Write a reference code, such as G-7KQ2M.",
        },
    )

    def clean_reference(self) -> str:
        code = re.sub(r"[\s\-]", "", self.cleaned_data["reference"]).upper()
        if not re.fullmatch(f"[{REFERENCE_ALPHABET}]{{1,6}}", code):
            raise ValidationError("A reference code looks like G-7KQ2M.")
        return code


class ReassignForm(forms.Form):
    facilitator = forms.ModelChoiceField(
        label="Who takes over",
        queryset=User.objects.none(),
        empty_label="Choose a colleague",
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={
            "required": "Choose who takes over.",
            "invalid_choice": "Choose a colleague from the list.",
        },
    )

    def __init__(self, *args: Any, colleagues: "Any", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = colleagues  # type: ignore[attr-defined]


class SignInAllowedForm(forms.Form):
    allowed = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes"
    )
