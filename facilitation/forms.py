"""Everything a facilitator or manager types, checked here first."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from facilitation.consent import CURRENT, WITHDRAWING
from facilitation.form_fields import PostcodeField, YearOfBirthField, email_field, text, ticks
from facilitation.models import REFERENCE_ALPHABET, PersonRecord, Session, User
from facilitation.validators import PHONE
from facilitation.vocabulary import (
    Adjustment,
    AgeBand,
    Condition,
    ContactMethod,
    Gender,
    Mobility,
)

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
    postcode = PostcodeField(
        label="What is your postcode?", help_text="So that we can look near your home."
    )
    gender = forms.ChoiceField(
        label="How do you describe yourself?",
        choices=Gender,
        required=False,
        widget=forms.RadioSelect,
    )
    year_of_birth = YearOfBirthField(
        label="In which year were you born?",
        help_text="For example 1948. Or choose an age group below.",
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
    def initial_for(session: Session) -> dict[str, Any]:
        """What was said before. Consent is asked at each session, and when its wording changes:
        it is filled in only where it was given in this one, in today's words."""
        participant, consent = session.participant, session.consent
        asked = consent is not None and consent.wording_version == CURRENT.version
        fields = ("name", "postcode", "gender", "year_of_birth", "age_band")
        return {
            **{field: getattr(participant, field) for field in fields},
            "agreed": consent.agreed if consent and asked else [],
            "conditions": [NOT_SAID] if participant.conditions_not_said else participant.conditions,
        }

    def clean_agreed(self) -> list[str]:
        agreed: list[str] = self.cleaned_data["agreed"]
        if not CURRENT.needed <= set(agreed):
            raise ValidationError(
                "We can only go on together if this may be kept. Please tick the first box, or "
                "press “Stop here” to choose what becomes of what there is.",
                code=NOT_YET,
            )
        return agreed

    @property
    def waits(self) -> bool:
        """Nothing is wrong: only the agreement is not there yet."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return codes == {NOT_YET}

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


def code_in(typed: str) -> str:
    """A reference code as it is read aloud: any case, with or without "G-". Empty: it is none."""
    code = re.sub(r"[\s\-]", "", typed).upper()
    return code if re.fullmatch(f"[{REFERENCE_ALPHABET}]{{1,6}}", code) else ""


class SearchForm(forms.Form):
    """For managers, who see codes and no names."""

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
        code = code_in(self.cleaned_data["reference"])
        if not code:
            raise ValidationError("A reference code looks like G-7KQ2M.")
        return code


class FindForm(forms.Form):
    """For facilitators, among their own people."""

    query = forms.CharField(
        label="Find by name or code",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": "Write a name, or a code such as G-7KQ2M.",
            "max_length": "Write a shorter name, up to 60 letters.",
        },
    )


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


class ConfirmForm(forms.Form):
    """What is asked once more before it is done."""

    sure = forms.BooleanField()


class StartFollowUpForm(forms.Form):
    by_telephone = forms.BooleanField(required=False)


class WithdrawForm(forms.Form):
    clause = forms.ChoiceField(choices=[(key, key) for key in WITHDRAWING])


class PublicForm(forms.Form):
    """What anybody may send, without an account."""

    # Nobody sees this field: what fills it in is a machine.
    website = forms.CharField(
        label="Leave this empty", required=False, widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("Leave this field empty.")
        return ""


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """How to reach the person, and what they need. Everything can be left."""

    phone = text("Telephone", 40, validators=[PHONE])
    email = email_field("E-mail")
    contact_method = forms.ChoiceField(
        label="What is the best way to reach you?",
        choices=ContactMethod,
        required=False,
        widget=forms.RadioSelect,
    )
    best_time = text("When is a good time?", 100, "Such as weekday mornings.")
    language = text("Which language do you like to speak?", 60)
    needs_interpreter = forms.BooleanField(label="An interpreter is needed", required=False)
    mobility = ticks("How do you get about?", Mobility)
    adjustments = ticks("What would help you?", Adjustment)
    needs = text("What else should we know, to make it easy for you?", 300)
    carer = text("Is there a carer, or someone who helps?", 200, "A name, and how to reach them.")
    is_carer = forms.BooleanField(label="I look after someone myself", required=False)

    class Meta:
        model = PersonRecord
        fields = (
            "phone", "email", "contact_method", "best_time", "language", "needs_interpreter",
            "mobility", "adjustments", "needs", "carer", "is_carer",
        )  # fmt: skip


class NoteForm(forms.Form):
    note = text("Private note", 1000, lines=6)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people's plans say about the user."""

    phone = forms.CharField(
        label="Telephone",
        help_text="Printed on the plans made with you.",
        max_length=40,
        required=False,
        validators=[PHONE],
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "tel"}),
    )
    phone_times = text("When to ring", 60, "Such as Monday to Thursday, mornings.")

    class Meta:
        model = User
        fields = ("phone", "phone_times")


class AllowedForm(forms.Form):
    """The button that takes something away, or gives it back."""

    allowed = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes"
    )
