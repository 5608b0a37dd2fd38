"""Where what was chosen is, for the map on the sheet. Home is not on it: the sheet may be lost."""

from collections.abc import Iterable
from typing import TypedDict

from plans.models import PlanItem


class Pin(TypedDict):
    at: tuple[float, float]  # latitude, longitude
    numbers: list[int]  # the priorities that are there
    names: list[str]


def pins(items: Iterable[PlanItem]) -> list[Pin]:
    """One for each spot. None for what is at no place, for an address that is confidential now or
    was that day, and for a place that has moved since: the sheet says the address of that day."""
    found: dict[tuple[float, float], Pin] = {}
    for item in items:
        said, place = item.said, item.place
        if not (place and place.point and said["where"]):
            continue
        if said["where"]["postcode"] != place.postcode:
            continue
        at = (round(place.point.y, 5), round(place.point.x, 5))
        pin = found.setdefault(at, Pin(at=at, numbers=[], names=[]))
        pin["numbers"].append(item.position)
        pin["names"].append(said["name"])
    return [*found.values()]
