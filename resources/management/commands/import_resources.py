"""Imports a file of resources by a column mapping."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from resources.importing import mapping, reading, run
from resources.importing.reading import Line

COUNTED = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "closed": "closed",
    "skipped": "skipped",
    "duplicate": "duplicates in the file, left out",
    "look-alike": "possible duplicates, kept",
    "failed": "failed",
}


class Command(BaseCommand):
    help = (
        "Import resources from a CSV file. Run again, it changes only what has changed in the "
        "file. A row that cannot be saved takes no other with it."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--mapping", type=Path, required=True, help="a TOML file: which column means what"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would happen, and change nothing"
        )
        parser.add_argument("--source", default="", help="what to call the source of the file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            columns = mapping.read(options["mapping"], source=options["source"])
            lines = self.lines(options["file"], columns.used_columns())
            report = run.run(lines, columns, dry_run=options["dry_run"])
        except (mapping.MappingError, reading.FileError) as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was imported.", returncode=130) from None
        self.tell(report, dry_run=options["dry_run"])

    def lines(self, file: Path, needed: set[str]) -> Iterator[Line]:
        # reading first: it says what is wrong with a file that is not there
        lines = reading.read(file, needed)
        first = next(lines, None)
        if first is None:
            return
        with tqdm(None, "Rows", reading.count_lines(file) - 1, leave=False, unit="") as progress:
            yield first
            for line in lines:
                progress.update()
                yield line

    def tell(self, report: run.Report, *, dry_run: bool) -> None:
        for number, kind, text in report.remarks:
            stream = self.stderr if kind == "failed" else self.stdout
            stream.write(f"row {number}, {kind}: {text}")
        counts = [f"{report.counts[name]:,} {words}" for name, words in COUNTED.items()]
        self.stdout.write(", ".join(counts) + ".")
        if dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
