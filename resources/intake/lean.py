"""The directory's forms without what pages need of them: the same fields, validators and rules at
a tenth of the time. Whether they hold is all that is asked; what is wrong, the forms say
themselves.
"""

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
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
    own = {name: getattr(form, f"clean_{name}", None) for name in fields}
    return type(
        f"Lean{form.__name__}",
        (LeanMixin, form),
        {"form": form, "fields": fields, "own": own, "__doc__": form.__doc__},
    )


# Most values come up again and again: only names and addresses seldom do.
@lru_cache(maxsize=20_000, typed=True)
def cleaned(form: Any, name: str, value: Hashable) -> Any:
    """The value of this field as the form takes it. Raises ValidationError."""
    value = form.base_fields[name].clean(value)
    field = form._meta.model._meta.get_field(name)
    if field.validators:
        field.run_validators(value)
    return value


class LeanMixin:
    """Comes before a ModelForm and takes the place of all that it does around its rules."""

    form: Any
    fields: dict[str, forms.Field]
    own: dict[str, Callable[[Any], Any] | None]
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
            for name, own in self.own.items():
                self.cleaned_data[name] = self.value_of(name)
                if own:
                    self.cleaned_data[name] = own(self)
            cleaned_data = self.clean()  # type: ignore[attr-defined]
        except ValidationError as error:
            raise InvalidError from error
        if self._errors:
            raise InvalidError
        for name, value in (cleaned_data or self.cleaned_data).items():
            setattr(self.instance, name, value)

    def value_of(self, name: str) -> Any:
        given = self.data.get(name)
        if isinstance(given, list):
            given = tuple(given)
        value = cleaned(self.form, name, given)
        # one of its own for each
        return [*value] if isinstance(value, list) else value
