"""Entries that are new and without a fault, many at a time: a look-up and a COPY for each table.

Each is judged by the rules of the directory's forms (see `lean`). One with a fault, or about which
something is to be said, is left to the forms themselves, which say what it is.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, transaction
from django.utils import timezone

from geography.vocabulary import PointSource
from resources.forms.entries import PlaceForm, ResourceForm
from resources.freshness import check_again_on
from resources.intake import bulk, marks
from resources.intake.entries import Brought, Entry, EntryError, Result, RowOutcome
from resources.intake.fields import NEW_ENTRY, Choices, hide_refuge
from resources.intake.lean import InvalidError, lean
from resources.intake.merging import mark
from resources.intake.places import FIELDS, NOT_LOCATED, normalised
from resources.intake.providers import Providers
from resources.intake.times import to_schedules
from resources.models import ExternalId, Place, Resource, Schedule, SourceRecord

# what a place's point is decided by
PLACED_BY = ("postcode", "point")


class Draft:
    """A new entry with all that belongs to it, not saved yet."""

    def __init__(self, entry: Entry, resource: Resource) -> None:
        self.entry = entry
        self.resource = resource
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
        """By their keys, what became of those that could be saved in this way."""
        ids = {key for one in entries for place in one.places or [] for key in place.get("ids", [])}
        self.taken = set(Place.objects.filter(pk__in=ids).values_list("pk", flat=True))
        drafts = [draft for entry in entries if (draft := self.draft(entry))]
        return self.write(drafts) if drafts else {}

    def draft(self, entry: Entry) -> Draft | None:
        """None for one that the forms have to look at."""
        provider = self.providers.known_for(entry)
        if provider is None or not self.choices.include(entry.fields):
            return None
        resource = bulk.new_row(Resource, id=entry.id or uuid4(), created_at=self.now)
        resource.provider = provider
        draft, notes = Draft(entry, resource), len(entry.notes)
        try:
            self.fill(draft)
        except (InvalidError, EntryError):
            del entry.notes[notes:]
            return None
        return draft

    def fill(self, draft: Draft) -> None:
        """Raises InvalidError, or EntryError for its times."""
        entry, resource = draft.entry, draft.resource
        data = {**NEW_ENTRY, **entry.fields}
        said_so = bool(data.pop("address_confidential", False))
        lean(ResourceForm, frozenset({"name", "delivery", *data}))(data, resource).check()
        draft.said = marks.of_fields(resource, entry.fields)
        draft.places = [self.place(draft, place) for place in entry.places or []]
        draft.times = to_schedules(
            entry.times or [], resource, [place.pk for place in draft.places]
        )
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

    def write(self, drafts: Sequence[Draft]) -> dict[str, Result]:
        """All of them, or none where the database refuses: then the forms find out whose fault it
        is."""
        try:
            with transaction.atomic():
                return self.copy(drafts)
        except DatabaseError:
            self.providers.forget_new()
            return {}

    def copy(self, drafts: Sequence[Draft]) -> dict[str, Result]:
        now = timezone.now()
        for draft in drafts:
            draft.resource.updated_at = now
        made = self.providers.write_new([draft.resource.provider for draft in drafts])
        bulk.insert([draft.resource for draft in drafts])
        bulk.insert([place for draft in drafts for place in draft.places])
        bulk.insert([time for draft in drafts for time in draft.times])
        self.relate(Resource.interests.through, "interest_id", "interests", drafts)
        self.relate(Resource.authorities.through, "localauthority_id", "authorities", drafts)
        return dict(self.remember(drafts, made))

    def relate(self, through: Any, column: str, name: str, drafts: Sequence[Draft]) -> None:
        pairs = [(draft.resource.pk, key) for draft in drafts for key in getattr(draft, name)]
        bulk.insert_values(through._meta.db_table, ["resource_id", column], pairs)

    def remember(self, drafts: Sequence[Draft], made: set[UUID]) -> Iterator[tuple[str, Result]]:
        keys = bulk.next_ids(ExternalId, len(drafts))
        names = [
            (key, draft.resource.pk, self.source, draft.entry.key)
            for key, draft in zip(keys, drafts, strict=True)
        ]
        columns = ["id", "resource_id", "source", "value"]
        bulk.insert_values(ExternalId._meta.db_table, columns, names)
        bulk.insert([self.record(key, draft) for key, draft in zip(keys, drafts, strict=True)])
        for key, draft in zip(keys, drafts, strict=True):
            provider = draft.resource.provider_id
            brought = Brought(draft.interests, [place.pk for place in draft.places])
            yield (
                draft.entry.key,
                Result(
                    RowOutcome.NEW,
                    draft.resource.pk,
                    external_id=key,
                    provider_made=provider if provider in made else None,
                    brought=brought,
                ),
            )
            made.discard(provider)

    def record(self, key: int, draft: Draft) -> SourceRecord:
        entry, resource = draft.entry, draft.resource
        return bulk.new_row(
            SourceRecord,
            external_id_id=key,
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
