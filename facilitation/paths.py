"""Addresses of pages, as Django's `reverse` finds them, but found once for each page: a page has up
to seventy, and for each of them Django goes through all addresses that there are."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse


def path_to(name: str, *ids: Any) -> str:
    """The address of the page of that name. Raises NoReverseMatch."""
    if any(type(one) is not UUID for one in ids):
        return reverse(name, args=ids)
    return pattern(get_resolver(get_urlconf()), get_script_prefix(), name, len(ids)) % ids


@lru_cache(maxsize=1000)
def pattern(known: URLResolver, prefix: str, name: str, number: int) -> str:
    """The address with %s where its identifiers go. Depends on the addresses that there are, and on
    where the site begins."""
    marks = [UUID(int=place) for place in range(number)]
    path = reverse(name, args=marks).replace("%", "%%")
    for mark in marks:
        path = path.replace(str(mark), "%s")
    return path
