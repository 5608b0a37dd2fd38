from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from facilitation.json_files import JSONFileError
from facilitation.models import Organisation
from measures import actions
from measures.bank import read_measure

DATA = Path(__file__).parents[2] / "data"


class Command(BaseCommand):
    help = (
        "Load measures from files. Loading the same file again changes nothing. docs/measures.md "
        "says how such a file is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            default=sorted(DATA.glob("*.json")),
            help="JSON files as measures/bank.py describes them (default: those in Genie)",
        )
        parser.add_argument(
            "--organisation",
            metavar="NAME",
            help="only this organisation may ask them: whose licence it is",
        )
        parser.add_argument("--check", action="store_true", help="say what is wrong, load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = self.find(options["organisation"])
        for path in options["files"]:
            try:
                content = read_measure(path)
                made = not options["check"] and actions.load(content, organisation)
            except JSONFileError as error:
                raise CommandError(f"{path.name}: {error}") from error
            if options["verbosity"]:
                done = "loaded" if made else "was there already"
                said = "can be loaded" if options["check"] else done
                self.stdout.write(f"{content['title']} {content['version']}: {said}.")

    def find(self, name: str | None) -> Organisation | None:
        if name is None:
            return None
        found = Organisation.objects.filter(name=name).first()
        if found is None:
            raise CommandError(f"There is no organisation called {name}.")
        return found
