"""A page of a feed, of version 3 or 1, out of the bytes that arrived."""

import json
import re
from dataclasses import dataclass
from typing import Any

from open_referral.harvest.fetching import FeedError
from open_referral.harvest.values import Json, key_of
from resources.intake.text import shorten, tidy

# What only a service has, in any version; and what other things have as well
ONLY_SERVICES = {
    "status", "organization", "organisation", "service_at_locations", "service_taxonomys",
    "service_taxonomies", "cost_options", "eligibilitys", "eligibility", "fees", "fees_description",
    "assured_date", "minimum_age", "maximum_age", "min_age", "max_age", "free", "alert",
    "application_process", "eligibility_description",
}  # fmt: skip
SERVICES_TOO = {
    "organization_id", "organisation_id", "schedules", "regular_schedules", "regular_schedule",
    "service_areas", "service_area",
}  # fmt: skip
# where a page has its entries, and says how many there are
CONTENTS = ("contents", "content", "services", "results", "data", "items", "features")
ABOUT = ("meta", "links", "_links", "pagination", "page")
# What else there is in feeds and their files, by what tells it from a service
OTHERS = {
    "a list of organisations": {
        "website", "logo", "legal_status", "tax_status", "tax_id", "services", "year_incorporated",
        "organization_identifiers", "parent_organization_id",
    },
    "a list of locations": {
        "latitude", "longitude", "location_type", "addresses", "physical_addresses",
    },
    "a list of the places of services": {"service", "service_id", "location_id"},
    "a taxonomy": {"parent_id", "parent", "vocabulary", "taxonomy", "taxonomy_id", "term_uri"},
}  # fmt: skip
# Three characters of JSON can become a hundred bytes in memory. (A service has 200 values or so.)
MOST_PARTS = 3_000_000


@dataclass(frozen=True)
class Page:
    """A page of version 3 or 1, as far as it says so itself."""

    contents: list[Any]
    total: int | None
    pages: int | None
    first: bool | None
    last: bool | None
    # the address of the next page, where it is given
    following: str = ""

    @property
    def says_nothing(self) -> bool:
        """Of how many pages or entries there are."""
        return self.total is None and self.pages is None and self.last is None


def parse(body: bytes) -> Any:
    """JSON, or a FeedError. Deep nesting and numbers of thousands of digits end there, too."""
    if sum(body.count(mark) for mark in (b"{", b"[", b",")) > MOST_PARTS:
        raise FeedError(f"A page of the feed holds more than {MOST_PARTS:,} values.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = f"The feed is not UTF-8, as JSON is: it begins with {beginning(body)}."
        raise FeedError(message) from None
    try:
        return json.loads(text, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        raise FeedError(f"The feed is not JSON: it begins with {beginning(body)}.") from None


def beginning(body: bytes) -> str:
    text = shorten(" ".join(tidy(body[:60].decode("utf-8", "replace")).split()), 40)
    return f"“{text}”" if text else "nothing"


def read_page(found: Any) -> Page:
    """Raises FeedError for JSON that is no list of services."""
    if isinstance(found, list):
        refuse_others(found)
        return Page(found, len(found), 1, True, True)
    if isinstance(found, dict):
        name = next((one for one in CONTENTS if isinstance(found.get(one), list)), "")
        if name and not ("id" in found and "name" in found):
            contents = list(map(properties, found[name])) if name == "features" else found[name]
            refuse_others(contents)
            return with_contents(found, contents)
        if "id" in found and "name" in found:
            refuse_others([found])
            return Page([found], 1, 1, True, True)
    raise FeedError("This is JSON, but no list of services: “contents” is missing.")


def with_contents(found: Json, contents: list[Any]) -> Page:
    """What else a page says of itself, or its "meta", "links" and "pagination"."""
    said = [found, *(found[name] for name in ABOUT if isinstance(found.get(name), dict))]

    def first(*names: str) -> Any:
        return next((one[name] for name in names for one in said if name in one), None)

    link = first("next", "next_page_url", "nextPage")
    link = link.get("href") if isinstance(link, dict) else link
    following = link if isinstance(link, str) and re.match(r"https?://|/|\?", link) else ""
    last = flag(first("last_page", "last"))
    if last is None and link is None and any("next" in one for one in said):
        last = True
    return Page(
        contents,
        whole(first("total_items", "totalElements", "total", "count", "total_count")),
        whole(first("total_pages", "totalPages", "pages", "page_count")),
        flag(first("first_page", "first")),
        last,
        following,
    )


def properties(feature: Any) -> Any:
    """GeoJSON's: what it says, with where it is."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return feature
    found = feature["properties"]
    return found if feature.get("geometry") is None else {"geometry": feature["geometry"], **found}


def refuse_others(contents: list[Any]) -> None:
    """Raises FeedError for what has entries, none of which is a service."""
    entries = [item for item in contents if isinstance(item, dict) and item]
    if not entries or any(map(is_service, entries)):
        return
    keys = set().union(*entries)
    seems = next((name for name, marks in OTHERS.items() if marks & keys), "")
    seems = seems or "a taxonomy or a list of organisations"
    raise FeedError(f"This is JSON, but no list of services: it looks like {seems}.")


def is_service(item: Json) -> bool:
    if ONLY_SERVICES & item.keys():
        return True
    other = any(marks & item.keys() for marks in OTHERS.values())
    return bool(SERVICES_TOO & item.keys()) and not other


def whole(value: Any) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def ends(page: Page, pages_read: int) -> bool:
    if page.last is not None:
        return page.last or not page.contents
    if page.pages is not None:
        return pages_read >= page.pages
    return not page.contents


def identifier(item: Any) -> str:
    """What the feed calls the item; empty when it does not say."""
    return key_of(item.get("id")) if isinstance(item, dict) else ""
