from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session as SignIn
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError

from facilitation.erasures import apply_again


class Command(BaseCommand):
    """What a database from a backup needs before anybody uses it: who was erased since is erased
    again, what was taken back since is taken back again, and everybody is signed out, whoever may
    not sign in any more among them."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "lists", type=Path, nargs="+", metavar="FILE", help="what `list_erased` printed"
        )

    def handle(self, *args: Any, lists: list[Path], **options: Any) -> None:
        try:
            erased, taken_back = apply_again(
                line for path in lists for line in path.read_text().splitlines()
            )
        except (OSError, ValueError) as error:
            raise CommandError(f"Nobody was erased, nothing taken back: {error}") from None
        SignIn.objects.all().delete()
        cache.clear()
        self.stdout.write(
            f"Erased again: {erased}. Taken back again: {taken_back}. Everybody is signed out."
        )
