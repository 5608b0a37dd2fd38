"""Imports an Open Referral UK feed or file."""

import argparse
import csv
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from mapping.exports.tables import cell
from resources.actions.feeds import Gather, run_feed
from resources.models import Feed, FeedRun
from resources.open_referral.files import gather_file
from resources.open_referral.gathering import gather_from_network
from resources.open_referral.text import shorten

COUNTED = ("new", "changed", "unchanged", "closed", "left out")


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
        parser.add_argument("--report", type=Path, help="write what was noticed to this CSV file")

    def handle(self, *args: Any, **options: Any) -> None:
        feed, gathering = self.open(options["source"], options["name"])
        run = run_feed(
            feed=feed,
            gather=gathering,
            full=options["full"],
            close_many=options["close_many"],
        )
        if run.outcome == FeedRun.Outcome.FAILED:
            raise CommandError(f"{run.message} Nothing was changed.")
        if options["report"]:
            self.write_report(options["report"], run)
        self.tell(run, short=bool(options["report"]))

    def open(self, source: str, name: str) -> tuple[Feed, Gather]:
        if source.startswith(("http://", "https://")):
            parts = urlsplit(source)
            called = name or shorten(f"{parts.netloc}{parts.path}", 100)
            return self.feed(called, source), partial(gather_from_network, source)
        path = Path(source)
        if not path.is_file():
            raise CommandError(f"There is no file {source}, and it is no https:// address either.")
        return self.feed(name or path.name[:100], ""), lambda since: gather_file(path)

    def feed(self, name: str, url: str) -> Feed:
        """The feed of that address or name, made when there is none."""
        if len(url) > 500 or len(name) > 100:
            raise CommandError("The address or name is too long.")
        named = Q(url=url) if url else Q(name=name, url="")
        feed = Feed.objects.filter(named).first()
        if feed is None and Feed.objects.filter(name=name).exists():
            raise CommandError(f"There is another feed called {name}: choose one with --name.")
        return feed or Feed.objects.create(name=name, url=url)

    def write_report(self, path: Path, run: FeedRun) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id in the feed", "name", "what to look at"])
            rows.writerows([cell(text) for text in row] for row in run.remarks)

    def tell(self, run: FeedRun, *, short: bool) -> None:
        for key, name, problem in [] if short else run.remarks:
            self.stdout.write(": ".join(filter(None, [key, name, problem])))
        counts = [f"{run.counts.get(name, 0):,} {name}" for name in COUNTED]
        self.stdout.write(f"{', '.join(counts)}. {run.get_outcome_display()}.")
