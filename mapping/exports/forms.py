from django import forms
from django.http import QueryDict

from mapping.names import Naming
from mapping.phrases import LENSES, Lens


class NamingForm(forms.Form):
    """How members are called in what is exported."""

    naming = forms.ChoiceField(choices=Naming.choices)


class LensForm(forms.Form):
    """Through which lens the map is looked at."""

    lens = forms.ChoiceField(choices=[(lens.value, lens.label) for lens in LENSES])


def naming_asked(data: QueryDict) -> Naming:
    """First names only when they were asked for in so many words; else initials."""
    form = NamingForm(data)
    return Naming(form.cleaned_data["naming"]) if form.is_valid() else Naming.INITIALS


def lens_asked(data: QueryDict) -> Lens | None:
    form = LensForm(data)
    if not form.is_valid():
        return None
    return next(lens for lens in LENSES if lens.value == form.cleaned_data["lens"])
