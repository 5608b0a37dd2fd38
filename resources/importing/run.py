"""A whole file into the directory: all that can be saved is, and every row is accounted for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from resources import listings
from resources.importing import rows
from resources.importing.entries import AlreadySavedError, EntryError, Outcome, Providers, save
from resources.importing.mapping import ColumnMapping
from resources.importing.reading import Line
from resources.models import ExternalId, Resource
from resources.vocabulary import Status

REFRESH_EVERY = 1000


@dataclass
class Report:
    """What became of each row: counts, and one plain sentence for each row that needs a look."""

    counts: Counter[str] = field(default_factory=Counter)
    # (row number, kind, what): kind is "failed", "duplicate", "skipped", "note" or "closed"
    remarks: list[tuple[int, str, str]] = field(default_factory=list)

    def remark(self, number: int, kind: str, text: str) -> None:
        self.remarks.append((number, kind, text))


class Import:
    """One run. Memory grows with the remarks and 100 bytes or so a row, not with the file."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self.mapping = mapping
        self.report = Report()
        self.providers = Providers()
        self.seen: dict[int, int] = {}  # hash of the key: first row
        self.resources: dict[UUID, int] = {}  # resource: row
        self.names: dict[int, int] = {}  # hash of provider and name: first row
        self.left_out: dict[str, tuple[int, str]] = {}  # key: row and reason
        self.touched: list[UUID] = []

    def take(self, line: Line) -> None:
        """Save one row, or remark why not."""
        if line.error:
            self.fail(line.number, line.error)
            return
        key = rows.key(line.cells, self.mapping)
        reason = rows.reason_to_skip(line.cells, self.mapping)
        if reason:
            self.report.counts["skipped"] += 1
            self.report.remark(line.number, "skipped", f"{name_of(line, self.mapping)}: {reason}.")
            self.left_out[key] = (line.number, reason)
            return
        first = self.seen.setdefault(hash(key), line.number)
        if first != line.number:
            self.duplicate(line.number, first)
            return
        self.save(line)

    def save(self, line: Line) -> None:
        entry = rows.to_entry(line.cells, self.mapping)
        try:
            saved = save(entry, self.providers, self.resources)
        except AlreadySavedError as error:
            self.duplicate(line.number, self.resources[error.resource_id])
            return
        except EntryError as error:
            self.providers.forget(entry.provider)
            self.fail(line.number, f"{name_of(line, self.mapping)}: {error}")
            return
        self.resources[saved.resource_id] = line.number
        self.report.counts[saved.outcome] += 1
        for note in entry.notes:
            self.report.remark(line.number, "note", f"{entry.fields.get('name', '')}: {note}")
        alike = hash((entry.provider["name"].casefold(), entry.fields["name"].casefold()))
        first = self.names.setdefault(alike, line.number)
        if first != line.number:
            self.report.counts["look-alike"] += 1
            self.report.remark(
                line.number,
                "look-alike",
                f"{entry.fields['name']}: has the name and provider of row {first}. "
                "Both were kept: please see whether they are the same.",
            )
        if saved.outcome is not Outcome.UNCHANGED:
            self.touch(saved.resource_id)

    def duplicate(self, number: int, first: int) -> None:
        self.report.counts["duplicate"] += 1
        self.report.remark(number, "duplicate", f"The same entry as row {first}.")

    def fail(self, number: int, message: str) -> None:
        self.report.counts["failed"] += 1
        self.report.remark(number, "failed", message)

    def touch(self, resource_id: UUID) -> None:
        self.touched.append(resource_id)
        if len(self.touched) == REFRESH_EVERY:
            self.refresh()

    def refresh(self) -> None:
        listings.refresh(self.touched)
        self.touched = []

    def finish(self) -> None:
        """Close the entries of an earlier import that the file now leaves out."""
        gone = {key: why for key, why in self.left_out.items() if hash(key) not in self.seen}
        known = ExternalId.objects.filter(
            source=self.mapping.source, value__in=gone, resource__status=Status.ACTIVE
        ).select_related("resource")
        for external in known:
            self.close(external.resource, *gone[external.value])
        self.refresh()

    def close(self, resource: Resource, number: int, reason: str) -> None:
        resource.status = Status.CLOSED
        resource.save(update_fields=["status", "updated_at"])
        self.report.counts["closed"] += 1
        self.report.remark(number, "closed", f"{resource.name}: marked as closed ({reason}).")
        self.touch(resource.pk)


def name_of(line: Line, mapping: ColumnMapping) -> str:
    wanted = mapping.columns.get("name")
    return rows.found(line.cells, wanted) if wanted else str(mapping.constants["name"])


@transaction.atomic
def run(lines: Iterable[Line], mapping: ColumnMapping, *, dry_run: bool = False) -> Report:
    """Import the rows in one transaction; a row that fails takes no other with it.

    A dry run does the same and takes it all back. Raises whatever reading the rows raises, and
    then nothing is saved.
    """
    importing = Import(mapping)
    for line in lines:
        importing.take(line)
    importing.finish()
    if dry_run:
        transaction.set_rollback(True)
    return importing.report
