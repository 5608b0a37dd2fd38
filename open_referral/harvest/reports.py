"""What a run noticed, as a table for whoever publishes the feed."""

from collections.abc import Iterator

from facilitation.spreadsheets import csv_lines
from open_referral.models import FeedRun

COLUMNS = ["id in the feed", "name", "what to look at"]


def as_csv(run: FeedRun) -> Iterator[str]:
    return csv_lines(COLUMNS, (dict(zip(COLUMNS, remark, strict=True)) for remark in run.remarks))
