"""Entries from elsewhere, checked by the curators' own forms and saved, batch by batch. Saving one
again changes nothing, and what curators added by hand stays."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from resources.intake.entries import Brought, Entry, EntryError, Result, RowOutcome
from resources.intake.fields import save_fields
from resources.intake.places import save_places
from resources.intake.providers import Providers
from resources.intake.times import save_times
from resources.models import ExternalId, Resource


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
        # the resources written in this run
        self.saved: set[UUID] = set()
        # of the batch at hand
        self.external_ids: dict[str, ExternalId] = {}
        self.stored: dict[UUID, Resource] = {}

    def save_batch(self, entries: Sequence[Entry]) -> list[Result]:
        """Make or update these entries, each whole or not at all: one result for each, in order.

        Their keys are distinct. Notes what had to be left out. The caller refreshes the match
        index.
        """
        self.look_up(entries)
        return [self.save(entry) for entry in entries]

    def look_up(self, entries: Sequence[Entry]) -> None:
        known = ExternalId.objects.filter(
            source=self.source, value__in=[entry.key for entry in entries]
        )
        self.external_ids = {one.value: one for one in known}
        wanted = {one.resource_id for one in self.external_ids.values()}
        wanted |= {entry.id for entry in entries if entry.id}
        self.stored = Resource.objects.in_bulk(wanted)
        self.providers.look_up(entries)

    def save(self, entry: Entry) -> Result:
        try:
            with self.providers.with_entry(), transaction.atomic():
                result = self.write(entry)
        except EntryError as error:
            return Result(RowOutcome.FAILED, error=str(error))
        if result.resource_id:
            self.saved.add(result.resource_id)
        return result

    def write(self, entry: Entry) -> Result:
        external = self.external_ids.get(entry.key)
        if external and external.resource_id in self.saved and not self.forgiving:
            return Result(RowOutcome.DUPLICATE, external.resource_id)
        is_new = external is None
        resource = self.find(external.resource_id) if external else self.begin(entry)
        provider = self.providers.find(entry)
        resource, changed = save_fields(entry, resource, provider, forgiving=self.forgiving)
        if external is None:
            external = ExternalId(source=self.source, value=entry.key, resource=resource)
            external.save()
        brought = Brought(interests=entry.fields.get("interests", []))
        if entry.places is not None:
            brought.places, differs = save_places(
                entry, resource, is_new=is_new, forgiving=self.forgiving
            )
            changed |= differs
        if entry.times is not None:
            changed |= save_times(resource, entry.times, places=brought.places, is_new=is_new)
        updated = RowOutcome.CHANGED if changed else RowOutcome.UNCHANGED
        return Result(
            RowOutcome.NEW if is_new else updated,
            resource.pk,
            external_id=external.pk,
            provider_made=self.providers.made,
            brought=brought,
        )

    def find(self, key: UUID) -> Resource:
        """Read anew where an earlier entry of the batch was about it, too."""
        return self.stored.pop(key, None) or Resource.objects.get(pk=key)

    def begin(self, entry: Entry) -> Resource:
        """A new resource. An entry that came another way is not this source's to change."""
        if entry.id is None:
            return Resource()
        if entry.id in self.stored or entry.id in self.saved:
            raise EntryError(["The directory has an entry with this id already, from elsewhere."])
        return Resource(pk=entry.id)
