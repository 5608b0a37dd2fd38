import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.verification import digest


class Command(BaseCommand):
    help = (
        "Write to each owner of entries that are due to be checked. "
        "Run it once a week, from cron or a systemd timer."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="print the letters, and send none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sent = failed = 0
        for letter in digest.letters(timezone.localdate()):
            if options["dry_run"]:
                self.stdout.write(f"To {letter.to[0]}: {letter.subject}\n\n{letter.body}\n")
                continue
            try:
                letter.send()
                sent += 1
            except OSError as error:  # smtplib's errors are OSErrors
                failed += 1
                self.stderr.write(f"A letter could not be sent: {type(error).__name__}.")
        self.stdout.write(f"{sent} letters sent.")
        if failed:
            raise CommandError(f"{failed} letters could not be sent.")
