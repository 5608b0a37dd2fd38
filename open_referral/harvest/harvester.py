"""Harvests a whole feed, page by page, onto disk: only what arrived as a whole is worked with."""

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.utils import timezone

from open_referral.harvest.addresses import services_url
from open_referral.harvest.fetching import FeedError, Fetcher, Limits, StatusError
from open_referral.harvest.pages import Page, ends, identifier, parse
from open_referral.harvest.paging import Paging
from open_referral.harvest.values import moment

Json = dict[str, Any]
Get = Callable[[str], bytes]

PER_PAGE = 100
MOST_PAGES = 50_000
# more than the whole kingdom has, and what can be written in a night
MOST_SERVICES = 500_000
# Servers' clocks and long transactions: what was changed just before the last run is asked for
# again. (Our decision.)
OVERLAP = dt.timedelta(days=1)
FAILURES_IN_A_ROW = 20
# any of these, and an entry in a list holds more than a list's summary
NESTED = {
    "schedules", "regular_schedules", "service_at_locations", "attributes", "service_taxonomys",
    "contacts", "eligibilitys", "cost_options", "service_areas", "phones", "regular_schedule",
    "schedule", "locations", "location", "service_at_location", "service_taxonomies", "taxonomies",
    "taxonomys", "taxonomy", "categories", "eligibility", "contact", "languages", "service_area",
}  # fmt: skip
# Without any of these, a list's entry is no more than a name
TELLING = {"description", "organization", "organisation"}
NO_SUCH_PAGE = {404, 405, 410, 501}
# so many without a page of its own, and none has one
FEW = 3


@dataclass
class Harvest:
    """The entries of a feed, one JSON object a line in `spool`, and how much of it they are."""

    spool: IO[str]
    count: int = 0
    # every entry of the feed was seen: what is not here is gone
    complete: bool = False
    # entries named in the list whose details could not be had: neither here nor gone
    missed: list[tuple[str, str]] = field(default_factory=list)
    # entries without an id
    without_id: int = 0
    # about the feed as a whole
    notes: list[str] = field(default_factory=list)
    changed_until: dt.datetime | None = None

    def add(self, service: Json) -> None:
        if self.count >= MOST_SERVICES:
            raise FeedError(f"The feed has more than {MOST_SERVICES:,} services.")
        self.spool.write(json.dumps(service) + "\n")
        self.count += 1

    def services(self) -> Iterator[Json]:
        self.spool.seek(0)
        for line in self.spool:
            yield json.loads(line)


def new_spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", prefix="genie-feed-")


class Harvester:
    """Goes through a feed's pages, once."""

    def __init__(
        self,
        url: str,
        get: Get,
        since: dt.datetime | None,
        linked: Callable[[], str] = lambda: "",
    ) -> None:
        self.url = services_url(url)
        self.get = get
        self.since = since
        self.harvest = Harvest(new_spool())
        self.seen: set[str] = set()
        self.undated = False
        self.older = False
        self.failures = 0
        # no entry has had a page of its own yet: what the list said of those that were asked for
        self.held: list[tuple[str, Json, str]] | None = []
        self.has_details = True
        self.total: int | None = None
        # as the feed counts: with what has no id, and what stands there twice
        self.listed = 0
        # of the query; dropped where the feed refuses them
        parameters: dict[str, Any] = {"per_page": PER_PAGE, "perPage": PER_PAGE, "full": "true"}
        if since:
            parameters["modified_after"] = (since - OVERLAP).isoformat()
        self.paging = Paging(self.url, get, linked, parameters)

    def first_page(self) -> tuple[int, Page]:
        """The first page and its number: 1, as the standard says, or 0, as some servers count."""
        try:
            page = self.paging.numbered(1)
        except StatusError as error:
            if error.status not in (400, 404, 422, 500):
                raise
            # a feed that refuses what it does not know
            self.paging.parameters, self.since = {}, None
            page = self.paging.numbered(1)
        if page.first is False:
            try:
                return 0, self.paging.numbered(0)
            except StatusError:
                # it says so of every page
                pass
        return 1, page

    def run(self) -> Harvest:
        start, page = self.first_page()
        self.total = page.total
        number, ended = start, False
        while not ended:
            fresh = self.add_page(page)
            ended = ends(page, number - start + 1) or self.has_all(page)
            further = None
            if not ended and not fresh and number > start:
                further = self.paging.past(page, self.listed, self.seen)
            if not ended and not (fresh or further) and number > start and page.says_nothing:
                ended = True  # the same again: it has no pages
            if not ended and not (fresh or further):
                self.harvest.notes.append(
                    f"Page {number} holds nothing that was not on the pages before, though it is "
                    "not the last."
                )
                break
            if number - start + 1 >= MOST_PAGES:
                raise FeedError(f"The feed has more than {MOST_PAGES:,} pages.")
            number += 1
            if not ended:
                following = further or self.paging.after(page, number, self.listed)
                page, ended = following or page, following is None
        return self.finish(ended)

    def has_all(self, page: Page) -> bool:
        """Of a feed that says how many there are, and not how many pages."""
        says_pages = page.last is not None or page.pages is not None or page.following
        return not says_pages and self.total is not None and self.listed >= self.total

    def add_page(self, page: Page) -> int:
        """Spool what is on the page. Returns how many entries were new."""
        fresh: set[str] = set()
        for item in page.contents:
            key = identifier(item)
            if not key:
                self.harvest.without_id += 1
            elif key in fresh:
                # twice on one page: whoever writes the entries remarks on it
                self.harvest.add(item)
            elif key in self.seen:
                # again on a later page: the list moved on while it was read
                continue
            else:
                fresh.add(key)
                self.seen.add(key)
                self.note_date(item)
                whole = bool(NESTED & item.keys()) or not self.has_details
                service = item if whole else self.detail(item, key)
                if service is not None:
                    self.harvest.add(service)
            self.listed += 1
        return len(fresh)

    def note_date(self, item: Json) -> None:
        changed = moment(item.get("last_modified"))
        if changed is None:
            self.undated = True
            return
        # a clock that is ahead would hide what changes until then
        changed = min(changed, timezone.now())
        if self.since and changed < self.since - OVERLAP:
            self.older = True
        newest = self.harvest.changed_until
        self.harvest.changed_until = max(newest, changed) if newest else changed

    def detail(self, item: Json, key: str) -> Json | None:
        parts = urlsplit(self.url)
        path = f"{parts.path}/{quote(str(item['id']).strip(), safe='')}"
        try:
            found = parse(self.get(urlunsplit(parts._replace(path=path))))
        except FeedError as error:
            if self.hold(item, key, error):
                return None
            self.failures += 1
            if self.failures >= FAILURES_IN_A_ROW or not isinstance(error, StatusError):
                raise
            self.harvest.missed.append((key, f"Its details could not be read: {error}"))
            return None
        self.failures = 0
        self.let_go()
        if not isinstance(found, dict) or identifier(found) != key:
            self.harvest.missed.append((key, "Its address leads to something else."))
            return None
        return found

    def hold(self, item: Json, key: str, error: FeedError) -> bool:
        """Is there no page for this one, and perhaps for none? Then its list says all there is."""
        no_page = isinstance(error, StatusError) and error.status in NO_SUCH_PAGE
        if self.held is None or not no_page or not TELLING & item.keys():
            return False
        self.held.append((key, item, f"Its details could not be read: {error}"))
        if len(self.held) == FEW:
            self.take_held()
        return True

    def take_held(self) -> None:
        """No entry has a page of its own."""
        for _, item, _ in self.held or []:
            self.harvest.add(item)
        if self.held:
            self.harvest.notes.append(
                "It has no page for each service: what its list says was taken for all of it."
            )
        self.held, self.has_details = [], False

    def let_go(self) -> None:
        """Others have such pages: of those without one nothing is known."""
        self.harvest.missed += [(key, said) for key, _, said in self.held or []]
        self.held = None

    def finish(self, ended: bool) -> Harvest:
        harvest = self.harvest
        if self.held:
            self.take_held()
        # older ones show that the feed gave everything all the same
        asked_for_changes = self.since is not None and not self.older
        if self.undated:
            harvest.changed_until = None
        elif self.since:
            harvest.changed_until = max(self.since, harvest.changed_until or self.since)
        whole_list = ended and (self.total is None or self.listed >= self.total)
        if ended and not whole_list:
            harvest.notes.append(
                f"The feed says it has {self.total:,} services, but lists {self.listed:,}."
            )
        harvest.complete = whole_list and not asked_for_changes
        return harvest


def harvest(
    url: str,
    get: Get,
    since: dt.datetime | None = None,
    linked: Callable[[], str] = lambda: "",
) -> Harvest:
    """Everything the feed has; with `since`, only what changed since then, where it can tell.
    `linked` gives the address of the next page where the last answer named one in its headers.

    Raises FeedError, and then nothing of it is to be used.
    """
    harvester = Harvester(url, get, since, linked)
    try:
        return harvester.run()
    except BaseException:
        harvester.harvest.spool.close()
        raise


def harvest_from_network(
    url: str, since: dt.datetime | None = None, *, limits: Limits | None = None
) -> Harvest:
    """`harvest`, by HTTP."""
    fetcher = Fetcher(allowed=settings.GENIE_FEED_PRIVATE_HOSTS, limits=limits)
    try:
        return harvest(url, fetcher.get, since, lambda: fetcher.linked)
    finally:
        fetcher.close()
