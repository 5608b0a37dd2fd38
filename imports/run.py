"""A whole file into the directory: all that can be saved is, and every row is accounted for."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone

from imports import failures, rows
from imports.columns import ColumnMapping
from imports.lines import Line, Lines, name_of, same_as
from imports.meanings import Meanings
from imports.models import ImportRun
from imports.reading import FileRow
from imports.report import Report
from resources import listings
from resources.intake import bulk
from resources.intake.beside import one_ahead, work_ahead
from resources.intake.bulk import few_collections
from resources.intake.entries import Entry, Result, RowOutcome
from resources.intake.new_entries import NewEntries, judge
from resources.intake.saving import Intake, Known
from resources.models import ExternalId, Resource, SourceRecord
from resources.vocabulary import Status

State = ImportRun.State
# rows saved together; a stop loses at most the work on so many
BATCH = 1000


class Batch(NamedTuple):
    """Rows that are saved together."""

    wanted: list[Line]
    # (row, why) of the others
    refused: list[tuple[int, RowOutcome, str]]
    # those of the wanted, where they were read ahead
    entries: list[Entry]
    judged: NewEntries | None
    last_row: int


class StoppedError(Exception):
    """The work on an upload was taken over or undone by somebody else meanwhile."""


class Import:
    """One run. Memory grows with the remarks and 100 bytes or so a row, not with the file."""

    def __init__(self, mapping: ColumnMapping, report: Report | None = None) -> None:
        self.mapping = mapping
        self.report = report or Report()
        self.intake = Intake(mapping.source)
        self.meanings = Meanings(mapping.source)
        self.resources: dict[UUID, int] = {}  # resource: row
        self.names: dict[int, int] = {}  # hash of provider and name: first row
        self.changed: list[UUID] = []
        known = ExternalId.objects.filter(source=mapping.source)
        self.lines = Lines(mapping, self.meanings.version, ahead=not known.exists())

    def skip_done(self, lines: Iterator[FileRow], last_row: int) -> list[FileRow]:
        """Pass over the rows that were dealt with before the work was stopped, keeping in mind
        what later rows are compared with. Returns the first of those to come."""
        for batch in batches(lines) if last_row else ():
            done = [row for row in batch if row.number <= last_row]
            self.remember(done)
            if len(done) < len(batch):
                return batch[len(done) :]
        return []

    def remember(self, done: list[FileRow]) -> None:
        keys = {}
        for line in map(self.lines.line, done):
            if self.lines.refusal(line) is None:
                keys[line.key] = line.row
        known = ExternalId.objects.filter(
            source=self.mapping.source, value__in=bulk.any_of(keys, "text")
        )
        for key, resource in known.values_list("value", "resource_id"):
            row = keys[key]
            self.resources[resource] = row.number
            self.intake.saved.add(resource)
            entry = rows.to_entry(row.cells, self.mapping, row.more)
            alike = likeness(entry.fields["name"], entry.provider["name"])
            self.names[alike] = min(row.number, self.names.get(alike, row.number))

    def read_all(self, lines: Iterator[FileRow]) -> Iterator[Batch]:
        """Each read, and what is new in it judged, while those before are saved."""
        read = one_ahead(list(map(self.lines.line, batch)) for batch in batches(lines))
        return work_ahead(judge, map(self.ready, read))

    def ready(self, lines: list[Line]) -> Batch:
        """What of these rows is to be saved; looked up where they were read ahead."""
        wanted, refused = [], []
        for line in lines:
            if why := self.lines.refusal(line):
                refused.append((line.row.number, *why))
            else:
                wanted.append(line)
        entries = [self.entry_of(line) for line in wanted] if self.lines.ahead else []
        judged = self.intake.ready(entries) if entries else None
        return Batch(wanted, refused, entries, judged, lines[-1].row.number)

    def import_batch(self, batch: Batch) -> None:
        """Save these rows, or remark why not."""
        first_remark = len(self.report.remarks)
        for refused in batch.refused:
            self.report.count(*refused)
        wanted, entries = batch.wanted, batch.entries
        if batch.judged is None:
            wanted = self.pass_unchanged(wanted)
            entries = [self.entry_of(line) for line in wanted]
        results = self.intake.save_batch(entries, batch.judged)
        for line, entry, result in zip(wanted, entries, results, strict=True):
            self.record(line.row, entry, result)
        self.report.sort_since(first_remark)
        self.refresh()

    def pass_unchanged(self, lines: list[Line]) -> list[Line]:
        """The others."""
        waiting = {line.key: line for line in lines}
        digests = {key: line.digest for key, line in waiting.items()}
        for key, known in self.intake.unchanged(digests).items():
            self.record_unchanged(waiting.pop(key).row, known)
        return list(waiting.values())

    def entry_of(self, line: Line) -> Entry:
        row = line.row
        entry = line.entry or rows.to_entry(row.cells, self.mapping, row.more)
        self.meanings.look_up(entry)
        entry.digest = line.digest
        return entry

    def record_unchanged(self, row: FileRow, known: Known) -> None:
        """It says what it said last, and nobody has written it since: nothing is to be done."""
        if known.resource_id in self.intake.saved:
            self.duplicate(row.number, self.resources[known.resource_id])
            return
        self.intake.saved.add(known.resource_id)
        self.resources[known.resource_id] = row.number
        self.report.counts[RowOutcome.UNCHANGED] += 1
        self.note(row.number, known.name, known.notes)
        self.look_alike(row.number, known.name, known.provider)

    def record(self, row: FileRow, entry: Entry, result: Result) -> None:
        """What became of a row."""
        if result.resource_id is None:
            self.fail(row.number, f"{name_of(row, self.mapping)}: {result.error}")
            return
        if result.outcome is RowOutcome.DUPLICATE:
            self.duplicate(row.number, self.resources[result.resource_id])
            return
        self.resources[result.resource_id] = row.number
        self.report.counts[result.outcome] += 1
        self.note(row.number, entry.fields["name"], entry.notes)
        self.look_alike(row.number, entry.fields["name"], entry.provider["name"])
        if result.outcome is not RowOutcome.UNCHANGED:
            self.changed.append(result.resource_id)

    def note(self, number: int, name: str, notes: list[str]) -> None:
        for note in notes:
            self.report.remark(number, RowOutcome.NOTE, f"{name}: {note}")

    def look_alike(self, number: int, name: str, provider: str) -> None:
        first = self.names.setdefault(likeness(name, provider), number)
        if first != number:
            self.report.count(
                number,
                RowOutcome.LOOK_ALIKE,
                f"{name}: has the name and provider of row {first}. "
                "Both were kept: please see whether they are the same. If it is one at two places, "
                "tell rows apart by name and organisation alone: then it is one entry.",
            )

    def duplicate(self, number: int, first: int) -> None:
        self.report.count(number, RowOutcome.DUPLICATE, same_as(first))

    def fail(self, number: int, message: str) -> None:
        self.report.count(number, RowOutcome.FAILED, message)

    def refresh(self) -> None:
        """Bring the match index in step with what changed."""
        listings.refresh(self.changed)
        self.changed = []

    def finish(self) -> None:
        """Close the entries of an earlier import that the file now leaves out."""
        gone = self.lines.gone()
        known = ExternalId.objects.filter(
            source=self.mapping.source, value__in=gone, resource__status=Status.ACTIVE
        ).select_related("resource")
        for external in known:
            self.close(external.resource, *gone[external.value])
        self.refresh()

    def close(self, resource: Resource, number: int, reason: str) -> None:
        resource.status = Status.CLOSED
        resource.save(update_fields=["status", "updated_at"])
        records = SourceRecord.objects.filter(external_id__source=self.mapping.source)
        records.filter(external_id__resource=resource).correct(status=Status.CLOSED)
        self.report.count(
            number, RowOutcome.CLOSED, f"{resource.name}: marked as closed ({reason})."
        )
        self.changed.append(resource.pk)


def likeness(name: str, provider: str) -> int:
    return hash((provider.casefold(), name.casefold()))


def batches(lines: Iterator[FileRow]) -> Iterator[list[FileRow]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


@transaction.atomic
@few_collections()
def check(lines: Iterator[FileRow], mapping: ColumnMapping) -> Report:
    """What an import would do: it is done and rolled back. Raises whatever reading raises."""
    importing = Import(mapping)
    for batch in importing.read_all(lines):
        importing.import_batch(batch)
    importing.finish()
    transaction.set_rollback(True)
    return importing.report


@few_collections()
def carry_out(upload: ImportRun, mapping: ColumnMapping, lines: Iterator[FileRow]) -> Report:
    """Import the rows of a file that are not imported yet, and keep count in `upload`.

    A row that fails takes no other with it. Every batch of rows is saved together with how far it
    is, so that whatever stops the work, it goes on from there. Whoever calls has read the file to
    its end before, so that one that breaks off changes nothing.
    """
    importing = Import(mapping, Report(Counter(upload.counts), list(map(tuple, upload.remarks))))
    first = importing.skip_done(lines, upload.last_row)
    with in_history(upload):
        for batch in importing.read_all(chain(first, lines)):
            with transaction.atomic():
                bulk.commit_without_waiting()
                importing.import_batch(batch)
                rows_done = len(batch.wanted) + len(batch.refused)
                save_progress(upload, importing.report, batch.last_row, rows_done)
    with transaction.atomic(), in_history(upload):
        importing.finish()
        save_progress(upload, importing.report, upload.last_row, 0)
        mark_done(upload)
    return importing.report


def in_history(upload: ImportRun) -> pghistory.context:
    """By which the history knows the import again, also when the upload is gone."""
    context = {"import": str(upload.pk), "file": upload.file_name}
    return pghistory.context(**context, **({"user": str(upload.by_id)} if upload.by_id else {}))


def save_progress(upload: ImportRun, report: Report, last_row: int, rows: int) -> None:
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


def mark_done(upload: ImportRun) -> None:
    upload.content, upload.original = failures.packed(upload), b""
    upload.state, upload.message = State.DONE, ""
    upload.save(update_fields=["state", "message", "content", "original"])
