"""The directory's forms without what pages need of them: the same fields, validators and rules at
a tenth of the time. Whether they hold is all that is asked; what is wrong, the forms say
themselves.
"""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList

# Asked of the database by a form, and known to whoever asks here
RELATIONS = (forms.ModelChoiceField, forms.ModelMultipleChoiceField)


class InvalidError(Exception):
    """The form would not be valid."""


@cache
def lean(form: type[Any], names: frozenset[str]) -> type[Any]:
    """A class with the rules of this form for these fields: `lean(form, names)(data, instance)`."""
    fields = {
        name: field
        for name, field in form.base_fields.items()
        if name in names and not isinstance(field, RELATIONS)
    }
    model = form._meta.model
    validated = {
        name: model._meta.get_field(name)
        for name in fields
        if model._meta.get_field(name).validators
    }
    return type(
        f"Lean{form.__name__}",
        (LeanMixin, form),
        {"fields": fields, "validated": validated, "__doc__": form.__doc__},
    )


class LeanMixin:
    """Comes before a ModelForm and takes the place of all that it does around its rules."""

    fields: dict[str, forms.Field]
    validated: dict[str, Any]
    error_class = ErrorList
    is_bound = True
    renderer = None

    def __init__(self, data: dict[str, Any], instance: Any) -> None:
        self.data, self.instance = data, instance
        self.cleaned_data: dict[str, Any] = {}
        self._errors = ErrorDict()
        self.remarks: list[str] = []

    @property
    def errors(self) -> ErrorDict:
        return self._errors

    @property
    def changed_data(self) -> list[str]:
        return [
            name
            for name, value in self.cleaned_data.items()
            if value != getattr(self.instance, name)
        ]

    def check(self) -> None:
        """Put the values into the instance. Raises InvalidError, and leaves the instance half
        done."""
        try:
            for name, field in self.fields.items():
                value = field.clean(self.data.get(name))
                if name in self.validated:
                    self.validated[name].run_validators(value)
                self.cleaned_data[name] = value
                own = getattr(self, f"clean_{name}", None)
                if own:
                    self.cleaned_data[name] = own()
            cleaned = self.clean()  # type: ignore[attr-defined]
        except ValidationError as error:
            raise InvalidError from error
        if self._errors:
            raise InvalidError
        for name, value in (cleaned or self.cleaned_data).items():
            setattr(self.instance, name, value)
