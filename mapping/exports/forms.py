from django import forms
from django.http import QueryDict

from mapping.names import Naming


class NamingForm(forms.Form):
    """How members are called in what is exported."""

    naming = forms.ChoiceField(choices=Naming.choices)


def naming_asked(data: QueryDict) -> Naming:
    """First names only when they were asked for in so many words; else initials."""
    form = NamingForm(data)
    return Naming(form.cleaned_data["naming"]) if form.is_valid() else Naming.INITIALS
