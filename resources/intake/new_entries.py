"""Entries that are new and without a fault, many at a time: a look-up and a COPY for each table.

Each is judged by the rules of the directory's forms (see `lean`). One with a fault, or about which
something is to be said, is left to the forms themselves, which say what it is.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.utils import timezone

from geography.vocabulary import PointSource
from resources.forms.entries import PlaceForm, ResourceForm
from resources.freshness import check_again_on
from resources.intake import bulk, marks
from resources.intake.beside import Copying, TakenError
from resources.intake.entries import Brought, Entry, EntryError, Result, RowOutcome
from resources.intake.fields import NEW_ENTRY, Choices, hide_refuge
from resources.intake.lean import InvalidError, lean
from resources.intake.merging import mark
from resources.intake.places import FIELDS, NOT_LOCATED, normalised
from resources.intake.providers import Providers
from resources.intake.times import Time, checked, schedules
from resources.models import ExternalId, Place, Provider, Resource, Schedule, SourceRecord

# what a place's point is decided by
PLACED_BY = ("postcode", "point")
# judged and then copied, while the next are judged
TOGETHER = 250


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


class NewEntries:
    """Those of one batch, whose postcodes were looked up."""

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

    def save(self, entries: Sequence[Entry]) -> dict[str, Result]:
        """By their keys, what became of those that could be saved in this way: all of those that
        are without a fault or, where the database refuses one, none. Then the forms find out whose
        fault it is."""
        ids = {key for one in entries for place in one.places or [] for key in place.get("ids", [])}
        self.taken = set(Place.objects.filter(pk__in=ids).values_list("pk", flat=True))
        ready = [one for entry in entries if (one := self.look_up(entry))]
        keys = iter(bulk.next_ids(ExternalId, len(entries)))
        results: dict[str, Result] = {}
        try:
            with transaction.atomic(), Copying() as copying:
                while some := ready[:TOGETHER]:
                    del ready[:TOGETHER]
                    drafts = [draft for one in some if (draft := self.draft(*one, keys))]
                    results |= self.copy(drafts, copying)
        except DatabaseError:
            results = {}
        self.providers.end_new(saved=bool(results))
        return results

    def look_up(self, entry: Entry) -> tuple[Entry, Provider, list[Time]] | None:
        """What the database may be asked about; None for one that the forms have to look at."""
        provider = self.providers.known_for(entry)
        if provider is None or not self.choices.include(entry.fields):
            return None
        with suppress(EntryError):
            return entry, provider, checked(entry.times or [])
        return None

    def draft(
        self, entry: Entry, provider: Provider, times: list[Time], keys: Iterator[int]
    ) -> Draft | None:
        """None for one that the forms have to look at."""
        resource = bulk.new_row(Resource, id=entry.id or uuid4(), created_at=self.now)
        resource.provider = provider
        draft, notes = Draft(entry, resource), len(entry.notes)
        try:
            self.fill(draft, times)
        except (InvalidError, TakenError):
            del entry.notes[notes:]
            return None
        draft.key = next(keys)
        return draft

    def fill(self, draft: Draft, times: list[Time]) -> None:
        """Raises InvalidError."""
        entry, resource = draft.entry, draft.resource
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

    def copy(self, drafts: Sequence[Draft], copying: Copying) -> Iterator[tuple[str, Result]]:
        """What becomes of them, once all is copied."""
        now = timezone.now()
        for draft in drafts:
            draft.resource.updated_at = now
        made = self.providers.write_new([draft.resource.provider for draft in drafts], copying)
        copying.insert([draft.resource for draft in drafts])
        copying.insert([place for draft in drafts for place in draft.places])
        copying.insert([time for draft in drafts for time in draft.times])
        relate(copying, Resource.interests.through, "interest_id", "interests", drafts)
        relate(copying, Resource.authorities.through, "localauthority_id", "authorities", drafts)
        names = [(draft.key, draft.resource.pk, self.source, draft.entry.key) for draft in drafts]
        columns = ["id", "resource_id", "source", "value"]
        copying.insert_values(ExternalId._meta.db_table, columns, names)
        copying.insert([self.record(draft) for draft in drafts])
        for draft in drafts:
            provider = draft.resource.provider_id
            brought = Brought(draft.interests, [place.pk for place in draft.places])
            yield (
                draft.entry.key,
                Result(
                    RowOutcome.NEW,
                    draft.resource.pk,
                    external_id=draft.key,
                    provider_made=provider if provider in made else None,
                    brought=brought,
                ),
            )
            made.discard(provider)

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


def relate(copying: Copying, through: Any, column: str, name: str, drafts: Sequence[Draft]) -> None:
    pairs = [(draft.resource.pk, key) for draft in drafts for key in getattr(draft, name)]
    copying.insert_values(through._meta.db_table, ["resource_id", column], pairs)
