"""A whole file into the directory: all that can be saved is, and every row is accounted for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone

from imports import rows
from imports.columns import ColumnMapping
from imports.models import ImportRun
from imports.reading import Line
from resources import listings
from resources.intake import AlreadySavedError, Entry, EntryError, Outcome, Providers, save
from resources.models import ExternalId, Resource
from resources.vocabulary import Status

State = ImportRun.State
# rows saved together; a stop loses at most the work on so many
BATCH = 500
REFRESH_EVERY = 1000
MOST_REMARKS = 3000


class StoppedError(Exception):
    """The work on an upload was taken over or taken back by somebody else meanwhile."""


@dataclass
class Report:
    """What became of each row: counts, and one plain sentence for each row that needs a look."""

    counts: Counter[str] = field(default_factory=Counter)
    # (row number, kind, what): kind is "failed", "duplicate", "skipped", "note" or "closed"
    remarks: list[tuple[int, str, str]] = field(default_factory=list)

    def remark(self, number: int, kind: str, text: str) -> None:
        # what no database can hold is not quoted
        self.remarks.append((number, kind, text.replace("\0", "\N{REPLACEMENT CHARACTER}")))

    def most_important(self) -> list[tuple[int, str, str]]:
        """What is kept of the remarks: a few thousand, with none of a failure before one of a row
        that was left out on purpose."""
        if len(self.remarks) <= MOST_REMARKS:
            return self.remarks
        return sorted(self.remarks, key=lambda remark: remark[1] == "skipped")[:MOST_REMARKS]


class Import:
    """One run. Memory grows with the remarks and 100 bytes or so a row, not with the file."""

    def __init__(self, mapping: ColumnMapping, report: Report | None = None) -> None:
        self.mapping = mapping
        self.report = report or Report()
        self.providers = Providers()
        self.seen: dict[int, int] = {}  # hash of the key: first row
        self.resources: dict[UUID, int] = {}  # resource: row
        self.names: dict[int, int] = {}  # hash of provider and name: first row
        self.left_out: dict[str, tuple[int, str]] = {}  # key: row and reason
        self.touched: list[UUID] = []

    def recall(self, lines: Iterator[Line], last_row: int) -> list[Line]:
        """Pass over the rows that were dealt with before the work was stopped, keeping in mind
        what later rows are compared with. Returns the first of those to come."""
        for line in lines:
            if line.number > last_row:
                return [line]
            if line.error:
                continue
            key = rows.key(line.cells, self.mapping)
            reason = rows.reason_to_skip(line.cells, self.mapping)
            if reason:
                self.left_out[key] = (line.number, reason)
                continue
            self.seen.setdefault(hash(key), line.number)
            known = ExternalId.objects.filter(source=self.mapping.source, value=key).first()
            if known:
                self.resources[known.resource_id] = line.number
                entry = rows.to_entry(line.cells, self.mapping)
                self.names.setdefault(likeness(entry), line.number)
        return []

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
            self.fail(line.number, f"{name_of(line, self.mapping)}: {error}")
            return
        self.resources[saved.resource_id] = line.number
        self.report.counts[saved.outcome] += 1
        for note in entry.notes:
            self.report.remark(line.number, "note", f"{entry.fields.get('name', '')}: {note}")
        first = self.names.setdefault(likeness(entry), line.number)
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


def likeness(entry: Entry) -> int:
    return hash((entry.provider["name"].casefold(), entry.fields["name"].casefold()))


def name_of(line: Line, mapping: ColumnMapping) -> str:
    wanted = mapping.columns.get("name")
    return rows.found(line.cells, wanted) if wanted else str(mapping.constants["name"])


@transaction.atomic
def check(lines: Iterable[Line], mapping: ColumnMapping) -> Report:
    """What an import would do: it is done and taken back. Raises whatever reading raises."""
    importing = Import(mapping)
    for line in lines:
        importing.take(line)
    importing.finish()
    transaction.set_rollback(True)
    return importing.report


def carry_out(upload: ImportRun, mapping: ColumnMapping, lines: Iterator[Line]) -> Report:
    """Import the rows of a file that are not imported yet, and keep count in `upload`.

    A row that fails takes no other with it. Every batch of rows is saved together with how far it
    is, so that whatever stops the work, it goes on from there. Whoever calls has read the file to
    its end before, so that one that breaks off changes nothing.
    """
    importing = Import(mapping, Report(Counter(upload.counts), list(map(tuple, upload.remarks))))
    waiting = importing.recall(lines, upload.last_row)
    while batch := [*waiting, *islice(lines, BATCH - len(waiting))]:
        waiting = []
        with transaction.atomic(), in_history(upload):
            for line in batch:
                importing.take(line)
            importing.refresh()
            remember(upload, importing.report, batch[-1].number, len(batch))
    with transaction.atomic(), in_history(upload):
        importing.finish()
        remember(upload, importing.report, upload.last_row, 0)
        finished(upload)
    return importing.report


def in_history(upload: ImportRun) -> pghistory.context:
    told = {"import": str(upload.pk), "file": upload.file_name}
    return pghistory.context(**told, **({"user": str(upload.by_id)} if upload.by_id else {}))


def remember(upload: ImportRun, report: Report, last_row: int, rows: int) -> None:
    """How far it is. Raises StoppedError when somebody else has taken the upload over."""
    mine = ImportRun.objects.filter(pk=upload.pk, last_row=upload.last_row, state=State.IMPORTING)
    upload.last_row, upload.rows_done = last_row, upload.rows_done + rows
    upload.counts, upload.remarks = dict(report.counts), report.most_important()
    done = mine.update(
        last_row=upload.last_row, rows_done=upload.rows_done, counts=upload.counts,
        remarks=upload.remarks, heard_at=timezone.now(),
    )  # fmt: skip
    if not done:
        raise StoppedError


def finished(upload: ImportRun) -> None:
    upload.state, upload.message, upload.content = State.DONE, "", b""
    upload.save(update_fields=["state", "message", "content"])
