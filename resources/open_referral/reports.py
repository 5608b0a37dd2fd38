"""What a run noticed, as a table for whoever publishes the feed."""

import csv
from collections.abc import Iterator

from mapping.exports.tables import cell
from resources.downloads import BYTE_ORDER_MARK, Echo
from resources.models import FeedRun

COLUMNS = ["id in the feed", "name", "what to look at"]


def as_csv(run: FeedRun) -> Iterator[str]:
    rows = csv.writer(Echo())
    yield BYTE_ORDER_MARK + str(rows.writerow(COLUMNS))
    for remark in run.remarks:
        yield str(rows.writerow(map(cell, remark)))
