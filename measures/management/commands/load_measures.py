from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facilitation.json_files import JSONFileError
from measures import actions
from measures.bank import read_measure

DATA = Path(__file__).parents[2] / "data"


class Command(BaseCommand):
    help = "Load measures from files. Loading the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            default=sorted(DATA.glob("*.json")),
            help="JSON files as measures/bank.py describes them (default: those in Genie)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                content = read_measure(path)
                made = actions.load(content)
            except JSONFileError as error:
                raise CommandError(f"{path.name}: {error}") from error
            if options["verbosity"]:
                done = "loaded" if made else "was there already"
                self.stdout.write(f"{content['title']} {content['version']}: {done}.")
