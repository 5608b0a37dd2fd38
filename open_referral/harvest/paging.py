"""How a feed's next page is asked for: by its own link, by its number, by its cursor, or by how
many entries there were."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from open_referral.harvest.addresses import with_query
from open_referral.harvest.fetching import StatusError
from open_referral.harvest.pages import Page, read_body

# what servers call it, the commonest first
OFFSETS = ("offset", "skip", "start", "startIndex")
# how a server refuses what it does not know, or has not
REFUSALS = {400, 404, 405, 410, 422}


class Paging:
    """`linked` gives the address of the next page where the last answer named one in its headers.
    `parameters` stand in every query."""

    def __init__(
        self,
        url: str,
        get: Callable[[str], bytes],
        linked: Callable[[], str],
        parameters: dict[str, Any],
    ) -> None:
        self.url, self.get, self.linked = url, get, linked
        self.parameters = parameters
        # by which name entries are passed over, once that is known
        self.offset = ""

    def numbered(self, number: int) -> Page:
        return self.asked({"page": number})

    def asked(self, query: dict[str, Any]) -> Page:
        return self.at(with_query(self.url, {**query, **self.parameters}))

    def at(self, url: str) -> Page:
        page = read_body(self.get(url))
        link = self.linked()
        return replace(page, following=link, last=False) if link else page

    def after(self, page: Page, number: int, listed: int) -> Page | None:
        """The page of this number, after so many entries; None where it says that there is none,
        and nothing else says that there is one."""
        if page.following:
            return self.at(urljoin(self.url, page.following))
        if page.cursor:
            return self.asked({"cursor": page.cursor})
        if self.offset:
            return self.asked({self.offset: listed})
        try:
            return self.numbered(number)
        except StatusError as error:
            if page.seems_cut and page.says_nothing and error.status in REFUSALS:
                return None
            raise

    def past(self, page: Page, listed: int, seen: set[str]) -> Page | None:
        """Where pages by number are all the same: what comes after so many entries, if there is a
        way to ask for it. One that looks whole and names no such way is not asked."""
        named = [name for name in OFFSETS if name in page.named]
        may_have_more = page.seems_cut or named or not page.says_nothing
        if self.offset or page.following or page.cursor or not page.contents or not may_have_more:
            return None
        for name in named or OFFSETS:
            try:
                found = self.asked({name: listed})
            except StatusError as error:
                if error.status not in REFUSALS:
                    raise
                continue
            if set(found.keys) - seen:
                self.offset = name
                return found
        return None
