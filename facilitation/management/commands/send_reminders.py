import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from facilitation import reminders


class Command(BaseCommand):
    help = (
        "Write to each facilitator whose people have become due for a follow-up: by reference "
        "code, once for each follow-up. Nobody writes to the people themselves. Run it once a "
        "day, from cron or a systemd timer."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="print the letters, and send none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        if options["dry_run"]:
            for letter in reminders.letters(today):
                self.stdout.write(f"To {letter.to[0]}: {letter.subject}\n\n{letter.body}\n")
            return
        sent = failed = 0
        for facilitator in reminders.facilitators(today):
            try:
                sent += reminders.send(facilitator, today)
            except OSError as error:  # smtplib's errors are OSErrors
                failed += 1
                self.stderr.write(f"A letter could not be sent: {type(error).__name__}.")
        self.stdout.write(f"{sent} letters sent.")
        if failed:
            raise CommandError(f"{failed} letters could not be sent.")
