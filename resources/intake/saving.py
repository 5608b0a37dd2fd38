"""Entries from elsewhere, checked by the curators' own rules and saved, batch by batch. Saving one
again changes nothing, and what curators did by hand stays."""

import gc
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from geography import geocoding
from geography.models import Postcode
from resources.intake import bulk, comparing
from resources.intake import writes as writing
from resources.intake.entries import Brought, Entry, EntryError, Result, RowOutcome
from resources.intake.fields import Choices, save_fields
from resources.intake.new_entries import NewEntries
from resources.intake.places import NOT_LOCATED, postcodes_of, save_places, until
from resources.intake.providers import Providers
from resources.intake.times import save_times
from resources.intake.writes import Writes
from resources.models import ExternalId, Listing, Place, Resource, Schedule, SourceRecord

# The planner has to know what became of tables that grow from nothing while nobody else looks.
WRITTEN: list[Any] = [
    Resource, Place, Schedule, ExternalId, SourceRecord, Listing, Resource.interests.through,
]  # fmt: skip
# of an entry that is compared with what its source says
LOOKED_AT = ("places", "schedules", "interests", "authorities")
FIRST_ANALYZED_AT, GROWTH = 2000, 4  # new entries


class Known(NamedTuple):
    """An entry that the directory has, and what it is called there."""

    resource_id: UUID
    digest: str
    # was it written since the source was last heard?
    touched: bool
    notes: list[str]
    name: str
    provider: str


class Intake:
    """One run of one source. Memory grows with the ids, not with the entries.

    Strict, an entry with a wrong value fails, and a resource that was merged from two of the
    source's entries is written by the first of them alone. Forgiving, what is wrong is left out
    wherever the entry can do without it, and the source's latest word counts.
    """

    def __init__(self, source: str, *, forgiving: bool = False) -> None:
        self.source = source
        self.forgiving = forgiving
        self.providers = Providers(forgiving=forgiving)
        self.choices = Choices()
        self.directory = Postcode.directory()
        # the resources written in this run
        self.saved: set[UUID] = set()
        self.made = 0
        self.analyzed_again_at = FIRST_ANALYZED_AT
        # of the batch at hand
        self.external_ids: dict[str, ExternalId] = {}
        self.stored: dict[UUID, Resource] = {}
        # written when all of it is done: what changed, records, and whose entry changed
        self.waiting: list[Writes] = []
        self.records: list[SourceRecord] = []
        self.changed: set[UUID] = set()

    def unchanged(self, digests: Mapping[str, str]) -> dict[str, Known]:
        """Of these entries (key: digest of what the source says) those of which it says what it
        said last, and which nobody has written since. There is nothing to do about them but to say
        what was said about them."""
        found = ExternalId.objects.filter(
            source=self.source, value__in=bulk.any_of(digests, "text")
        )
        rows = found.values_list(
            "value", "resource_id", "record__digest",
            models.ExpressionWrapper(
                models.Q(resource__updated_at__gt=models.F("record__written_at")),
                output_field=models.BooleanField(),
            ),
            "record__notes", "resource__name", "resource__provider__name",
        )  # fmt: skip
        known = {value: Known(*rest) for value, *rest in rows}
        return {
            key: one
            for key, one in known.items()
            if one.digest in {digests[key], until(self.directory, digests[key])}
            and one.digest
            and not one.touched
        }

    def ready(self, entries: Sequence[Entry]) -> NewEntries:
        """Of entries of which the directory has none from this source, those that may be judged:
        for `save_batch`, also while the batch before is saved."""
        ids = {entry.id for entry in entries if entry.id}
        there = set(Resource.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else ()
        self.providers.look_up(entries)
        elsewhere = self.saved.union(there)
        return self.new_entries([entry for entry in entries if entry.id not in elsewhere])

    def new_entries(self, entries: Sequence[Entry]) -> NewEntries:
        new = NewEntries(
            self.source, self.providers, self.choices, self.kept_digest, forgiving=self.forgiving
        )
        return new.look_up(entries)

    def save_batch(
        self, entries: Sequence[Entry], judged: NewEntries | None = None
    ) -> list[Result]:
        """Make or update these entries, each whole or not at all: one result for each, in order.

        Their keys are distinct. Notes what had to be left out. The caller refreshes the match
        index. `judged`: those that are new, where that was done before.
        """
        # what was read ahead for the batch before is in cycles: it would pile up
        gc.collect(1)
        self.records, self.changed = [], set()
        ahead = judged is not None
        if judged is None:
            self.look_up(entries)
            new = [entry for entry in entries if self.is_new(entry)]
            judged = self.new_entries(new).judge() if new else None
        results = self.save_new(judged) if judged else {}
        rest = [entry for entry in entries if entry.key not in results]
        if rest and ahead:
            self.look_up(rest)
        with geocoding.look_up(postcodes_of(rest)) if rest else nullcontext():
            results |= {entry.key: self.save(entry) for entry in rest}
        self.keep_records()
        return [results[entry.key] for entry in entries]

    def look_up(self, entries: Sequence[Entry]) -> None:
        known = ExternalId.objects.filter(
            source=self.source, value__in=bulk.any_of((one.key for one in entries), "text")
        )
        with_all = known.select_related("record").prefetch_related("differences")
        self.external_ids = {one.value: one for one in with_all}
        wanted = {one.resource_id for one in self.external_ids.values()}
        wanted |= {entry.id for entry in entries if entry.id}
        found = Resource.objects.select_related("provider")
        self.stored = found.prefetch_related(*LOOKED_AT).in_bulk(wanted)
        self.providers.look_up(entries)

    def is_new(self, entry: Entry) -> bool:
        elsewhere = entry.id in self.stored or entry.id in self.saved
        return entry.key not in self.external_ids and not elsewhere

    def save_new(self, judged: NewEntries) -> dict[str, Result]:
        results = judged.save()
        self.saved |= {one.resource_id for one in results.values() if one.resource_id}
        self.made += len(results)
        if self.made >= self.analyzed_again_at:
            self.analyzed_again_at = self.made * GROWTH
            bulk.analyze(WRITTEN)
        return results

    def kept_digest(self, entry: Entry) -> str:
        if not self.forgiving and NOT_LOCATED in entry.notes:
            return until(self.directory, entry.digest)
        return entry.digest

    def save(self, entry: Entry) -> Result:
        """One that is not new, or that has something wrong with it."""
        external = self.external_ids.get(entry.key)
        if external and external.resource_id not in self.stored:
            self.write_waiting()  # it is read anew
        try:
            with self.providers.with_entry(), self.undone_by_errors(entry):
                result = self.write(entry)
        except EntryError as error:
            return Result(RowOutcome.FAILED, error=str(error))
        if result.resource_id:
            self.saved.add(result.resource_id)
        return result

    def undone_by_errors(self, entry: Entry) -> AbstractContextManager[Any]:
        """A savepoint where something may be written at once, and not with all the others."""
        waits = entry.key in self.external_ids and self.providers.knows(entry)
        return nullcontext() if waits else transaction.atomic()

    def write(self, entry: Entry) -> Result:
        external = self.external_ids.get(entry.key)
        if external and external.resource_id in self.saved and not self.forgiving:
            return Result(RowOutcome.DUPLICATE, external.resource_id)
        is_new = external is None
        resource = self.find(external.resource_id) if external else self.begin(entry)
        again = resource.pk in self.saved
        compared = comparing.begin(external, resource, entry.brought, again=again)
        writes = Writes(resource)
        changed = save_fields(
            entry, writes, self.providers, compared, self.choices, forgiving=self.forgiving
        )
        brought = Brought(interests=entry.fields.get("interests", compared.interests or []))
        places: list[UUID | None] = []
        if entry.places is not None:
            places, differs = save_places(entry, writes, compared, forgiving=self.forgiving)
            brought.places = [place for place in places if place]
            changed |= differs
        if entry.times is not None:
            changed |= save_times(writes, entry, compared, places=places)
        if external is None:
            external = ExternalId(source=self.source, value=entry.key, resource=writes.resource)
            external.save()
        digest = self.kept_digest(entry)
        record = comparing.record_of(external, entry, resource, compared, brought, digest)
        self.records.append(record)
        if changed:
            writes.columns.add("updated_at")
            self.changed.add(resource.pk)
        self.waiting.append(writes)
        updated = RowOutcome.CHANGED if changed else RowOutcome.UNCHANGED
        return Result(
            RowOutcome.NEW if is_new else updated,
            resource.pk,
            external_id=external.pk,
            provider_made=self.providers.made,
            brought=brought,
        )

    def write_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        writing.write(waiting, timezone.now())

    def keep_records(self) -> None:
        """Of all that was not new, or had something wrong with it."""
        self.write_waiting()
        now = timezone.now()
        for record in self.records:
            if record.external_id.resource_id in self.changed:
                record.written_at = now
        comparing.keep(self.records)

    def find(self, key: UUID) -> Resource:
        """Read anew where an earlier entry of the batch was about it, too."""
        found = self.stored.pop(key, None)
        return found or Resource.objects.select_related("provider").get(pk=key)

    def begin(self, entry: Entry) -> Resource:
        """A new resource. An entry that came another way is not this source's to change."""
        if entry.id is None:
            return Resource()
        if entry.id in self.stored or entry.id in self.saved:
            raise EntryError(["The directory has an entry with this id already, from elsewhere."])
        return Resource(pk=entry.id)
