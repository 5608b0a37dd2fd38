"""What a source says now, beside what it said last and what the directory holds."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from resources.forms.entries import PlaceForm, ResourceForm
from resources.intake.entries import Brought, Entry
from resources.intake.merging import Marks, verdict
from resources.models import (
    AuthorityEvent,
    ExternalId,
    InterestEvent,
    PlaceEvent,
    Resource,
    ResourceEvent,
    ScheduleEvent,
    SourceDifference,
    SourceRecord,
)

EVENTS_OF_PARTS: list[Any] = [PlaceEvent, ScheduleEvent, InterestEvent, AuthorityEvent]


@dataclass
class Difference:
    """`value` is the source's, as the form takes it; `said` the same as a record keeps it."""

    field: str
    value: Any
    said: str
    place_id: UUID | None = None


@dataclass
class Compared:
    """One entry's fields, and what became of the comparison."""

    last: SourceRecord | None
    untouched: bool
    brought: Brought | None
    # written in this run, under another of its names: the source's latest word counts
    again: bool = False
    said: dict[str, str] = field(default_factory=dict)
    places: list[dict[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def interests(self) -> list[str] | None:
        """Those that the source brought earlier."""
        if self.last:
            return self.last.interests
        return self.brought.interests if self.brought else None

    @property
    def brought_places(self) -> set[UUID]:
        if self.last:
            return {UUID(one["id"]) for one in self.last.places}
        return set(self.brought.places) if self.brought else set()

    def fields(self, now: Marks, ours: Marks, given: dict[str, Any]) -> set[str]:
        """The names of those to take from the source."""
        last = self.last.said if self.last and not self.again else None
        found = verdict(now=now, last=last, ours=ours, untouched=self.untouched)
        self.said |= now
        self.differences += [
            Difference(name, given.get(name), now[name]) for name in found.differing
        ]
        return found.taken

    def place(self, key: UUID, now: Marks, ours: Marks, given: dict[str, Any]) -> set[str]:
        """The same for one of its places."""
        last = self.last_of_place(key)
        found = verdict(now=now, last=last, ours=ours, untouched=self.untouched)
        self.places.append({"id": str(key), **now})
        self.differences += [
            Difference(name, given.get(name), now[name], key) for name in found.differing
        ]
        return found.taken

    def last_of_place(self, key: UUID) -> Marks | None:
        if self.last is None or self.again:
            return None
        places: list[dict[str, str]] = self.last.places
        return next((one for one in places if one["id"] == str(key)), {})

    def removed_place(self, now: Marks, existing: set[str]) -> dict[str, str] | None:
        """The source's place that a curator took away, if it says of it what it said then."""
        places: list[dict[str, str]] = self.last.places if self.last else []
        for one in places:
            if one["id"] not in existing and {**one, **now} == one:
                return one
        return None


def begin(
    external: ExternalId | None, resource: Resource, brought: Brought | None, *, again: bool
) -> Compared:
    last = getattr(external, "record", None)
    known = external is not None and last is None and brought is None
    by_machine = again or brought is not None or (known and untouched(resource))
    return Compared(last, by_machine, brought, again)


def untouched(resource: Resource) -> bool:
    """Did nobody but imports and feeds ever write it? Asked where no record was kept."""
    events: list[Any] = [
        ResourceEvent.objects.filter(pgh_obj_id=resource.pk),
        *(model.objects.filter(resource_id=resource.pk) for model in EVENTS_OF_PARTS),
    ]
    by_machine = {"pgh_context__has_any_keys": ["import", "feed", "undo"]}
    return not any(found.exclude(**by_machine).exists() for found in events)


def record_of(
    external: ExternalId,
    entry: Entry,
    resource: Resource,
    compared: Compared,
    brought: Brought,
    digest: str,
) -> SourceRecord:
    """What the source said, to be kept. Where ours differs is kept at once; what is new of that is
    noted. An entry that waits for a decision is looked at every time."""
    last = compared.last
    waits = keep_differences(external, entry, compared)
    return SourceRecord(
        external_id=external,
        digest="" if waits else digest,
        notes=entry.kept_notes,
        said={**(last.said if last else {}), **compared.said},
        places=compared.places if entry.places is not None else (last.places if last else []),
        interests=brought.interests,
        written_at=resource.updated_at,
    )


def keep(records: list[SourceRecord]) -> None:
    """In the place of those that there are."""
    kept = [field.name for field in SourceRecord._meta.fields if not field.primary_key]
    SourceRecord.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["external_id"], update_fields=kept
    )


def keep_differences(external: ExternalId, entry: Entry, compared: Compared) -> bool:
    """Note those to decide on. Are there any?"""
    noted = len(entry.notes)
    before = {(one.place_id, one.field): one for one in external.differences.all()}
    for one in compared.differences:
        known = before.pop((one.place_id, one.field), None)
        if known and known.said == one.said:
            if known.kept_at is None:
                entry.notes.append(words(one))
            continue
        told = known or SourceDifference(
            external_id=external, place_id=one.place_id, field=one.field
        )
        told.value, told.said, told.found_at = encodable(one.value), one.said, timezone.now()
        told.kept_at = told.kept_by = None
        told.save()
        entry.notes.append(words(one))
    if before:  # the two agree by now
        SourceDifference.objects.filter(pk__in=[one.pk for one in before.values()]).delete()
    return len(entry.notes) > noted


def words(one: Difference) -> str:
    said = str(one.value)[:80] if one.value not in (None, "", []) else "nothing"
    label = label_of(one.field, of_place=one.place_id is not None)
    return (
        f"{label} was changed here, so ours stays; "
        f"the source says “{said}”. See “Differences from sources”."
    )


def label_of(name: str, *, of_place: bool) -> str:
    form = PlaceForm if of_place else ResourceForm
    found = form.base_fields.get(name)
    label = str(found.label or name) if found else name
    return label[:1].upper() + label[1:].replace("_", " ")


def encodable(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
