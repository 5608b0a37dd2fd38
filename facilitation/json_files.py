"""Content that comes as a JSON file, checked by forms: an item bank, a measure."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms


class JSONFileError(Exception):
    """The file cannot be used. `problems` says why in plain words."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class TextField(forms.CharField):
    """Text only: a number or a list in its place is a mistake, not something to spell out."""

    def to_python(self, value: Any) -> str | None:
        if value is not None and not isinstance(value, str):
            raise forms.ValidationError("This must be text in quotation marks.")
        return super().to_python(value)


def read_json(path: Path) -> Any:
    """What the file says. Raises JSONFileError."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise JSONFileError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise JSONFileError(f"{path} is not JSON in UTF-8: {error}.") from error


def require_object(data: Any) -> dict[str, Any]:
    """The object that the file as a whole has to be. Raises JSONFileError."""
    if not isinstance(data, dict):
        raise JSONFileError("The file must hold one object: { ... }.")
    return data


def require_list(data: dict[str, Any], name: str, most: int) -> list[Any]:
    """The list of that name. Raises JSONFileError."""
    entries = data.get(name)
    if not isinstance(entries, list) or not 1 <= len(entries) <= most:
        raise JSONFileError(f"{name}: give a list of 1 to {most} {name}.")
    return entries


def as_object(value: Any) -> dict[str, Any]:
    """What a form can take: anything but an object is as good as empty."""
    return value if isinstance(value, dict) else {}


def complaints(form: forms.Form, where: str) -> Iterator[str]:
    """Every problem of the form, each with its place in the file."""
    for field, errors in form.errors.items():
        for error in errors:
            yield f"{where}{field}: {error}"
