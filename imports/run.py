"""A whole file into the directory: all that can be saved is, and every row is accounted for."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple
from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone

from imports import failures, rows
from imports.cells import text_of
from imports.columns import ColumnMapping
from imports.meanings import Meanings
from imports.models import ImportRun
from imports.reading import FileRow
from imports.report import Report
from resources import listings
from resources.intake import bulk
from resources.intake.beside import one_ahead
from resources.intake.bulk import few_collections
from resources.intake.entries import Entry, Result, RowOutcome
from resources.intake.saving import Intake, Known
from resources.models import ExternalId, Resource, SourceRecord
from resources.vocabulary import Status

State = ImportRun.State
# rows saved together; a stop loses at most the work on so many
BATCH = 1000
# rows are read anew when this code reads differently
READER = 1
# the parts of a key: nothing else, and it is none
BETWEEN = " |"


class Line(NamedTuple):
    """A row, and what is made of it without the database."""

    row: FileRow
    key: str
    # why it is left out
    reason: str
    digest: str
    # where it was read ahead
    entry: Entry | None


class StoppedError(Exception):
    """The work on an upload was taken over or undone by somebody else meanwhile."""


class Import:
    """One run. Memory grows with the remarks and 100 bytes or so a row, not with the file."""

    def __init__(self, mapping: ColumnMapping, report: Report | None = None) -> None:
        self.mapping = mapping
        self.report = report or Report()
        self.intake = Intake(mapping.source)
        self.meanings = Meanings(mapping.source)
        self.seen: dict[int, int] = {}  # hash of the key: first row
        self.resources: dict[UUID, int] = {}  # resource: row
        self.names: dict[int, int] = {}  # hash of provider and name: first row
        self.left_out: dict[str, tuple[int, str]] = {}  # key: row and reason
        self.changed: list[UUID] = []
        # else a row is read only when it is known to say something new
        self.from_new_source = not ExternalId.objects.filter(source=mapping.source).exists()
        self.understood = f"{READER} {mapping!r} {self.meanings.version}"

    def skip_done(self, lines: Iterator[FileRow], last_row: int) -> list[FileRow]:
        """Pass over the rows that were dealt with before the work was stopped, keeping in mind
        what later rows are compared with. Returns the first of those to come."""
        for row in lines:
            if row.number > last_row:
                return [row]
            if row.error:
                continue
            key = rows.key(row.cells, self.mapping)
            reason = rows.reason_to_skip(row.cells, self.mapping)
            if reason:
                self.left_out[key] = (row.number, reason)
                continue
            self.seen.setdefault(hash(key), row.number)
            known = ExternalId.objects.filter(source=self.mapping.source, value=key).first()
            if known:
                self.resources[known.resource_id] = row.number
                self.intake.saved.add(known.resource_id)
                entry = rows.to_entry(row.cells, self.mapping, row.more)
                alike = likeness(entry.fields["name"], entry.provider["name"])
                self.names.setdefault(alike, row.number)
        return []

    def read_all(self, lines: Iterator[FileRow]) -> Iterator[list[Line]]:
        """In batches, each read while the one before is saved."""
        return one_ahead(list(map(self.line, batch)) for batch in batches(lines))

    def line(self, row: FileRow) -> Line:
        """Asks no database."""
        if row.error:
            return Line(row, "", "", "", None)
        key = rows.key(row.cells, self.mapping)
        reason = rows.reason_to_skip(row.cells, self.mapping)
        likely = self.from_new_source and not reason and key.strip(BETWEEN)
        entry = rows.to_entry(row.cells, self.mapping, row.more) if likely else None
        return Line(row, key, reason, self.digest(row), entry)

    def import_batch(self, batch: list[Line]) -> None:
        """Save these rows, or remark why not."""
        first_remark = len(self.report.remarks)
        waiting = {line.key: line for line in batch if self.is_wanted(line)}
        digests = {key: line.digest for key, line in waiting.items()}
        for key, known in self.intake.unchanged(digests).items():
            self.record_unchanged(waiting.pop(key).row, known)
        entries = [self.entry_of(line) for line in waiting.values()]
        results = self.intake.save_batch(entries)
        for line, entry, result in zip(waiting.values(), entries, results, strict=True):
            self.record(line.row, entry, result)
        self.report.sort_since(first_remark)
        self.refresh()

    def digest(self, row: FileRow) -> str:
        """Of what the row says, and how it is understood."""
        more = [text for number, others in row.more for text in (str(number), *others.values())]
        said = "\x1f".join([self.understood, *row.cells.values(), *more])
        return hashlib.blake2b(said.encode(errors="replace"), digest_size=16).hexdigest()

    def entry_of(self, line: Line) -> Entry:
        row = line.row
        entry = line.entry or rows.to_entry(row.cells, self.mapping, row.more)
        self.meanings.look_up(entry)
        entry.digest = line.digest
        return entry

    def is_wanted(self, line: Line) -> bool:
        """Is it an entry, and the first of its key? Otherwise a remark says what it is."""
        row, key, reason = line.row, line.key, line.reason
        if row.error:
            self.fail(row.number, row.error)
            return False
        if rows.is_heading(row.cells, self.mapping):
            name = name_of(row, self.mapping)
            what = f"Nothing but “{name}” stands there: a heading or a note, and no entry."
            self.report.count(row.number, RowOutcome.SKIPPED, what)
            return False
        if reason:
            name = name_of(row, self.mapping)
            self.report.count(row.number, RowOutcome.SKIPPED, f"{name}: {reason}.")
            self.left_out[key] = (row.number, reason)
            return False
        if not key.strip(BETWEEN):
            self.fail(row.number, f"Nothing under {', '.join(self.mapping.id)} tells it apart.")
            return False
        first = self.seen.setdefault(hash(key), row.number)
        if first != row.number:
            self.duplicate(row.number, first)
            return False
        return True

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
        self.report.count(number, RowOutcome.DUPLICATE, f"The same entry as row {first}.")

    def fail(self, number: int, message: str) -> None:
        self.report.count(number, RowOutcome.FAILED, message)

    def refresh(self) -> None:
        """Bring the match index in step with what changed."""
        listings.refresh(self.changed)
        self.changed = []

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
        records = SourceRecord.objects.filter(external_id__source=self.mapping.source)
        records.filter(external_id__resource=resource).correct(status=Status.CLOSED)
        self.report.count(
            number, RowOutcome.CLOSED, f"{resource.name}: marked as closed ({reason})."
        )
        self.changed.append(resource.pk)


def likeness(name: str, provider: str) -> int:
    return hash((provider.casefold(), name.casefold()))


def name_of(row: FileRow, mapping: ColumnMapping) -> str:
    given = mapping.columns.get("name")
    return text_of(row.cells, mapping, "name") if given else str(mapping.constants["name"])


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
    for batch in importing.read_all(chain(first, lines)):
        with transaction.atomic(), in_history(upload):
            bulk.commit_without_waiting()
            importing.import_batch(batch)
            save_progress(upload, importing.report, batch[-1].row.number, len(batch))
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
