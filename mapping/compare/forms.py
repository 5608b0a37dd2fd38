from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class View(models.TextChoices):
    SIDE_BY_SIDE = "side-by-side", "Side by side"
    TOGETHER = "together", "In one picture"


class Asked(NamedTuple):
    """Which two maps, counted from 1, and how they are shown."""

    then: int
    now: int
    view: View


class CompareForm(forms.Form):
    """Which two of a person's `count` maps to look at. What is not said: the last two."""

    then = forms.IntegerField(required=False, min_value=1)
    now = forms.IntegerField(required=False)
    view = forms.TypedChoiceField(
        choices=View.choices, coerce=View, required=False, empty_value=View.SIDE_BY_SIDE
    )

    def __init__(self, data: Mapping[str, Any], *, count: int) -> None:
        super().__init__(data)
        self.count = count

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = cleaned.get("now")
        now = self.count if now is None else now
        then = cleaned.get("then")
        then = now - 1 if then is None else then
        if not 1 <= then < now <= self.count:
            raise ValidationError("That map is not there.")
        return {**cleaned, "then": then, "now": now}

    def asked(self) -> Asked:
        """The last two maps where what was asked for is not there."""
        if self.is_valid():
            cleaned = self.cleaned_data
            return Asked(cleaned["then"], cleaned["now"], cleaned["view"])
        return Asked(self.count - 1, self.count, View.SIDE_BY_SIDE)
