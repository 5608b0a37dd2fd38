"""What is typed for a case study, and what is looked at by eye."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from case_studies.identifying import Found, find
from case_studies.models import TEXTS, CaseStudy
from case_studies.stored import names_of, words_of_interests
from case_studies.vocabulary import CHECKS, Audience
from facilitation.form_fields import text, ticks
from facilitation.models import Session
from facilitation.vocabulary import Condition

MISSING = "Write a few words."


class DraftForm(forms.Form):
    heading = text("What is it about?", 80, "A few words, such as “Singing again”.",
                   missing=MISSING)  # fmt: skip
    before = text("How were things at first?", 500, missing=MISSING, lines=5)
    taken_up = text("What did they take up, and what came of it?", 500, missing=MISSING, lines=5)
    words = text("In their own words", 400, "As they said it, if they like that to be told.",
                 lines=4)  # fmt: skip
    conditions = ticks("Which conditions may be told?", ())
    audiences = forms.MultipleChoiceField(
        label="Who may it be shown to?",
        choices=Audience,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one kind of organisation."},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, session: Session) -> None:
        kept = CaseStudy.objects.filter(session=session).first()
        names = (*TEXTS, "conditions", "audiences")
        super().__init__(data, initial={name: getattr(kept, name) for name in names if kept})
        self.person = session.participant
        known = [(one.value, one.label) for one in Condition if one in self.person.conditions]
        if known:
            conditions = self.fields["conditions"]
            assert isinstance(conditions, forms.MultipleChoiceField)
            conditions.choices = known
        else:
            del self.fields["conditions"]

    def clean(self) -> dict[str, Any]:
        """No name, place or number that is stored of the person."""
        data = super().clean() or self.cleaned_data
        names, ordinary = names_of(self.person), words_of_interests()
        for field in TEXTS:
            if found := find(data.get(field, ""), names, ordinary):
                self.add_error(field, ValidationError(complaint(found)))
        return {"conditions": [], **data}


def complaint(found: Sequence[Found]) -> str:
    """ "“Zebedee” is somebody on the map. Write it in another way..." """
    said = "; ".join(f"“{one.typed}” is {one.whose}" for one in found)
    return f"{said}. Write it in another way, such as “a friend” or “a walking group”."


class ChecksForm(forms.Form):
    """What no rule finds: each is looked at, and ticked. `seen`: the digest of what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, digest: str, agreed: str = "") -> None:
        super().__init__(data, initial={"seen": digest})
        self.digest = digest
        for key, sentence in CHECKS.items():
            self.fields[key] = tick(sentence, "Look at it again, and tick this if it is so.")
        if agreed:
            self.fields["agreed"] = tick(
                agreed, "Tick this if they agree. Otherwise it is shown to nobody."
            )

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "seen"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("seen") != self.digest:
            raise ValidationError("It was changed meanwhile. Please look at it again.")
        return data


def tick(sentence: str, missing: str) -> forms.BooleanField:
    return forms.BooleanField(label=sentence, error_messages={"required": missing})


class FilterForm(forms.Form):
    """Which case studies an audience gets."""

    condition = forms.ChoiceField(
        label="Condition",
        choices=[("", "Any"), *Condition.choices],
        required=False,
        widget=forms.Select({"class": "select"}),
        error_messages={"invalid_choice": "Choose one of the list."},
    )
    audience = forms.ChoiceField(
        label="For whom",
        choices=[("", "Anybody"), *Audience.choices],
        required=False,
        widget=forms.Select({"class": "select"}),
        error_messages={"invalid_choice": "Choose one of the list."},
    )

    def takes(self, study: CaseStudy) -> bool:
        """Whether it is of the condition and for the audience that were chosen."""
        self.is_valid()
        condition = self.cleaned_data.get("condition", "")
        audience = self.cleaned_data.get("audience", "")
        return (not condition or condition in study.conditions) and (
            not audience or audience in study.audiences
        )
