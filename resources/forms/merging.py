"""Which of two entries stays, and what it takes from the other."""

from typing import Any

from django import forms

from resources.forms.entries import ResourceForm
from resources.models import Resource

# Interests are kept from both, a confidential address stays so, and the rest moves by itself.
BY_ITSELF = {
    "interests", "authorities", "verified_on", "verify_by", "owner", "address_confidential",
}  # fmt: skip
COMPARED = [name for name in ResourceForm.Meta.fields if name not in BY_ITSELF]
FIRST, SECOND = "first", "second"


class MergeForm(forms.Form):
    """A choice for each field in which the two differ; the fuller of the two to begin with."""

    def __init__(self, *args: Any, first: Resource, second: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COMPARED:
            said = [shown(first, name), shown(second, name)]
            if said[0] != said[1]:
                self.fields[name] = forms.ChoiceField(
                    label=label(name),
                    choices=[(FIRST, said[0] or "–"), (SECOND, said[1] or "–")],
                    initial=FIRST if said[0] else SECOND,
                    widget=forms.RadioSelect,
                )

    def taken_by_itself(self) -> list[str]:
        """What it begins with: of the second what the first does not say."""
        return [name for name, field in self.fields.items() if field.initial == SECOND]

    def taken_from_second(self) -> list[str]:
        return [name for name, side in self.cleaned_data.items() if side == SECOND]


def shown(resource: Resource, name: str) -> str:
    display = getattr(resource, f"get_{name}_display", None)
    value = display() if display else getattr(resource, name)
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def label(name: str) -> str:
    field = ResourceForm.base_fields.get(name)
    return str(field.label or name).capitalize() if field else name.capitalize()
