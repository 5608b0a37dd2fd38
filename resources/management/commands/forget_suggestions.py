from typing import Any

from django.core.management.base import BaseCommand

from resources.suggestions.actions import forget_old


class Command(BaseCommand):
    help = (
        "Forgets, of entries that were suggested in public: who sent those that still wait after"
        " three months, and those that were declined as long ago. For every night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        senders, declined = forget_old()
        self.stdout.write(f"{senders} senders and {declined} declined suggestions forgotten.")
