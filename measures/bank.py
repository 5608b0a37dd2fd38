"""A measure as a file: what it must hold, and what is wrong with one that doesn't.

Shape, in JSON (UTF-8):

    {"key": "ucla-3", "version": "2018-12", "language": "en-gb", "title": "...",
     "source": "...", "licence": "...", "introduction": "...",
     "items": [{"key": "...", "text": "...", "answers": [[1, "..."], [2, "..."]]}],
     "scores": [{"key": "...", "title": "...", "items": ["..."], "range": [3, 9],
                 "missing": 0, "higher": "..."}]}

`answers` are values, in whole numbers, with the words that stand for them. A score is the sum of
its items; `missing` is how many of them may be left out. `range` must be what the sum can reach: it
guards against a slip in the file. `higher` says in a few words what a higher value means.
"""

from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from facilitation.json_files import (
    JSONFileError,
    TextField,
    as_object,
    complaints,
    read_json,
    require_list,
    require_object,
)

MOST_ITEMS = 60
MOST_SCORES = 20
KEY = RegexValidator(r"^[a-z0-9-]{1,40}$", "Use small letters, digits and hyphens.")


class MeasureError(JSONFileError):
    """The measure cannot be used. `problems` says why in plain words."""


class AnswersField(forms.Field):
    """Two or more pairs of a value and its words."""

    def clean(self, value: Any) -> list[list[Any]]:
        if not isinstance(value, list) or not 2 <= len(value) <= 20:
            raise forms.ValidationError("Give a list of 2 to 20 answers.")
        if not all(is_answer(pair) for pair in value):
            raise forms.ValidationError("Each answer is a whole number and its words.")
        if len({number for number, _ in value}) < len(value):
            raise forms.ValidationError("Two answers have the same value.")
        pairs: list[list[Any]] = value
        return pairs


def is_answer(pair: Any) -> bool:
    match pair:
        case [int(number), str(words)] if not isinstance(number, bool):
            return 0 < len(words) <= 80
    return False


class ListField(forms.Field):
    """A list of a kind, with at least one."""

    def __init__(self, kind: type, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def clean(self, value: Any) -> list[Any]:
        if not isinstance(value, list) or not value:
            raise forms.ValidationError("Give a list.")
        if not all(type(each) is self.kind for each in value):
            raise forms.ValidationError(f"Each of them must be of type {self.kind.__name__}.")
        return value


class MeasureForm(forms.Form):
    key = TextField(validators=[KEY])
    version = TextField(max_length=20)
    language = TextField(max_length=10)
    title = TextField(max_length=80)
    source = TextField(max_length=600)
    licence = TextField(max_length=200)
    introduction = TextField(max_length=600)


class ItemForm(forms.Form):
    key = TextField(validators=[KEY])
    text = TextField(max_length=300)
    answers = AnswersField()


class ScoreForm(forms.Form):
    key = TextField(validators=[KEY])
    title = TextField(max_length=80)
    items = ListField(str)
    range = ListField(int)
    missing = forms.IntegerField(min_value=0)
    higher = TextField(max_length=80)


def read_measure(path: Path) -> dict[str, Any]:
    """The measure in the file. Raises JSONFileError."""
    return parse_measure(read_json(path))


def parse_measure(data: Any) -> dict[str, Any]:
    """The measure in what the JSON said. Raises JSONFileError with every problem found."""
    entries = require_list(require_object(data), "items", MOST_ITEMS)
    rules = require_list(data, "scores", MOST_SCORES)
    head = MeasureForm(data)
    items = [ItemForm(as_object(entry)) for entry in entries]
    scores = [ScoreForm(as_object(rule)) for rule in rules]
    problems = [*complaints(head, ""), *unknown(data.keys() - {"items", "scores"}, head, "")]
    for what, made in (("item", items), ("score", scores)):
        for number, form in enumerate(made, start=1):
            where = f"{what} {number}: "
            problems += [*complaints(form, where), *unknown(form.data.keys(), form, where)]
    if not problems:
        problems = [*slips([form.cleaned_data for form in items], [f.cleaned_data for f in scores])]
    if problems:
        raise MeasureError(*problems)
    return {
        **head.cleaned_data,
        "items": [form.cleaned_data for form in items],
        "scores": [form.cleaned_data for form in scores],
    }


def unknown(names: Set[str], form: forms.Form, where: str) -> Iterator[str]:
    """What a measure has no use for: most likely a name with a slip in it."""
    yield from (f"{where}{name}: there is no such part." for name in names - form.fields.keys())


def slips(items: list[dict[str, Any]], rules: list[dict[str, Any]]) -> Iterator[str]:
    """What is well formed and yet cannot be meant."""
    values = {item["key"]: [number for number, _ in item["answers"]] for item in items}
    if len(values) < len(items):
        yield "Two items have the same key."
    for rule in rules:
        yield from slips_of_score(rule, values)


def slips_of_score(rule: dict[str, Any], values: dict[str, list[int]]) -> Iterator[str]:
    unknown = [key for key in rule["items"] if key not in values]
    if unknown:
        yield f"{rule['key']}: there is no item {unknown[0]}."
        return
    reach = [sum(pick(values[key]) for key in rule["items"]) for pick in (min, max)]
    if reach != rule["range"]:
        yield f"{rule['key']}: its items reach from {reach[0]} to {reach[1]}."
    if rule["missing"] >= len(rule["items"]):
        yield f"{rule['key']}: at least one item has to be answered."
