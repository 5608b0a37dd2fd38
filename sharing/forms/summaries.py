"""What is typed for a summary, and that the person agreed to it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from facilitation.form_fields import day_field, text
from facilitation.models import Session
from plans.models import PlanItem
from sharing.models import LEAST, MOST, Goal, Summary

SCORES = [(score, str(score)) for score in range(LEAST, MOST + 1)]


class SummaryForm(forms.ModelForm):  # type: ignore[type-arg]
    practice = text("Which practice is it for?", 200, missing="Write the practice’s name.")
    nhs_number = text("NHS number", 20, "Ten digits, such as 943 476 5919, if it is at hand.")
    strengths = text("What is going well?", 300, lines=2)
    needs = text("What matters most, or is hard?", 300, lines=2)
    risks = text("Is there a risk that the practice should know of?", 300)
    requests = text("Is there something that the practice could do?", 300)
    review_on = day_field("When is it looked at again?")

    class Meta:
        model = Summary
        fields = (
            "practice", "nhs_number", "strengths", "needs", "risks", "requests", "review_on",
        )  # fmt: skip

    def clean_nhs_number(self) -> str:
        typed: str = self.cleaned_data["nhs_number"]
        number = "".join(character for character in typed if character not in " -")
        if number and not is_nhs_number(number):
            raise ValidationError("This is no NHS number. Check its ten digits.")
        return number


def is_nhs_number(number: str) -> bool:
    """Ten digits, of which the last is a check: the others by weights 10 to 2, modulo 11. (NHS Data
    Dictionary.)"""
    if not (len(number) == 10 and number.isascii() and number.isdigit()):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(number[9])


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is hoped for from one priority."""

    hope = text("What do you hope for?", 200)
    importance = forms.TypedChoiceField(
        label="How important is it to you?",
        help_text="From 1, a little, to 10, very.",
        choices=SCORES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    confidence = forms.TypedChoiceField(
        label="How sure are you that you will take the first step?",
        help_text="From 1, not at all, to 10, quite sure.",
        choices=SCORES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Goal
        fields = ("hope", "importance", "confidence")

    def __init__(self, data: Mapping[str, Any] | None, *, item: PlanItem, goal: Goal | None):
        self.item = item
        super().__init__(data, instance=goal, prefix=f"goal-{item.position}")


class SummaryForms:
    """All that stands on the page."""

    def __init__(self, session: Session, data: Mapping[str, Any] | None, practice: str) -> None:
        summary = Summary.objects.filter(session=session).first()
        kept = {goal.item_id: goal for goal in summary.goals.all()} if summary else {}
        # kept with what is agreed to: another day set later changes nothing of it
        first = {"practice": practice, "review_on": session.next_meeting or session.follow_up_due}
        self.summary = SummaryForm(data, instance=summary, initial={} if summary else first)
        self.goals = [
            GoalForm(data, item=item, goal=kept.get(item.pk))
            for item in session.plan_items.select_related("resource")
        ]
        self.all = [self.summary, *self.goals]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self.all:
            yield from form

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.all)

    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.all for error in form.non_field_errors()]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.all])  # noqa: C419 (each shows its errors)


class AgreeForm(forms.Form):
    """That the person agrees to the summary as it was shown."""

    agreed = forms.BooleanField(
        error_messages={"required": "Tick this if they agree. Otherwise nothing is given away."}
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, sentence: str, digest: str) -> None:
        super().__init__(data, initial={"seen": digest})
        self.digest = digest
        self.fields["agreed"].label = sentence

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("seen") != self.digest:
            raise ValidationError("It was changed meanwhile. Please look at it again.")
        return data
