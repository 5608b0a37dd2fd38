"""Imports an Open Referral UK feed or file."""

import argparse
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from open_referral.harvest import reports
from open_referral.harvest.fetching import FeedError
from open_referral.harvest.files import harvest_file
from open_referral.harvest.harvester import harvest_from_network
from open_referral.harvest.run import HarvestSince, feed_at, run_feed
from open_referral.models import Feed, FeedRun
from resources.intake.text import shorten

MOST_PRINTED = 20


class Command(BaseCommand):
    help = (
        "Take the services of an Open Referral UK feed (version 3 or 1) or file into the "
        "directory. Run again, it changes only what has changed in the feed."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("source", help="the feed's address (https://...), or a file")
        parser.add_argument("--name", default="", help="what to call the feed in the directory")
        parser.add_argument(
            "--full", action="store_true", help="ask for everything, not only for what changed"
        )
        parser.add_argument(
            "--close-many",
            action="store_true",
            help="close what is gone even when that is more than half of the feed",
        )
        parser.add_argument(
            "--report", type=Path, help="write what there is to look at to this CSV file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        feed, harvest_since = self.open(options["source"], options["name"])
        run = run_feed(
            feed=feed,
            harvest_since=harvest_since,
            full=options["full"],
            close_many=options["close_many"],
        )
        if run.outcome == FeedRun.Outcome.FAILED:
            if self.made:
                # its address was mistyped, or its file is another's
                feed.delete()
            raise CommandError(f"{run.message} Nothing was changed.")
        if options["report"]:
            self.write_report(options["report"], run)
        self.print_report(run, short=bool(options["report"]))

    def open(self, source: str, name: str) -> tuple[Feed, HarvestSince]:
        if source.startswith(("http://", "https://")):
            feed_name = name or shorten(source.partition("://")[2].partition("?")[0], 100)
            return self.feed(feed_name, source), partial(harvest_from_network, source)
        path = Path(source)
        if not path.is_file():
            raise CommandError(f"There is no file {source}, and it is no https:// address either.")
        return self.feed(name or path.name[:100], ""), lambda since: harvest_file(path)

    def feed(self, name: str, url: str) -> Feed:
        """The feed of that address or name, made when there is none."""
        if len(url) > 500 or len(name) > 100:
            raise CommandError("The address or name is too long.")
        try:
            feed = feed_at(url) if url else Feed.objects.filter(name=name, url="").first()
        except FeedError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        other = Feed.objects.filter(name=name).first()
        if feed is None and other:
            where = f"at {other.url}" if other.url else "from a file"
            raise CommandError(
                f"There is another feed called {name}, {where}. Put its address right in the "
                "administration, or choose another name with --name."
            )
        self.made = feed is None
        return feed or Feed.objects.create(name=name, url=url)

    def write_report(self, path: Path, run: FeedRun) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(reports.as_csv(run))

    def print_report(self, run: FeedRun, *, short: bool) -> None:
        for remark in [] if short else run.remarks[:MOST_PRINTED]:
            self.stdout.write(": ".join(filter(None, remark)))
        more = 0 if short else run.counts.get("remarks", 0) - MOST_PRINTED
        if more > 0:
            self.stdout.write(f"And {more:,} more to look at: --report FILE writes them all.")
        self.stdout.write(f"{run.summary}. {run.get_outcome_display()}.")
