"""Django's fields that look their choices up, made safe.

When one of its forms is shown again, Django looks up whatever was sent, without asking whether it
could be an id at all, and answers with a fault.
"""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError


class OnlyIds:
    field: Any

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if self.is_id(one)], attr)  # type: ignore[misc]

    def is_id(self, value: str) -> bool:
        try:
            self.field.target_field.to_python(value)
        except ValidationError:
            return False
        return "\0" not in value


class SafeAutocomplete(OnlyIds, AutocompleteSelect):  # type: ignore[misc]
    """For one."""


class SafeAutocompleteMultiple(OnlyIds, AutocompleteSelectMultiple):  # type: ignore[misc]
    """For several."""
