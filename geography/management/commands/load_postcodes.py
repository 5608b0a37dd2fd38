"""Loads the postcode directory, all of it or not at all, and what else geography needs."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from geography import onspd
from geography.actions.authorities import load_authorities
from geography.actions.postcodes import replace_directory
from geography.actions.water import load_water
from geography.models import Postcode, River


class Command(BaseCommand):
    help = (
        "Load all UK postcodes: the packaged ONS Postcode Directory, or one that you name; and "
        "the names of the local authorities; and, where there is none yet, the water. "
        "May be stopped and run again: until it has finished, the directory stays as it was."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="an ONS Postcode Directory, csv or zip"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when postcodes are loaded already"
        )

        parser.add_argument("--water", action="store_true", help="load the water again")

    def handle(self, *args: Any, **options: Any) -> None:
        load_authorities()
        if options["water"] or not River.objects.exists():
            load_water()
        if options["if_empty"] and Postcode.objects.exists():
            self.stdout.write("The postcodes are loaded already.")
            return
        try:
            loaded = replace_directory(rows=self.rows(options["file"]))
        except onspd.DirectoryFileError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(
                f"This is not a postcode directory ({reason}). The postcodes are as they were."
            ) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. The postcodes are as they were.", returncode=130) from None
        located = Postcode.objects.exclude(point=None).count()
        self.stdout.write(f"{loaded:,} postcodes, {located:,} of them with a location.")

    def rows(self, file: Path | None) -> Iterator[onspd.Row]:
        rows = onspd.published_rows(file) if file else self.packaged()
        total = None if file else onspd.PACKAGED_ROWS
        with tqdm(rows, "Postcodes", total, leave=False, unit="", unit_scale=True) as progress:
            yield from progress
        self.stdout.write("Placing the postcodes on the map ...")

    def packaged(self) -> Iterator[onspd.Row]:
        for path in onspd.packaged_files():
            yield from onspd.packaged_rows(path)
