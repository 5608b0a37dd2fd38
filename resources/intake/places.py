"""Where an entry from elsewhere happens."""

import copy
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from geography import postcodes
from geography.vocabulary import PointSource
from resources.forms.entries import PlaceForm
from resources.intake import bulk, marks
from resources.intake.comparing import Compared
from resources.intake.entries import Entry
from resources.intake.lean import InvalidError, lean
from resources.intake.validation import valid_form
from resources.intake.writes import Writes
from resources.models import Place, Resource

FIELDS = PlaceForm.Meta.fields
NOT_LOCATED = "No location is known for it yet."


def save_places(
    entry: Entry, writes: Writes, compared: Compared, *, forgiving: bool
) -> tuple[list[UUID | None], bool]:
    """Update the places that are there already, and make the others. Those that the source brought
    earlier and no longer has are removed; the curators' stay, and what they removed stays away.

    The ids of the source's places, in its order, None for one that was removed here; and whether
    anything changed. What is to be saved is put into `writes`.
    """
    resource = writes.resource
    existing = [] if resource._state.adding else list(resource.places.all())
    ids = {str(place.pk) for place in existing}
    found: list[UUID | None] = []
    changed = False
    for data in entry.places or []:
        place = find_place(resource, existing, data, lone=len(entry.places or []) == 1)
        saved, differs = save_place(entry, place, data, compared, ids, writes, forgiving=forgiving)
        found.append(saved.pk if saved else None)
        changed |= differs
    gone = compared.brought_places - set(found)
    writes.gone_places = {key for key in gone if str(key) in ids}
    return found, changed or bool(writes.gone_places)


def find_place(
    resource: Resource, existing: list[Place], data: dict[str, Any], *, lone: bool
) -> Place:
    if "ids" in data:
        ids = data["ids"]
        same = (place for place in existing if place.pk == ids[0])
        return next(same, None) or with_id(resource, ids)
    return with_postcode(existing, data, lone=lone) or Place(resource=resource)


def with_id(resource: Resource, ids: list[UUID]) -> Place:
    """This resource's place with one of these ids, or a new one; never another resource's."""
    for pk in ids:
        known = Place.objects.filter(pk=pk).first()
        if known is None:
            return Place(pk=pk, resource=resource)
        if known.resource_id == resource.pk:
            return known
    return Place(resource=resource)


def with_postcode(existing: list[Place], data: dict[str, Any], *, lone: bool) -> Place | None:
    """The place with this postcode (and name, if there are several); or the only one."""
    postcode = normalised(data.get("postcode", ""))
    same = [place for place in existing if place.postcode == postcode]
    named = [place for place in same if place.name == data.get("name", place.name)]
    if named or same:
        return (named or same)[0]
    return existing[0] if lone and len(existing) == 1 else None


def save_place(
    entry: Entry,
    place: Place,
    data: dict[str, Any],
    compared: Compared,
    existing: set[str],
    writes: Writes,
    *,
    forgiving: bool,
) -> tuple[Place | None, bool]:
    """The place as it is to be saved; None for one that a curator has removed."""
    names = [name for name in FIELDS if name in data]
    is_new = place._state.adding
    after, remarks = checked_place(entry.notes, place, data, forgiving=forgiving)
    entry.notes += remarks
    now = marks.of_place(after, names)
    if is_new:
        removed = compared.removed_place(now, existing)
        if removed:
            compared.places.append(removed)
            return None, False
        compared.places.append({"id": str(after.pk), **now})
    else:
        taken = compared.place(place.pk, now, marks.of_place(place, names), data)
        if taken != set(names):
            kept = {name: value for name, value in data.items() if name not in set(names) - taken}
            # what is to be said of it was said
            after, _ = checked_place([], place, kept, forgiving=forgiving)
    if after.point is None:
        entry.notes.append(NOT_LOCATED)
    if is_new:
        writes.new_places.append(after)
    elif facts(after) == facts(place):
        return after, False
    else:
        writes.note_place(place, after)
    return after, True


def checked_place(
    notes: list[str], place: Place, data: dict[str, Any], *, forgiving: bool
) -> tuple[Place, list[str]]:
    """A copy of the place with what is given, and what is to be said of it. Raises EntryError."""
    given = {name: data[name] for name in FIELDS if name in data}
    if place.point_source == PointSource.PIN:
        # set by hand: what a source says of the point no longer counts
        given.pop("point", None)
    if not given.get("postcode") or normalised(given["postcode"]):
        form = lean(PlaceForm, frozenset(given))(given, bulk.copy_of(place))
        form.cleaned_data = {name: getattr(place, name) for name in FIELDS if name not in given}
        form.pin_source, form.unknown_postcode_allowed = PointSource.IMPORTED, True
        with suppress(InvalidError):
            form.check()
            return form.instance, form.remarks
    asked = place_form(notes, place, data, forgiving=forgiving)
    return asked.save(commit=False), asked.remarks


def place_form(notes: list[str], place: Place, data: dict[str, Any], *, forgiving: bool) -> Any:
    """The form for a place; a malformed postcode moves to the address, with a note."""
    unasked = {name: getattr(place, name) for name in FIELDS if name not in data}
    if place.point and "point" in unasked:
        unasked["point"] = place.point.ewkt
    given = {name: data[name] for name in FIELDS if name in data}
    if place.point_source == PointSource.PIN:
        # set by hand: what a source says of the point no longer counts
        given.pop("point", None)
        unasked["point"] = place.point and place.point.ewkt
    written = given.get("postcode", "").strip()
    if written and not normalised(written):
        notes.append(f"“{written}” is not a postcode; it was put with the address.")
        address = ", ".join(filter(None, [given.get("address", ""), written]))
        given |= {"postcode": "", "address": address}

    def make(data: dict[str, Any]) -> PlaceForm:
        form = PlaceForm(data, instance=copy.copy(place))
        form.pin_source = PointSource.IMPORTED
        form.unknown_postcode_allowed = True
        return form

    return valid_form(
        make,
        {**unasked, **given},
        notes,
        optional=set(FIELDS) if forgiving else set(),
        forgiving=forgiving,
        about="Place",
    )


def until(directory: int, digest: str) -> str:
    """The digest of an entry that has no location until other postcodes are loaded."""
    return f"{digest} {directory}" if digest else ""


def facts(place: Place) -> list[Any]:
    return [getattr(place, name) for name in [*FIELDS, "point_source"]]


def normalised(postcode: str) -> str:
    """As the directory writes postcodes; empty for what is none."""
    try:
        return postcodes.spaced(postcodes.parse(postcode))
    except postcodes.MalformedPostcodeError:
        return ""


def postcodes_of(entries: Iterable[Entry]) -> list[str]:
    return [str(place.get("postcode") or "") for one in entries for place in one.places or []]
