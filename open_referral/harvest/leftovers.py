"""What nobody has read of a service: told, so that nothing is dropped without a word.

Readers take what they understand out of the service; what is left at the end is this.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from open_referral.harvest.values import Json
from resources.intake.nothing import is_nothing
from resources.intake.text import one_line

# What joins objects together, and when they were last written: it says nothing of the service.
BOOKKEEPING = {
    "id", "link_type", "link_entity", "resource_type", "metadata", "last_modified", "created_at",
    "updated_at", "notes_count", "sort_order", "slug", "locked", "services_count", "users_count",
    "directories", "distance_away", "wkst", "timezone",
}  # fmt: skip
IDS_TO_TELL = {"tax_id", "google_place_id"}
# Of people: that it is left out is told, what it says is not.
PERSONAL = {"assurer_email", "attention", "reviewer", "user", "users", "author"}
OF_CONTACTS = {"name", "title", "first_name", "last_name"}
# Nobody would look at these one by one: how often they were left out is enough.
ROUTINE = {
    "logo", "uri", "state_province", "country", "external_identifier", "external_identifier_type",
    "legal_status", "tax_status", "tax_id", "year_incorporated", "identifier", "identifier_type",
    "identifier_scheme", "term_uri", "code", "parent", "google_place_id", "vocabulary",
}  # fmt: skip
OF_TERMS = "taxonomy_term"
MOST_TOLD = 20
LONGEST_VALUE = 200
DEEPEST = 8
MOST = 100


class Unkept(NamedTuple):
    """A value that is not in the entry, and the names that lead to it."""

    field: str
    # empty where it must not be repeated
    value: str


def leftovers(found: Json) -> list[Unkept]:
    """What is still in a service that readers have taken from; each field once, and no more of
    them than anybody would look at."""
    unkept: dict[str, str] = {}
    for path, value in leaves(found, ()):
        unkept.setdefault(": ".join(path), "" if is_personal(path) else value)
        if len(unkept) == MOST:
            break
    return [Unkept(*one) for one in unkept.items()]


class LeftOut:
    """What a run left out, field by field: the first few one by one, how many in the end."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.examples: dict[str, str] = {}

    def add(self, unkept: list[Unkept]) -> Iterator[str]:
        """What to remark of an entry by itself."""
        for field, value in unkept:
            self.counts[field] += 1
            self.examples.setdefault(field, value)
            if value and not is_routine(field) and self.counts[field] <= MOST_TOLD:
                yield f"Not kept: {field} “{value}”."

    def remarks(self) -> Iterator[str]:
        """What to remark of the whole run."""
        for field, count in self.counts.items():
            example = self.examples[field]
            told = 0 if is_routine(field) or not example else min(count, MOST_TOLD)
            more = " more" if told else ""
            such_as = f", such as “{example}”" if example else ""
            if count > told:
                of = "1 entry" if count == 1 else f"{count - told:,}{more} entries"
                yield f"Not kept of {of}: {field}{such_as}."


def is_routine(field: str) -> bool:
    *above, name = field.split(": ")
    return name in ROUTINE or OF_TERMS in above


def leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict) and len(path) < DEEPEST:
        for name, part in value.items():
            if name not in BOOKKEEPING and not (name.endswith("_id") and name not in IDS_TO_TELL):
                yield from leaves(part, (*path, one_line(name, 50)))
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    elif text := words_of(value):
        yield path, text


def words_of(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = one_line(value, LONGEST_VALUE)
    return "" if is_nothing(text) else text


def is_personal(path: tuple[str, ...]) -> bool:
    *above, name = path
    return name in PERSONAL or (name in OF_CONTACTS and "contacts" in above[-1:])
