"""The item bank as a file: what it must hold, and what is wrong with one that doesn't.

Shape, in JSON (UTF-8):

    {"version": "2026-1", "language": "en-gb", "title": "...",
     "answers": {"yes": "Yes", "maybe": "Maybe", "not_now": "Not now"},
     "items": [{"text": "...", "category": "...", "interests": ["..."],
                "provenance": "P", "because": "you'd like to ...",
                "answers": {"yes": "Yes, I do", "maybe": "Sometimes", "not_now": "No"}}]}

Items are numbered in the order they stand. "maybe" may be left out of the answers. An item that
the answers do not fit ("I look after someone") may have words of its own for any of them. An
interest is known by the slug of its name. Provenance: P published in the Genie papers, D our
decision, L licensed wording. `because` goes on from "Because" beside a suggestion.
"""

from pathlib import Path
from typing import Any, NamedTuple

from django import forms
from django.utils.text import slugify

from facilitation.json_files import (
    JSONFileError,
    TextField,
    as_object,
    complaints,
    read_json,
    require_list,
    require_object,
)

MOST_ITEMS = 100
PROVENANCES = [(letter, letter) for letter in "PDL"]


class BankError(JSONFileError):
    """The bank cannot be used. `problems` says why in plain words."""


class BankItem(NamedTuple):
    text: str
    category: str
    # slug to name
    interests: dict[str, str]
    provenance: str
    because: str
    # words of its own, of "yes", "maybe" and "not_now"; "" where those of the bank are right
    answers: dict[str, str]


class Bank(NamedTuple):
    version: str
    language: str
    title: str
    # of "yes", "maybe" and "not_now" to what the person reads; "" where it is not offered
    answers: dict[str, str]
    items: list[BankItem]


class InterestsField(forms.Field):
    """A list of names, to a dict of slug to name."""

    def clean(self, value: Any) -> dict[str, str]:
        if not isinstance(value, list) or not value:
            raise forms.ValidationError("Give a list with at least one name.")
        name = TextField(max_length=80)
        names = [name.clean(entry) for entry in value]
        slugs = {slugify(name): name for name in names}
        if "" in slugs or len(slugs) < len(names) or any(len(slug) > 50 for slug in slugs):
            raise forms.ValidationError("Each name needs letters, and no two may be the same.")
        return slugs


class BankForm(forms.Form):
    version = TextField(max_length=20)
    language = TextField(max_length=10)
    title = TextField(max_length=120)


class AnswersForm(forms.Form):
    yes = TextField(max_length=30)
    maybe = TextField(max_length=30, required=False)
    not_now = TextField(max_length=30)


class OwnAnswersForm(forms.Form):
    yes = TextField(max_length=30, required=False)
    maybe = TextField(max_length=30, required=False)
    not_now = TextField(max_length=30, required=False)


class OwnAnswersField(forms.Field):
    """Words of an item's own for the answers; none at all, or an object with some of them."""

    def clean(self, value: Any) -> dict[str, str]:
        if value is not None and not isinstance(value, dict):
            raise forms.ValidationError("Give an object with yes, maybe or not_now.")
        form = OwnAnswersForm(value or {})
        problems = list(complaints(form, ""))
        if problems:
            raise forms.ValidationError(problems)
        return form.cleaned_data


class ItemForm(forms.Form):
    text = TextField(max_length=300)
    category = TextField(max_length=60)
    interests = InterestsField()
    provenance = forms.ChoiceField(choices=PROVENANCES)
    because = TextField(max_length=120)
    answers = OwnAnswersField()


def read_bank(path: Path) -> Bank:
    """The bank in the file. Raises JSONFileError."""
    return parse_bank(read_json(path))


def parse_bank(data: Any) -> Bank:
    """The bank in what the JSON said. Raises JSONFileError with every problem found."""
    entries = require_list(require_object(data), "items", MOST_ITEMS)
    head, answers = BankForm(data), AnswersForm(as_object(data.get("answers")))
    items = [ItemForm(as_object(entry)) for entry in entries]
    problems = [*complaints(head, ""), *complaints(answers, "answers: ")]
    for number, item in enumerate(items, start=1):
        problems.extend(complaints(item, f"item {number}: "))
    if problems:
        raise BankError(*problems)
    return Bank(
        **head.cleaned_data,
        answers=answers.cleaned_data,
        items=[BankItem(**item.cleaned_data) for item in items],
    )
