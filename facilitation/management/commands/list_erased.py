from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand

from facilitation.erasures import erased
from facilitation.withdrawals import withdrawn


class Command(BaseCommand):
    """Prints the ids of those who were erased, and of what was taken back and when, for whoever
    restores an older backup."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for line in chain(erased(), withdrawn()):
            self.stdout.write(line)
