"""Imports a file of resources by a column mapping, or undoes an import."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from imports import columns, grouping, problems, reading, run, undo, uploads
from imports.columns import ColumnMapping
from imports.models import SILENCE, ImportRun
from imports.reading import FileRow
from imports.report import COUNTED, Report
from imports.tables import readable
from resources.intake.entries import RowOutcome

State = ImportRun.State


class Command(BaseCommand):
    help = (
        "Import resources from a CSV file or an Excel workbook. Run again, it changes only what "
        "has changed in the file. A row that cannot be saved takes no other with it."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="CSV, or the first sheet of a .xlsx")
        parser.add_argument("--mapping", type=Path, help="a TOML file: which column means what")
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would happen, and change nothing"
        )
        parser.add_argument("--source", default="", help="what to call the source of the file")
        parser.add_argument(
            "--resume", action="store_true", help="go on where the import of this file was stopped"
        )
        parser.add_argument(
            "--undo", type=UUID, metavar="IMPORT", help="undo an import, by its number"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self.undo(options["undo"])
            return
        if not options["file"] or not options["mapping"]:
            raise CommandError("Say which file to import, and --mapping.")
        try:
            mapping = columns.read(options["mapping"], source=options["source"])
            with readable(options["file"]) as path:
                self.import_file(path, mapping, options)
        except (columns.MappingError, problems.FileError) as error:
            raise CommandError(f"{error} Nothing was imported.") from error

    def import_file(self, path: Path, mapping: ColumnMapping, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.print_report(run.check(self.rows(path, mapping), mapping))
            self.stdout.write("This was a dry run: nothing was changed.")
            return
        # it says what is wrong with a file that is not there, or that breaks off
        for _ in reading.read(path, mapping.used_columns()):
            pass
        upload = self.upload(path, mapping, options)
        try:
            report = run.carry_out(upload, mapping, self.rows(path, mapping))
        except KeyboardInterrupt:
            raise CommandError(self.stopped(upload), returncode=130) from None
        self.print_report(report)
        self.stdout.write(f"To undo it: import_resources --undo {upload.pk}")

    def upload(self, path: Path, mapping: ColumnMapping, options: dict[str, Any]) -> ImportRun:
        if not options["resume"]:
            return uploads.begin(path, mapping, name=options["file"].name)
        found = uploads.stopped(path, mapping.source)
        if found is None:
            raise CommandError("No import of this file was stopped before its end.")
        return found

    def stopped(self, upload: ImportRun) -> str:
        # it is at rest from now on
        ImportRun.objects.filter(pk=upload.pk).update(heard_at=timezone.now() - 2 * SILENCE)
        return (
            f"Stopped after row {upload.last_row:,}. Run it again with --resume to go on, "
            f"or undo it: import_resources --undo {upload.pk}"
        )

    def rows(self, path: Path, mapping: ColumnMapping) -> Iterator[FileRow]:
        lines = grouping.read(path, mapping)
        first = next(lines, None)
        if first is None:
            return
        with tqdm(None, "Rows", uploads.rows_in(path), leave=False, unit="") as progress:
            yield first
            for line in lines:
                progress.update()
                yield line

    def undo(self, key: UUID) -> None:
        upload = ImportRun.objects.filter(pk=key).first()
        if upload is None or not (upload.can_be_undone or upload.state == State.UNDOING):
            raise CommandError("There is no such import that could be undone.")
        self.stdout.write(undo.undo_whole(upload, None).summary)

    def print_report(self, report: Report) -> None:
        for number, outcome, text in report.remarks:
            stream = self.stderr if outcome == RowOutcome.FAILED else self.stdout
            stream.write(f"row {number}, {outcome}: {text}")
        counts = [f"{report.counts[one]:,} {one.label}" for one in COUNTED]
        self.stdout.write(", ".join(counts) + ".")
