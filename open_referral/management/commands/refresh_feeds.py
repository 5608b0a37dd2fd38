"""Runs the feeds that are due; for cron, once an hour."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from open_referral.harvest.harvester import harvest_from_network
from open_referral.harvest.run import due, run_feed
from open_referral.models import FeedRun


class Command(BaseCommand):
    help = "Fetch the Open Referral UK feeds that are due. A feed that fails stops no other."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for feed in due(timezone.now()):
            run = run_feed(feed=feed, harvest_since=partial(harvest_from_network, feed.url))
            self.stdout.write(f"{feed}: {run.message or run.get_outcome_display()}")
            if run.outcome == FeedRun.Outcome.FAILED:
                failed.append(feed.name)
        if failed:
            raise CommandError(f"Not fetched: {', '.join(failed)}.")
