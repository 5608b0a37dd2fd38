import os
import secrets
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from facilitation.models import User
from plans.demo.directory import load_demo_directory
from plans.demo.people import LOG_INS, make_people
from plans.demo.sessions import make_sessions
from resources.intake.entries import RowOutcome


class Command(BaseCommand):
    help = (
        "Make the demo: log-ins, a fictional directory and sessions to look at. Running it again "
        "changes nothing. GENIE_DEMO_PASSWORD is the log-ins' password; without it a random one "
        "is made and printed once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_item_bank", stdout=self.stdout)
        call_command("load_measures", stdout=self.stdout)
        counts = load_demo_directory()
        new = counts[RowOutcome.NEW]
        self.stdout.write(f"Demo directory: {counts.total()} entries, {new} of them new.")
        password = os.environ.get("GENIE_DEMO_PASSWORD", "")
        made_up = not password and not User.objects.filter(email=LOG_INS[0][0]).exists()
        if made_up:
            password = secrets.token_urlsafe(9)
        facilitator = make_people(password)[0]
        made = make_sessions(facilitator)
        self.stdout.write(f"Demo sessions: {made} new people.")
        self.stdout.write("Demo log-ins:")
        for email, _, role, _ in LOG_INS:
            self.stdout.write(f"  {email:34} {role}")
        if made_up:
            self.stdout.write(f"  Password for all, shown this once: {password}")
