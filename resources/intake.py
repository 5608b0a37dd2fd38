"""One entry from elsewhere, checked by the curators' own forms and saved. Saving it again changes
nothing, and what curators added by hand stays."""

import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from facilitation.vocabulary import Condition, Gender
from geography import postcodes
from geography.vocabulary import PointSource
from resources.forms.entries import PlaceForm, ProviderForm, ResourceForm, ScheduleForm
from resources.freshness import check_again_on
from resources.models import ExternalId, Place, Provider, Resource, Schedule
from resources.vocabulary import Cost, Delivery, Frequency, Joining, Known, Status

# Left out with a note when they are wrong: a library with a mistyped e-mail is still a library.
OPTIONAL_CONTACTS = {"phone", "email", "web"}
NEW_ENTRY = {"cost": Cost.UNKNOWN, "joining": Joining.CONTACT, "status": Status.ACTIVE}


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class AlreadySavedError(Exception):
    """The entry was merged with one that was saved in this run already: `resource_id`."""

    def __init__(self, resource_id: UUID) -> None:
        super().__init__(resource_id)
        self.resource_id = resource_id


class EntryError(Exception):
    """The entry cannot be saved. `messages` say why in plain words."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass
class Entry:
    """An entry as it comes: fields named and shaped as the forms of the directory take them.

    What is not given is left as it is: a missing field, `places` or `times` None.
    """

    source: str
    key: str  # what the source calls it
    provider: dict[str, str]
    fields: dict[str, Any]
    places: list[dict[str, Any]] | None = None
    times: list[dict[str, Any]] | None = None
    notes: list[str] = field(default_factory=list)


class Saved(NamedTuple):
    outcome: Outcome
    resource_id: UUID


class Providers:
    """Providers by name, remembered for the length of an import."""

    def __init__(self) -> None:
        self.known: dict[str, Provider] = {}
        self.made: list[str] = []  # for the entry at hand

    def find(self, details: dict[str, str]) -> Provider:
        """The provider of that name in any case, made when there is none. Raises EntryError."""
        name = " ".join(details.get("name", "").split())
        if name.casefold() not in self.known:
            provider = Provider.objects.filter(name__iexact=name).first() if name else None
            if provider is None:
                provider = self.make({**details, "name": name})
                self.made.append(name.casefold())
            self.known[name.casefold()] = provider
        return self.known[name.casefold()]

    @contextmanager
    def with_entry(self) -> Iterator[None]:
        """What was made for an entry that could not be saved is gone with it."""
        self.made = []
        try:
            yield
        except BaseException:
            for name in self.made:
                del self.known[name]
            raise

    def make(self, details: dict[str, str]) -> Provider:
        form = ProviderForm(details)
        if not form.is_valid():
            raise EntryError([f"Provider: {message}" for message in messages(form)])
        return cast("Provider", form.save())


def save(entry: Entry, providers: Providers, done: Container[UUID] = ()) -> Saved:
    """Make or update the entry, whole or not at all. Notes what had to be left out.

    `done` are the resources of this run so far: one that was merged from two of the source's
    entries is written once. The caller refreshes the match index. Raises EntryError and
    AlreadySavedError.
    """
    with providers.with_entry(), transaction.atomic():
        known = (
            ExternalId.objects.filter(source=entry.source, value=entry.key)
            .select_related("resource")
            .first()
        )
        resource = known.resource if known else Resource()
        if resource.pk in done:
            raise AlreadySavedError(resource.pk)
        changed = save_fields(entry, resource, providers)
        if not known:
            ExternalId.objects.create(source=entry.source, value=entry.key, resource=resource)
        if entry.places is not None:
            changed |= save_places(entry, resource, entry.places, is_new=not known)
        if entry.times is not None:
            changed |= save_times(resource, entry.times, is_new=not known)
    if known is None:
        return Saved(Outcome.NEW, resource.pk)
    return Saved(Outcome.CHANGED if changed else Outcome.UNCHANGED, resource.pk)


def save_fields(entry: Entry, resource: Resource, providers: Providers) -> bool:
    is_new = resource._state.adding
    provider = providers.find(entry.provider)
    changed = is_new or resource.provider_id != provider.pk
    resource.provider = provider
    form = resource_form(entry, resource, is_new)
    for name in set(form.errors) & OPTIONAL_CONTACTS:
        entry.notes.append(f"{form[name].label} “{entry.fields.pop(name)}” left out: not valid.")
    if form.errors:
        form = resource_form(entry, resource, is_new)
    if not form.is_valid():
        raise EntryError(messages(form))
    if is_new and resource.verify_by is None:
        day = resource.verified_on or timezone.localdate()
        resource.verify_by = check_again_on(verified_on=day, delivery=resource.delivery)
    if changed or form.has_changed():
        form.save()
        return True
    return False


def resource_form(entry: Entry, resource: Resource, is_new: bool) -> ResourceForm:
    data = {**NEW_ENTRY, **entry.fields} if is_new else entry.fields
    return form_of(frozenset({"name", "delivery", *data}))(data, instance=resource)


@lru_cache(maxsize=1000)
def form_of(names: frozenset[str]) -> type[ResourceForm]:
    """The curators' form with these fields only: a field that is not given is not looked at, and
    each one costs time in every row."""
    left_out = dict.fromkeys(set(ResourceForm.declared_fields) - names)
    fields = [name for name in ResourceForm.Meta.fields if name in names]
    meta = type("Meta", (ResourceForm.Meta,), {"fields": fields})
    return type("EntryForm", (ResourceForm,), {**left_out, "Meta": meta})


def save_places(
    entry: Entry, resource: Resource, places: list[dict[str, Any]], is_new: bool
) -> bool:
    """Update the places with these postcodes, or the only one; make those that are not there."""
    existing = [] if is_new else list(resource.places.all())
    changed = False
    for data in places:
        place = matching(existing, data, lone=len(places) == 1) or Place(resource=resource)
        before = None if place._state.adding else place_facts(place)
        form = place_form(entry, place, data)
        if not form.is_valid():
            raise EntryError(messages(form, "Place"))
        after = form.save(commit=False)
        if after.point is None:
            entry.notes.append("No location is known for it yet.")
        if place_facts(after) != before:
            after.save()
            changed = True
    return changed


def matching(existing: list[Place], data: dict[str, Any], *, lone: bool) -> Place | None:
    postcode = tidied(data.get("postcode", ""))
    same = [place for place in existing if place.postcode == postcode]
    named = [place for place in same if place.name == data.get("name", place.name)]
    if named or same:
        return (named or same)[0]
    return existing[0] if lone and len(existing) == 1 else None


def tidied(postcode: str) -> str:
    try:
        return postcodes.spaced(postcodes.parse(postcode))
    except postcodes.MalformedPostcodeError:
        return ""


def place_facts(place: Place) -> list[Any]:
    return [getattr(place, name) for name in [*PlaceForm.Meta.fields, "point_source"]]


def place_form(entry: Entry, place: Place, data: dict[str, Any]) -> PlaceForm:
    """The form for a place; a malformed postcode moves to the address, with a note."""
    unasked = {name: getattr(place, name) for name in PlaceForm.Meta.fields if name not in data}
    if place.point and "point" in unasked:
        unasked["point"] = place.point.ewkt
    form = PlaceForm({**unasked, **data}, instance=place)
    form.pin_source = PointSource.IMPORTED
    form.unknown_postcode_allowed = True
    if "postcode" in form.errors:
        written = data["postcode"]
        entry.notes.append(f"“{written}” is not a postcode; it was put with the address.")
        address = ", ".join(filter(None, [data.get("address", ""), written]))
        return place_form(entry, place, {**data, "postcode": "", "address": address})
    return form


def save_times(resource: Resource, times: list[dict[str, Any]], is_new: bool = False) -> bool:
    """Replace the regular times, if they differ."""
    wanted = {checked_time(tuple(sorted(data.items()))) for data in times}
    existing = set() if is_new else set(map(time_facts, resource.schedules.all()))
    if wanted == existing:
        return False
    if existing:
        resource.schedules.all().delete()
    names = ("frequency", "weekday", "week", "starts", "ends")
    Schedule.objects.bulk_create(
        Schedule(resource=resource, **dict(zip(names, facts, strict=True))) for facts in wanted
    )
    return True


# The same few hundred times come up again and again, and each check asks the database.
@lru_cache(maxsize=10_000)
def checked_time(data: tuple[tuple[str, Any], ...]) -> tuple[Any, ...]:
    form = ScheduleForm({"frequency": Frequency.WEEKLY, **dict(data)})
    if not form.is_valid():
        raise EntryError(messages(form, "Time"))
    return time_facts(form.save(commit=False))


def time_facts(time: Schedule) -> tuple[Any, ...]:
    return (time.frequency, time.weekday, time.week, time.starts, time.ends)


def messages(form: Any, of: str = "") -> list[str]:
    """The form's errors, each with the field it is about."""
    found = []
    for name, errors in form.errors.items():
        label = form[name].label if name in form.fields else of
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return found


# A value as people write it, to a value as the directory's forms take it

# Several values in one cell
SEPARATORS = re.compile(r"[;|,]")
SEVERAL = {"interests", "delivery", "genders", "conditions", "authorities"}
CHOICES = {
    "delivery": Delivery, "cost": Cost, "joining": Joining, "status": Status,
    "genders": Gender, "conditions": Condition,
    "step_free": Known, "hearing_loop": Known, "toilet": Known, "parking": Known,
}  # fmt: skip
YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}
# A phone number that Excel took for a number lost its nought.
CUT_SHORT = re.compile(r"[1-9][0-9]{9}")
# "Bude Library <bude@example.org>", as mail programs write an address
ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")


def tidy(name: str, value: Any) -> Any:
    """A value as the directory's forms take it."""
    if name in SEVERAL:
        parts = value if isinstance(value, list) else SEPARATORS.split(str(value))
        return [choice(name, str(part).strip()) for part in parts if str(part).strip()]
    if name in {"phone", "provider_phone"} and CUT_SHORT.fullmatch(str(value)):
        return f"0{value}"
    if name == "email":
        address = ADDRESS.search(str(value))
        return address[0].rstrip(".") if address else value
    return choice(name, value) if name in CHOICES else value


def choice(name: str, text: Any) -> Any:
    """The choice that `text` names by its value or by its words, or the text as it is."""
    if name == "interests":
        return slugify(text)
    choices = CHOICES.get(name)
    if choices is None:
        return text
    plain = str(text).strip().casefold()
    if choices is Known:
        return Known.YES if plain in YES else Known.NO if plain in NO else Known.NOT_KNOWN
    for value, label in choices.choices:
        if plain in {value.casefold(), str(label).casefold()}:
            return value
    return text
