"""The curators' own forms, asked about an entry from elsewhere."""

from collections.abc import Callable, Set
from typing import Any

from django import forms

from resources.intake.entries import EntryError
from resources.vocabulary import Cost, Joining, Status

# What a field becomes, when intake is forgiving, where the given value is wrong
REPLACEMENTS: dict[str, Any] = {
    "cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE,
    "delivery": ["phone"],
}  # fmt: skip
LONGEST_QUOTE = 80


def valid_form(
    make: Callable[[dict[str, Any]], Any],
    data: dict[str, Any],
    notes: list[str],
    *,
    optional: Set[str],
    forgiving: bool,
    about: str = "",
) -> Any:
    """A valid form, made without those optional values that are wrong; each is noted.

    `make` is asked again after a value was left out, and must begin anew: with a copy of the
    instance. Strict, such a value stays as the directory has it; forgiving, it is replaced.
    Raises EntryError when the form is not valid all the same.
    """
    data, optional = dict(data), set(optional)
    form = make(data)
    while wrong := sorted(set(form.errors) & data.keys() & optional):
        for name in wrong:
            value = data.pop(name)
            notes.append(left_out(form, name, value, forgiving=forgiving))
            if forgiving:
                data[name] = REPLACEMENTS.get(name)
                if data[name] == value:
                    optional.discard(name)
        form = make(data)
    if not form.is_valid():
        raise EntryError(messages(form, about))
    return form


def left_out(form: forms.BaseForm, name: str, value: Any, *, forgiving: bool) -> str:
    quoted = f"{form[name].label} “{str(value)[:LONGEST_QUOTE]}”"
    if forgiving:
        return f"{quoted} was left out: {form.errors[name][0]}"
    return f"{quoted} left out: not valid."


def messages(form: forms.BaseForm, about: str = "") -> list[str]:
    """The form's errors, each with the field, or else what the form is about: that has a name, too,
    which beside the entry's would be no label."""
    found = []
    for name, errors in form.errors.items():
        own = name in form.fields and not (about and name == "name")
        label = form[name].label if own else about
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return found
