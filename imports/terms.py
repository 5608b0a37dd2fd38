"""The words of a file for what its rows are, each to be matched with an interest of ours."""

from collections import Counter
from typing import Any

from django import forms

from imports import columns, reading, uploads
from imports.cells import text_of
from imports.fields import listed
from imports.models import ImportRun
from preferences.models import Interest
from resources.intake.terms import TermMappings
from resources.models import TermMapping

# Beyond that the column holds no kinds, and nobody could go through them.
MOST_ASKED = 60
AND = "+"


def unchecked_terms(upload: ImportRun) -> list[tuple[str, int, list[str]]]:
    """The words that nobody has looked at yet, with how many rows have them and our guess (slugs),
    the most frequent first. Interests by their own names need no look."""
    mapping = columns.from_content(upload.mapping)
    if "interests" not in mapping.columns:
        return []
    counted: Counter[str] = Counter()
    with uploads.unpacked(upload.content) as path:
        for row in reading.read(path, mapping.used_columns()):
            if not row.error:
                counted.update(listed(text_of(row.cells, mapping, "interests")))
    known = TermMappings()
    seen = {
        term.casefold()
        for term in TermMapping.objects.filter(
            taxonomy__iexact=upload.source, checked=True
        ).values_list("term", flat=True)
    }
    return [
        (term, number, known.guess(term))
        for term, number in counted.most_common(MOST_ASKED)
        if term.casefold() not in seen and not known.ours(term)
    ]


class TermsForm(forms.Form):
    """One question a word."""

    def __init__(self, *args: Any, found: list[tuple[str, int, list[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms: dict[str, str] = {}
        interests = dict(Interest.objects.order_by("name").values_list("slug", "name"))
        for at, (term, number, guessed) in enumerate(found):
            name = f"term{at}"
            self.terms[name] = term
            # a guess of several is one of the choices
            several = " and ".join(interests[slug] for slug in guessed)
            together = [(AND.join(guessed), several)] if len(guessed) > 1 else []
            self.fields[name] = forms.ChoiceField(
                label=f"{term} ({number} {'row' if number == 1 else 'rows'})",
                choices=[("", "Nothing that Genie asks for"), *together, *interests.items()],
                initial=AND.join(guessed),
                required=False,
            )

    def save(self, source: str) -> None:
        for name, term in self.terms.items():
            mapping, _ = TermMapping.objects.get_or_create(
                taxonomy__iexact=source,
                term__iexact=term,
                defaults={"taxonomy": source, "term": term[:200]},
            )
            mapping.checked = True
            mapping.save()
            mapping.interests.set(
                Interest.objects.filter(slug__in=self.cleaned_data[name].split(AND))
            )
