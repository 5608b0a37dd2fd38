"""From what was typed to a point on the map, and where that point came from.

Geocoders are tried in order; the first that knows the place answers. The postcode directory is
first and offline: nobody's postcode leaves the server. An address search (Nominatim) is for
curators' free text only, and only where `GENIE_NOMINATIM_URL` names a server.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import models
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geography import postcodes
from geography.models import Postcode
from geography.vocabulary import PointSource


class Reason(models.TextChoices):
    """Why no place was found. The label is the message shown to people."""

    MALFORMED = "malformed", "This does not look like a UK postcode. One looks like SO17 1BJ."
    UNKNOWN = "unknown", "We do not know this postcode. Please check it, or try one nearby."
    NO_LOCATION = (
        "no_location",
        "This is a real postcode, but our list does not say where it lies. That is so for Jersey, "
        "Guernsey and the Isle of Man.",
    )
    NOT_FOUND = "not_found", "The address search did not find this. Please place the pin by hand."
    UNREACHABLE = (
        "unreachable",
        "The address search is not answering just now. Please place the pin by hand.",
    )


class GeocodingError(Exception):
    """No place was found. `reason` tells which kind of failure; str() is fit for the screen.
    `meant` is the postcode to ask about instead, where there is one."""

    def __init__(self, reason: Reason, meant: str = "") -> None:
        super().__init__(f"Did you mean {meant}?" if meant else str(reason.label))
        self.reason = reason
        self.meant = meant


class Located(NamedTuple):
    """A found place: longitude/latitude point (SRID 4326) and where it came from."""

    point: Point
    source: PointSource
    # the tidy postcode ("SO17 1BJ") and the authority's ONS code; empty for an address search
    postcode: str = ""
    local_authority: str = ""


class PostcodeDirectory(Geocoder):  # type: ignore[misc]
    """The ONS Postcode Directory in our own database, as a geopy geocoder."""

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = None) -> Any:
        """A geopy Location for a postcode, or None for a postcode that is not in the directory.

        `raw` holds "postcode" and "local_authority". Raises GeocodingError for text that is not a
        postcode, and for a postcode whose location the directory does not give.
        """
        try:
            code = postcodes.parse(query)
        except postcodes.MalformedPostcodeError as error:
            raise GeocodingError(Reason.MALFORMED, error.meant) from None
        known = find(code)
        if known is None:
            return None
        if known.point is None:
            raise GeocodingError(Reason.NO_LOCATION)
        location = Location(
            str(known),
            (known.point.y, known.point.x),
            {"postcode": str(known), "local_authority": known.local_authority},
        )
        return location if exactly_one else [location]


# Those looked up together, where many are asked for one by one: None for one that is unknown
NOTHING: Mapping[str, Postcode | None] = MappingProxyType({})
looked_up: ContextVar[Mapping[str, Postcode | None]] = ContextVar("looked_up", default=NOTHING)


def find(code: str) -> Postcode | None:
    together = looked_up.get()
    return together[code] if code in together else Postcode.objects.filter(pk=code).first()


def looked_up_together(text: str) -> Postcode | None:
    with suppress(postcodes.MalformedPostcodeError):
        return looked_up.get().get(postcodes.parse(text))
    return None


@contextmanager
def look_up(texts: Iterable[str]) -> Iterator[None]:
    """Within, these postcodes are known from one query."""
    codes = set()
    for text in texts:
        with suppress(postcodes.MalformedPostcodeError):
            codes.add(postcodes.parse(text))
    found = dict.fromkeys(codes) | Postcode.objects.in_bulk(codes)
    token = looked_up.set(found)
    try:
        yield
    finally:
        looked_up.reset(token)


@cache
def postcode_directory() -> PostcodeDirectory:
    """One for everybody: geopy readies itself for the network each time, which this never needs."""
    return PostcodeDirectory()


def locate_postcode(text: str) -> Located:
    """Where a postcode is, by the directory. Raises GeocodingError."""
    known = looked_up_together(text)
    if known and known.point is not None:
        return Located(known.point, PointSource.POSTCODE, str(known), known.local_authority)
    location = postcode_directory().geocode(text)
    if location is None:
        raise GeocodingError(Reason.UNKNOWN)
    return Located(
        Point(location.longitude, location.latitude, srid=4326),
        PointSource.POSTCODE,
        **location.raw,
    )


def locate(text: str, *, search_addresses: bool = False) -> Located:
    """Where a postcode, or with `search_addresses` a free-text address, is. Raises GeocodingError.

    An address is searched for only when the text is not a postcode at all: a mistyped postcode
    would otherwise land anywhere.
    """
    try:
        return locate_postcode(text)
    except GeocodingError as error:
        can_search = search_addresses and settings.GENIE_NOMINATIM_URL
        if error.reason is not Reason.MALFORMED or not can_search:
            raise
    return search_address(text)


def search_address(text: str) -> Located:
    try:
        location = address_search(settings.GENIE_NOMINATIM_URL)(text, country_codes="gb,im,je,gg")
    except GeopyError as error:
        raise GeocodingError(Reason.UNREACHABLE) from error
    if location is None:
        raise GeocodingError(Reason.NOT_FOUND)
    return Located(Point(location.longitude, location.latitude, srid=4326), PointSource.NOMINATIM)


@cache
def address_search(url: str) -> RateLimiter:
    """Nominatim at `url`, asked at most once a second, as its usage policy wants."""
    address = urlsplit(url)
    geocoder = Nominatim(
        domain=address.netloc + address.path.rstrip("/"),
        scheme=address.scheme,
        user_agent="genie-directory",
        timeout=5,
    )
    return RateLimiter(
        geocoder.geocode, min_delay_seconds=1, max_retries=0, swallow_exceptions=False
    )
