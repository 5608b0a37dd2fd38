from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facilitation.json_files import JSONFileError
from preferences import actions
from preferences.bank import read_bank

DEFAULT = Path(__file__).parents[2] / "data" / "item_bank.json"


class Command(BaseCommand):
    help = "Load the stage 2 questions from a file. Loading the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=DEFAULT,
            help="a JSON file as preferences/bank.py describes it (default: the one in Genie)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bank = read_bank(options["file"])
            loaded = actions.load_bank(bank=bank)
        except JSONFileError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            done = "loaded" if loaded else "was there already"
            self.stdout.write(f"Item bank {bank.version}: {done}, {len(bank.items)} items.")
