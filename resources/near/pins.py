"""What the map needs of a page of results."""

from collections.abc import Iterable
from typing import Any

from resources.models import Home, Place
from resources.near.page import Result
from resources.near.rules import METRES_PER_MILE, Filters, Found

# Rings at round distances, no more than read easily.
RINGS: dict[int, list[float]] = {
    1: [0.5, 1],
    2: [1, 2],
    5: [1, 2, 5],
    10: [2, 5, 10],
    20: [5, 10, 20],
}


def for_map(home: Home | None, filters: Filters, found: Found[Result]) -> dict[str, Any] | None:
    """Home, rings (label and metres) and pins: those of one address as one, listing them all.
    None without a home: there is nothing to draw round."""
    if home is None:
        return None
    return {
        "home": [home.point.y, home.point.x],
        "rings": [
            {"label": f"{miles:g} mile{'s'[: miles != 1]}", "metres": miles * METRES_PER_MILE}
            for miles in RINGS[int(filters.miles)]
        ],
        "pins": stacked(result for result in found.listed if result.place),
    }


def stacked(results: Iterable[Result]) -> list[dict[str, Any]]:
    """A pin for each address, in the order of the list."""
    stacks: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        assert result.place is not None
        stacks.setdefault(address(result.place), []).append(result)
    return [pin(stack) for stack in stacks.values()]


def address(place: Place) -> tuple[object, ...]:
    """What places of one address have in common: the written address, or else the very spot."""
    written = " ".join(place.address.casefold().replace(",", " ").split())
    if written and place.postcode:
        return written, place.postcode
    assert place.point is not None
    return round(place.point.y, 5), round(place.point.x, 5)


def pin(stack: list[Result]) -> dict[str, Any]:
    place = stack[0].place
    assert place is not None
    assert place.point is not None
    return {
        "at": [place.point.y, place.point.x],
        "results": [{"number": result.number, "name": result.resource.name} for result in stack],
    }
