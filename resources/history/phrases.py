"""What changed in an entry, as a curator reads it."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from facilitation.models import User
from geography.models import LocalAuthority
from preferences.models import Interest
from recurrence.words import times_words
from resources import phrases
from resources.forms.entries import PlaceForm, ProviderForm, ResourceForm
from resources.history.replay import State
from resources.models import Place, Provider, Resource, Schedule

Facts = dict[str, str]
# Not in the form, or told in another way
ENTRY = [name for name in ResourceForm.Meta.fields if name not in {"interests", "authorities"}]
PLACE = [name for name in PlaceForm.Meta.fields if name != "point"]


class Piece(NamedTuple):
    text: str
    changed: bool


class Difference(NamedTuple):
    label: str
    before: list[Piece]
    after: list[Piece]


def differences(before: State, after: State) -> list[Difference]:
    """What is not as it was, field by field; the words that differ are marked."""
    return compare(facts(before), facts(after))


def compare(old: Facts, new: Facts) -> list[Difference]:
    labels = list(dict.fromkeys([*new, *old]))
    return [
        Difference(label, *marked(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces: what stayed, and what is in one of them only."""
    one, other = (re.findall(r"\s+|\S+", text) for text in (before, after))
    left, right = [], []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        left.append(Piece("".join(one[a:b]), kind != "equal"))
        right.append(Piece("".join(other[c:d]), kind != "equal"))
    return [piece for piece in left if piece.text], [piece for piece in right if piece.text]


def facts(state: State) -> Facts:
    """An entry in words; empty when there is none."""
    if state.entry is None:
        return {}
    entry = Resource(**{**state.entry, "owner_id": None, "verified_by_id": None})
    found = {label_of(ResourceForm, name): said(entry, name) for name in ENTRY}
    found["Run by"] = provider_name(state.entry["provider_id"])
    found["Owner"] = user_name(state.entry["owner_id"])
    found["Checked by"] = user_name(state.entry["verified_by_id"])
    found["Area on the map"] = "drawn" if entry.area else ""
    found["Interests"] = names(Interest, (row["interest_id"] for row in rows(state, "interests")))
    found["Only for people who live in"] = names(
        LocalAuthority, (row["localauthority_id"] for row in rows(state, "authorities"))
    )
    found["Regular times"] = ", ".join(times(state))
    found["Comes from"] = ", ".join(sorted({row["source"] for row in rows(state, "external_ids")}))
    for number, row in enumerate(rows(state, "places"), 1):
        found |= place_facts(row, number)
    return {label: text for label, text in found.items() if text}


def provider_facts(provider: Provider) -> Facts:
    names = ProviderForm.Meta.fields
    return {label_of(ProviderForm, name): said(provider, name) for name in names}


def rows(state: State, part: str) -> list[dict[str, Any]]:
    return list(state.parts[part].values())


def times(state: State) -> list[str]:
    """All of them, those that ended too; each with its place where only some of them are there."""
    schedules = [Schedule(**row) for row in rows(state, "schedules")]
    places = {row["id"]: Place(**row) for row in rows(state, "places")}
    return [
        f"{words} at {phrases.place_name(places[key])}" if key in places else words
        for key in (None, *places)
        for words in times_words((s.rule for s in schedules if s.place_id == key), dt.date.min)
    ]


def place_facts(row: dict[str, Any], number: int) -> Facts:
    place = Place(**row)
    which = f" (place {number})" if number > 1 else ""
    found = {f"{label_of(PlaceForm, name)}{which}": said(place, name) for name in PLACE}
    if place.point:
        by = place.get_point_source_display()
        found[f"Pin{which}"] = f"{place.point.y:.5f}, {place.point.x:.5f} ({by})"
    return found


def said(row: Any, name: str) -> str:
    """One field in words; a fact that is not known is none."""
    if name in {"provider", "owner"}:
        return ""
    value = getattr(row, name)
    if isinstance(value, list):
        choices = dict(row._meta.get_field(name).base_field.flatchoices)
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if value in {None, "not_known"}:
        return ""
    display = getattr(row, f"get_{name}_display", None)
    if display:
        return str(display())
    return f"{value:%-d %B %Y}" if hasattr(value, "year") else str(value)


def label_of(form: Any, name: str) -> str:
    label = form.base_fields[name].label or name.replace("_", " ")
    return str(label)[:1].upper() + str(label)[1:]


def provider_name(key: Any) -> str:
    found = Provider.objects.filter(pk=key).values_list("name", flat=True).first()
    return found or "somebody no longer in the directory"


def user_name(key: Any) -> str:
    if key is None:
        return ""
    found = User.objects.filter(pk=key).values_list("name", flat=True).first()
    return found or "someone who has left"


def names(model: Any, keys: Iterable[Any]) -> str:
    found = model.objects.filter(pk__in=list(keys)).values_list("name", flat=True)
    return ", ".join(sorted(found))
