"""A caller of the feed, as a validator is: by address, without signing in."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

ROOT = "/open-referral/v3/"
# one for all: each new one looks through every static file first
CALLER = Client()


def get(path: str, **parameters: Any) -> dict[str, Any]:
    response = CALLER.get(ROOT + path, parameters)
    assert response.status_code == 200, response.content
    content: dict[str, Any] = response.json()
    return content


def pages(path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        page = get(path, page=number, **parameters)
        yield page
        if page["last_page"]:
            return


def every(path: str, **parameters: Any) -> list[dict[str, Any]]:
    return [found for page in pages(path, **parameters) for found in page["contents"]]


def names(path: str = "services", **parameters: Any) -> list[str]:
    """The names of the services found, in alphabetical order."""
    return sorted(found.get("service", found)["name"] for found in every(path, **parameters))
