"""A form whose data is the JSON that a page's script posts."""

import json
from typing import Self

from django import forms


class JSONForm(forms.Form):
    @classmethod
    def from_json(cls, body: bytes) -> Self:
        """Never raises: what cannot be read is a form with an error."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            data = None
        return cls(data if isinstance(data, dict) else {})
