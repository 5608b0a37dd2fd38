"""The addresses that a feed is asked at."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from open_referral.harvest.fetching import NO_PASSWORDS, FeedError


def services_url(url: str) -> str:
    """The address of the list of services, for the address of it or of the feed."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise FeedError("This is not a web address.") from None
    if "@" in parts.netloc:
        # an address is shown to every curator
        raise FeedError(NO_PASSWORDS)
    path = parts.path.rstrip("/")
    if not path.endswith("/services"):
        path += "/services"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, parts.query, ""))


def with_query(url: str, more: dict[str, Any]) -> str:
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *more.items()]
    return urlunsplit(parts._replace(query=urlencode(query)))
