"""What a manager asks of the audit log, checked here first."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from facilitation.form_fields import day_field
from facilitation.models.audit import AuditEventQuerySet
from facilitation.vocabulary import AuditKind

WRONG_DAY = "Write a day as 2026-04-30."


class AuditForm(forms.Form):
    """Which lines of the audit log are looked at: all of them where nothing is said."""

    first = day_field("From", wrong=WRONG_DAY)
    last = day_field("To", wrong=WRONG_DAY)
    kind = forms.ChoiceField(
        label="What",
        choices=[("", "Everything"), *AuditKind.choices],
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"invalid_choice": "Choose one of the list."},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", "The last day is before the first.")
        return said

    def narrow(self, events: AuditEventQuerySet) -> AuditEventQuerySet:
        said = self.cleaned_data
        wanted = {
            "at__date__gte": said["first"],
            "at__date__lte": said["last"],
            "kind": said["kind"],
        }
        return events.filter(**{name: value for name, value in wanted.items() if value})

    @property
    def in_address(self) -> str:
        """What was asked, for the links to further pages and to the file."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})
