"""Entries that are new and without a fault, many at a time: a look-up and a COPY for each table.

Between the two the database is not asked, so that one batch can be judged while another is saved.

Each is judged by the rules of the directory's forms (see `lean`). One with a fault, or about which
something is to be said, is left to the forms themselves, which say what it is.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Protocol, Self, TypeVar
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction
from django.utils import timezone

from geography import geocoding
from geography.vocabulary import PointSource
from resources.forms.entries import PlaceForm, ResourceForm
from resources.freshness import check_again_on
from resources.intake import bulk, marks
from resources.intake.beside import DatabaseAskedError, without_database
from resources.intake.entries import Brought, Entry, EntryError, Result, RowOutcome
from resources.intake.fields import NEW_ENTRY, Choices, hide_refuge
from resources.intake.lean import InvalidError, lean
from resources.intake.merging import mark
from resources.intake.places import FIELDS, NOT_LOCATED, normalised, postcodes_of
from resources.intake.providers import Providers
from resources.intake.times import Time, checked, schedules
from resources.models import ExternalId, Place, Provider, Resource, Schedule, SourceRecord

# what a place's point is decided by
PLACED_BY = ("postcode", "point")


class Draft:
    """A new entry with all that belongs to it, not saved yet."""

    def __init__(self, entry: Entry, resource: Resource) -> None:
        self.entry = entry
        self.resource = resource
        self.key = 0  # of its ExternalId
        self.places: list[Place] = []
        self.times: list[Schedule] = []
        self.said: dict[str, str] = {}
        self.said_of_places: list[dict[str, str]] = []
        self.interests = list(dict.fromkeys(entry.fields.get("interests", [])))
        self.authorities = list(dict.fromkeys(entry.fields.get("authorities", [])))


class Batch(Protocol):
    """What is saved together, where those that are new in it were looked up."""

    @property
    def judged(self) -> "NewEntries | None": ...


B = TypeVar("B", bound=Batch)


def judge(batch: B) -> B:
    if batch.judged:
        batch.judged.judge()
    return batch


class NewEntries:
    """Those of one batch: `look_up`, `judge`, `save`. The second asks no database."""

    def __init__(
        self,
        source: str,
        providers: Providers,
        choices: Choices,
        digest: Callable[[Entry], str],
        *,
        forgiving: bool,
    ) -> None:
        self.source = source
        self.providers = providers
        self.digest = digest
        self.forgiving = forgiving
        self.today, self.now = timezone.localdate(), timezone.now()
        self.choices = choices
        self.results: dict[str, Result] = {}
        self.organisations: dict[str, Provider] = {}
        self.texts: list[bulk.Text] = []

    def look_up(self, entries: Sequence[Entry]) -> Self:
        """What judging them takes. Those that the forms have to look at are left out."""
        ids = {key for one in entries for place in one.places or [] for key in place.get("ids", [])}
        self.taken = set(Place.objects.filter(pk__in=ids).values_list("pk", flat=True))
        self.ready = [one for entry in entries if (one := self.asked_about(entry))]
        self.keys = iter(bulk.next_ids(ExternalId, len(self.ready)))
        self.given_up = self.providers.given_up
        with geocoding.look_up(postcodes_of([entry for entry, *_ in self.ready])):
            self.known = copy_context()
        return self

    def asked_about(self, entry: Entry) -> tuple[Entry, Provider, list[Time]] | None:
        """With what the database may be asked about."""
        provider = self.providers.known_for(entry)
        with suppress(EntryError):
            return (entry, provider, checked(entry.times or [])) if provider else None
        return None

    def judge(self) -> Self:
        """By the rules of the forms, and put those without a fault into words for COPY. Their
        points and what else was made is gone at the end: to free it in a thread that others are
        working beside takes many times as long."""
        self.known.run(self.write_down)
        del self.known, self.ready
        return self

    def write_down(self) -> None:
        with without_database():
            drafts = [draft for one in self.ready if (draft := self.draft(*one))]
            self.texts = list(self.as_texts(drafts))
        self.results = {draft.entry.key: result_of(draft) for draft in drafts}
        self.organisations = {draft.entry.key: draft.resource.provider for draft in drafts}

    def save(self) -> dict[str, Result]:
        """By their keys, what became of those that could be saved in this way: all of those that
        are without a fault or, where the database refuses one, none. Then the forms find out whose
        fault it is."""
        if self.given_up != self.providers.given_up:
            return {}  # judged with an organisation that was not saved
        try:
            with transaction.atomic():
                made = self.providers.save_new(self.organisations.values())
                bulk.insert_texts(self.texts)
        except DatabaseError:
            self.providers.give_up_new()
            return {}
        self.providers.keep_new(made)
        self.tell_made(made)
        return self.results

    def tell_made(self, made: set[UUID]) -> None:
        """Each organisation that was made is told of with the first of its entries."""
        for key, provider in self.organisations.items():
            if provider.pk in made:
                made.discard(provider.pk)
                self.results[key] = self.results[key]._replace(provider_made=provider.pk)

    def draft(self, entry: Entry, provider: Provider, times: list[Time]) -> Draft | None:
        """None for one that the forms have to look at."""
        resource = bulk.new_row(
            Resource, id=entry.id or uuid4(), created_at=self.now, updated_at=self.now
        )
        resource.provider = provider
        draft, notes = Draft(entry, resource), len(entry.notes)
        try:
            self.fill(draft, times)
        except (InvalidError, DatabaseAskedError):
            del entry.notes[notes:]
            return None
        draft.key = next(self.keys)
        return draft

    def fill(self, draft: Draft, times: list[Time]) -> None:
        """Raises InvalidError."""
        entry, resource = draft.entry, draft.resource
        if not self.choices.include(entry.fields):
            raise InvalidError
        data = {**NEW_ENTRY, **entry.fields}
        said_so = bool(data.pop("address_confidential", False))
        lean(ResourceForm, frozenset({"name", "delivery", *data}))(data, resource).check()
        draft.said = marks.of_fields(resource, entry.fields)
        draft.places = [self.place(draft, place) for place in entry.places or []]
        draft.times = schedules(times, resource, [place.pk for place in draft.places])
        if self.forgiving:
            resource.area = entry.area
        if resource.verify_by is None and (resource.verified_on or not self.forgiving):
            day = resource.verified_on or self.today
            resource.verify_by = check_again_on(verified_on=day, delivery=resource.delivery)
        hide_refuge(entry, resource, said_so=said_so)

    def place(self, draft: Draft, data: dict[str, Any]) -> Place:
        ids = data.get("ids", [])
        if self.taken & set(ids):
            raise InvalidError  # another entry's: the forms' way finds one
        self.taken |= set(ids[:1])
        key = ids[0] if ids else uuid4()
        place = bulk.new_row(Place, id=key, resource_id=draft.resource.pk)
        given = {name: data[name] for name in FIELDS if name in data}
        if given.get("postcode") and not normalised(given["postcode"]):
            raise InvalidError
        form = lean(PlaceForm, frozenset({*PLACED_BY, *given}))(given, place)
        form.pin_source, form.unknown_postcode_allowed = PointSource.IMPORTED, True
        form.check()
        draft.entry.notes += form.remarks
        if place.point is None:
            draft.entry.notes.append(NOT_LOCATED)
        draft.said_of_places.append({"id": str(place.pk), **marks.of_place(place, given)})
        return place

    def as_texts(self, drafts: Sequence[Draft]) -> Iterator[bulk.Text]:
        """All but the organisations, in the order in which they point to each other."""
        for rows in (
            [draft.resource for draft in drafts],
            [place for draft in drafts for place in draft.places],
            [time for draft in drafts for time in draft.times],
        ):
            if rows:
                yield bulk.text_of(rows)
        yield related(Resource.interests.through, "interest_id", "interests", drafts)
        yield related(Resource.authorities.through, "localauthority_id", "authorities", drafts)
        names = [(draft.key, draft.resource.pk, self.source, draft.entry.key) for draft in drafts]
        columns = ["id", "resource_id", "source", "value"]
        yield bulk.text_of_values(ExternalId._meta.db_table, columns, names)
        if drafts:
            yield bulk.text_of([self.record(draft) for draft in drafts])

    def record(self, draft: Draft) -> SourceRecord:
        entry, resource = draft.entry, draft.resource
        return bulk.new_row(
            SourceRecord,
            external_id_id=draft.key,
            digest=self.digest(entry),
            notes=entry.kept_notes,
            said={
                **draft.said,
                "provider": marks.of_name(resource.provider.name),
                **({"authorities": mark(draft.authorities)} if draft.authorities else {}),
                **({"area": marks.of_area(entry.area)} if self.forgiving else {}),
                **({} if entry.times is None else {marks.TIMES: marks.of_times(draft.times)}),
            },
            places=draft.said_of_places,
            interests=draft.interests,
            written_at=resource.updated_at,
        )


def result_of(draft: Draft) -> Result:
    brought = Brought(draft.interests, [place.pk for place in draft.places])
    return Result(RowOutcome.NEW, draft.resource.pk, external_id=draft.key, brought=brought)


def related(through: Any, column: str, name: str, drafts: Sequence[Draft]) -> bulk.Text:
    pairs = [(draft.resource.pk, key) for draft in drafts for key in getattr(draft, name)]
    return bulk.text_of_values(through._meta.db_table, ["resource_id", column], pairs)
