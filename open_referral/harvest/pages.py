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
CONTENTS = (
    "contents", "content", "services", "results", "data", "items", "features", "records", "value",
    "entries",
)  # fmt: skip
# around all of it
WRAPPERS = ("data", "result", "response", "results")
ABOUT = ("meta", "links", "_links", "pagination", "page", "paging")
NEXT = (
    "next", "next_page_url", "nextPage", "next_url", "nextUrl", "next_link", "nextLink",
    "@odata.nextLink",
)  # fmt: skip
CURSOR = ("next_cursor", "nextCursor")
# A list of ten, twenty or twenty-five may be the first page of many.
FEWEST_OF_A_PAGE, PAGES_ARE_OF = 10, 5
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


BOM = b"\xef\xbb\xbf"


class NotJsonError(FeedError):
    """No JSON value, as a whole."""


@dataclass(frozen=True)
class Page:
    """A page of version 3 or 1, as far as it says so itself."""

    contents: list[Any]
    total: int | None
    pages: int | None
    first: bool | None
    last: bool | None
    # the address of the next page, where it is given, or what stands for it in the query
    following: str = ""
    cursor: str = ""
    # what else it says of itself
    named: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[str]:
        return [key for one in self.contents if (key := identifier(one))]

    @property
    def seems_cut(self) -> bool:
        """As many entries as a page has."""
        count = len(self.contents)
        return count >= FEWEST_OF_A_PAGE and count % PAGES_ARE_OF == 0

    @property
    def says_nothing(self) -> bool:
        """Of how many pages or entries there are."""
        return self.total is None and self.pages is None and self.last is None and not self.cursor


def read_body(body: bytes) -> Page:
    """A page as it arrived: one JSON value, or one entry a line. Raises FeedError."""
    first, _, rest = body.removeprefix(BOM).strip().partition(b"\n")
    if not (rest and first.startswith(b"{") and first.rstrip().endswith(b"}")):
        return read_page(parse(body))
    try:
        return read_page(parse(body))
    except NotJsonError:
        entries = [parse(line) for line in body.splitlines() if line.strip(BOM + b" \t\r")]
    refuse_others(entries)
    return Page(entries, len(entries), 1, True, True)


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
        raise NotJsonError(f"The feed is not JSON: it begins with {beginning(body)}.") from None


def beginning(body: bytes) -> str:
    text = shorten(" ".join(tidy(body[:60].decode("utf-8", "replace")).split()), 40)
    return f"“{text}”" if text else "nothing"


def read_page(found: Any) -> Page:
    """Raises FeedError for JSON that is no list of services."""
    if isinstance(found, list):
        refuse_others(found)
        page = Page(found, len(found), 1, True, True)
        return Page(found, None, None, None, None) if page.seems_cut else page
    if isinstance(found, dict):
        found = unwrapped(found)
        name = next((one for one in CONTENTS if isinstance(found.get(one), list)), "")
        if name and not ("id" in found and "name" in found):
            contents = list(map(properties, found[name]))
            refuse_others(contents)
            return with_contents(found, contents)
        if "id" in found and "name" in found:
            refuse_others([found])
            return Page([found], 1, 1, True, True)
    raise FeedError("This is JSON, but no list of services: “contents” is missing.")


def with_contents(found: Json, contents: list[Any]) -> Page:
    """What else a page says of itself, or its "meta", "links" and "pagination"."""
    said = about(found)

    def first(*names: str) -> Any:
        return next((one[name] for name in names for one in said if name in one), None)

    link = first(*NEXT)
    link = link.get("href") if isinstance(link, dict) else link
    following = link if isinstance(link, str) and re.match(r"https?://|/|\?", link) else ""
    cursor = first(*CURSOR)
    last = flag(first("last_page", "last"))
    if (
        last is None
        and not link
        and not cursor
        and any({*NEXT, *CURSOR} & one.keys() for one in said)
    ):
        last = True
    return Page(
        contents,
        whole(first("total_items", "totalElements", "total", "count", "total_count")),
        whole(first("total_pages", "totalPages", "pages", "page_count")),
        flag(first("first_page", "first")),
        last,
        following,
        str(cursor) if isinstance(cursor, str | int) and cursor else "",
        frozenset().union(*said),
    )


def about(found: Json) -> list[Json]:
    """The page itself, and those parts of it that tell of it; "links" may be a list of them."""
    said = [found]
    for one in said:
        said += [one[name] for name in ABOUT if isinstance(one.get(name), dict) and len(said) < 9]
    links = found.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next":
            said.append({"next": link.get("href")})
    return said


def unwrapped(found: Json) -> Json:
    """What is inside, where all of it stands in a "result"."""
    inside = next((found[name] for name in WRAPPERS if isinstance(found.get(name), dict)), None)
    has_list = any(isinstance(found.get(name), list) for name in CONTENTS)
    if inside is None or has_list or ("id" in found and "name" in found):
        return found
    listed = any(isinstance(inside.get(name), list) for name in CONTENTS)
    return {**found, **inside} if listed else found


def properties(feature: Any) -> Any:
    """What an entry of GeoJSON says, with where it is; or one of JSON:API, with its id."""
    if not isinstance(feature, dict):
        return feature
    if isinstance(feature.get("attributes"), dict) and "name" not in feature:
        return {"id": feature.get("id"), **feature["attributes"]}
    if not isinstance(feature.get("properties"), dict) or "name" in feature:
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
