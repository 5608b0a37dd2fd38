"""A feed that comes as a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from open_referral.harvest.fetching import MEGABYTE, FeedError
from open_referral.harvest.harvester import Harvest, new_spool
from open_referral.harvest.pages import Page, identifier, parse, read_page

FILE_BYTES = 64 * MEGABYTE
# a single entry in a file of one entry a line
LINE_BYTES = 8 * MEGABYTE


def harvest_file(path: Path) -> Harvest:
    """A file of one page or list of services, or of one service a line. Raises FeedError."""
    harvest = Harvest(new_spool())
    try:
        read_file(path, harvest)
    except BaseException as error:
        harvest.spool.close()
        if isinstance(error, OSError):
            raise FeedError(f"The file cannot be read: {error.strerror}.") from error
        raise
    return harvest


def read_file(path: Path, harvest: Harvest) -> None:
    contents: Iterable[Any] = []
    if path.stat().st_size <= FILE_BYTES and (page := whole_file(path.read_bytes())):
        contents = page.contents
        harvest.complete = page.total is None or len(page.contents) >= page.total
    else:
        contents = list_lines(path)
        harvest.complete = True
    for item in contents:
        if identifier(item):
            harvest.add(item)
        else:
            harvest.without_id += 1


def whole_file(body: bytes) -> Page | None:
    """The file as one JSON value; None when it may be one value a line."""
    try:
        return read_page(parse(body))
    except FeedError:
        first, _, rest = body.lstrip().partition(b"\n")
        if rest.strip() and first.startswith(b"{") and first.rstrip().endswith(b"}"):
            return None
        raise


def list_lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as lines:
        while line := lines.readline(LINE_BYTES + 1):
            if len(line) > LINE_BYTES:
                raise FeedError(
                    f"The file is larger than {FILE_BYTES // MEGABYTE} MB. Larger ones must "
                    "have one service a line."
                )
            if line.strip():
                yield parse(line)
