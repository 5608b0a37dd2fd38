"""What an entry holds, field by field, as a SourceRecord keeps it: see `merging.mark`."""

from collections.abc import Iterable
from typing import Any

from resources.intake.merging import mark
from resources.models import Place, Provider, Resource, Schedule

# Looked after in ways of their own
ELSEWHERE = {"interests", "authorities", "provider", "address_confidential", "verified_by", "area"}
TIMES = "times"


def of_fields(row: Resource | Provider, names: Iterable[str]) -> dict[str, str]:
    return {name: mark(getattr(row, name)) for name in names if name not in ELSEWHERE}


def of_name(name: str) -> str:
    """A provider's, however its spaces and capitals are."""
    return mark(" ".join(name.split()).casefold())


def of_place(place: Place, names: Iterable[str]) -> dict[str, str]:
    return {
        name: of_point(place) if name == "point" else mark(getattr(place, name)) for name in names
    }


def of_point(place: Place) -> str:
    return f"{place.point.x:.6f} {place.point.y:.6f}" if place.point else ""


def of_area(area: Any) -> str:
    return mark(area.hex.decode()) if area else ""


def of_times(times: Iterable[Schedule]) -> str:
    """Whatever their order and whose they are."""
    return mark(sorted(repr(time_key(time)) for time in times))


def time_key(time: Schedule) -> tuple[Any, ...]:
    return (time.rule, time.place_id, time.as_written)
