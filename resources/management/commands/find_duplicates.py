from typing import Any

from django.core.management.base import BaseCommand

from resources.actions import duplicates
from resources.models import DuplicatePair


class Command(BaseCommand):
    help = "Look for entries that may be one and the same. Run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        duplicates.find()
        waiting = DuplicatePair.objects.filter(different=False).count()
        self.stdout.write(f"{waiting} pairs for the curators to look at.")
