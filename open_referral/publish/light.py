"""The directory's entries with all that is said of them, by tens of thousands.

What stands for an entry here has the attributes and the `.all()` of a Resource with its places,
times, interests and authorities, and so goes through the same phrases. It cannot be saved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.contrib.gis.db.models import PointField
from django.db.models import F, FloatField, Func, QuerySet
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

from resources.intake.bulk import any_of
from resources.models import Place, Resource, Schedule
from resources.vocabulary import Joining, Known, Status

AT_A_TIME = 1000
ACCESS = ("step_free", "hearing_loop", "toilet", "parking")
LABELS = {
    "status": dict(Status.choices),
    "joining": dict(Joining.choices),
    **{name: dict(Known.choices) for name in ACCESS},
}
ENTRY = [
    "pk", "name", "description", "delivery", "when_text", "starts_on", "ends_on", "cost", "amount",
    "cost_text", "minimum_age", "maximum_age", "genders", "conditions", "national", "joining",
    "phone", "email", "web", "address_confidential", "status", "verified_on",
]  # fmt: skip
PLACE = ["pk", "resource_id", "name", "address", "town", "postcode", *ACCESS, "transport"]


class Related(list[Any]):
    """Rows that were fetched with an entry."""

    def all(self) -> "Related":
        return self


class Spot(NamedTuple):
    x: float
    y: float


class LightPlace(SimpleNamespace):
    """A Place, less its methods for the database."""


class LightEntry(SimpleNamespace):
    """A Resource, less its methods for the database."""

    def withheld(self, text: str) -> str:
        return Resource.withheld(cast("Resource", self), text)

    @property
    def shown_description(self) -> str:
        return self.withheld(self.description)


def label(row: Any, name: str) -> str:
    """In words, as Django's get_..._display."""
    return str(LABELS[name].get(getattr(row, name), ""))


def light(found: QuerySet[Resource]) -> Iterator[Resource]:
    """These entries, in the order of their keys."""
    rows = found.order_by("pk").values(*ENTRY, "provider__name", no_area=IsNull(F("area"), True))
    each = rows.iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(each, AT_A_TIME)):
        yield from together(chunk)


def together(chunk: list[dict[str, Any]]) -> Iterator[Resource]:
    of_these = {"resource__in": any_of((row["pk"] for row in chunk), "uuid")}
    interests = Resource.interests.through.objects.filter(**of_these)
    authorities = Resource.authorities.through.objects.filter(**of_these)
    related: dict[str, dict[UUID, Related]] = {
        "schedules": by_entry(Schedule.objects.filter(**of_these)),
        "places": by_entry(places(Place.objects.filter(**of_these))),
        "interests": by_entry(named(interests, "interest", "interest__position")),
        "authorities": by_entry(named(authorities, "localauthority")),
    }
    for row in chunk:
        row["provider"] = SimpleNamespace(name=row.pop("provider__name"))
        row["area"] = not row.pop("no_area") or None
        for name, found in related.items():
            row[name] = found.get(row["pk"]) or Related()
        yield cast("Resource", LightEntry(**row))


def by_entry(rows: Iterable[Any]) -> dict[UUID, Related]:
    found: dict[UUID, Related] = defaultdict(Related)
    for row in rows:
        found[row.resource_id].append(row)
    return found


def named(through: QuerySet[Any], name: str, *order: str) -> Iterator[Any]:
    """What an entry is related to, of which only the name is told."""
    rows = through.order_by(*order, f"{name}__name").values_list("resource_id", f"{name}__name")
    return (SimpleNamespace(resource_id=key, name=label) for key, label in rows)


def places(found: QuerySet[Place]) -> Iterator[LightPlace]:
    for row in found.values(*PLACE, x=coordinate("ST_X"), y=coordinate("ST_Y")):
        x, y = row.pop("x"), row.pop("y")
        yield LightPlace(point=None if x is None else Spot(x, y), **row)


def coordinate(function: str) -> Func:
    plane = Cast(F("point"), PointField(geography=False, srid=4326))
    return Func(plane, function=function, output_field=FloatField())
