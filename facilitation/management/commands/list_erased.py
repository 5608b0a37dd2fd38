from typing import Any

from django.core.management.base import BaseCommand

from facilitation.erasures import erased


class Command(BaseCommand):
    """Prints the ids of those who were erased, for whoever restores an older backup."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for line in erased():
            self.stdout.write(line)
