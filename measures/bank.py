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

import json
from pathlib import Path
from typing import Any

import jsonschema

TEXT = {"type": "string", "minLength": 1, "maxLength": 600}
KEY = {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"}
ANSWER = {
    "type": "array",
    "prefixItems": [{"type": "integer"}, {**TEXT, "maxLength": 80}],
    "items": False,
    "minItems": 2,
}
ITEM = {
    "type": "object",
    "properties": {
        "key": KEY,
        "text": {**TEXT, "maxLength": 300},
        "answers": {"type": "array", "items": ANSWER, "minItems": 2, "maxItems": 20},
    },
    "required": ["key", "text", "answers"],
    "additionalProperties": False,
}
SCORE = {
    "type": "object",
    "properties": {
        "key": KEY,
        "title": {**TEXT, "maxLength": 80},
        "items": {"type": "array", "items": KEY, "minItems": 1, "uniqueItems": True},
        "range": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
        "missing": {"type": "integer", "minimum": 0},
        "higher": {**TEXT, "maxLength": 80},
    },
    "required": ["key", "title", "items", "range", "missing", "higher"],
    "additionalProperties": False,
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "key": KEY,
        "version": {**TEXT, "maxLength": 20},
        "language": {**TEXT, "maxLength": 10},
        "title": {**TEXT, "maxLength": 80},
        "source": TEXT,
        "licence": {**TEXT, "maxLength": 200},
        "introduction": TEXT,
        "items": {"type": "array", "items": ITEM, "minItems": 1, "maxItems": 60},
        "scores": {"type": "array", "items": SCORE, "minItems": 1, "maxItems": 20},
    },
    "required": ["key", "version", "language", "title", "source", "licence", "introduction",
                 "items", "scores"],
    "additionalProperties": False,
}  # fmt: skip


class MeasureError(Exception):
    """The file cannot be used. `problems` says why in plain words."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(path: Path) -> dict[str, Any]:
    """The measure in a file. Raises MeasureError."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MeasureError(f"{path.name} could not be read as JSON in UTF-8.") from error
    return checked(content)


def checked(content: Any) -> dict[str, Any]:
    """The measure, if it holds together. Raises MeasureError."""
    found = [
        f"{'/'.join(map(str, error.absolute_path)) or 'The file'}: {error.message}"
        for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(content)
    ]
    if found:
        raise MeasureError(*found)
    measure: dict[str, Any] = content
    problems = list(slips(measure))
    if problems:
        raise MeasureError(*problems)
    return measure


def slips(measure: dict[str, Any]) -> list[str]:
    """What is well formed and yet cannot be meant."""
    items = {item["key"]: [value for value, _ in item["answers"]] for item in measure["items"]}
    found = []
    if len(items) < len(measure["items"]):
        found.append("Two items have the same key.")
    for key, values in items.items():
        if len(set(values)) < len(values):
            found.append(f"{key}: two answers have the same value.")
    for rule in measure["scores"]:
        found += slips_of_score(rule, items)
    return found


def slips_of_score(rule: dict[str, Any], items: dict[str, list[int]]) -> list[str]:
    unknown = [key for key in rule["items"] if key not in items]
    if unknown:
        return [f"{rule['key']}: there is no item {unknown[0]}."]
    reach = [sum(pick(items[key]) for key in rule["items"]) for pick in (min, max)]
    if reach != rule["range"]:
        return [f"{rule['key']}: its items reach from {reach[0]} to {reach[1]}."]
    if rule["missing"] >= len(rule["items"]):
        return [f"{rule['key']}: at least one item has to be answered."]
    return []
