"""The directory's entries with all that is said of them, by tens of thousands.

What stands for an entry here has the attributes and the `.all()` of a Resource with its places,
times, interests and authorities, and so goes through the same phrases. It cannot be saved. Its keys
are texts, as the database sends them: to make UUIDs of them takes a quarter of the time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from django.contrib.gis.db.models import PointField
from django.db.models import F, FloatField, Func, QuerySet, TextField
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
    "name", "description", "delivery", "when_text", "starts_on", "ends_on", "cost", "amount",
    "cost_text", "minimum_age", "maximum_age", "genders", "conditions", "national", "joining",
    "phone", "email", "web", "address_confidential", "status", "verified_on",
]  # fmt: skip
PLACE = ["name", "address", "town", "postcode", *ACCESS, "transport"]
TIME = [
    "frequency", "interval", "weekday", "week", "day_of_month", "months", "starts", "ends",
    "starts_on", "ends_on", "exceptions", "last_date",
]  # fmt: skip


class Related(list[Any]):
    """Rows that were fetched with an entry."""

    def all(self) -> "Related":
        return self


class Spot(NamedTuple):
    x: float
    y: float


class LightPlace(SimpleNamespace):
    """A Place, less its methods for the database."""


class LightTime(SimpleNamespace):
    """A Schedule, less its methods for the database."""

    rule = Schedule.rule
    has_ended = Schedule.has_ended


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
    rows = found.order_by("pk").values(
        *ENTRY, "provider__name", key=text("pk"), no_area=IsNull(F("area"), True)
    )
    each = rows.iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(each, AT_A_TIME)):
        yield from together(chunk)


def together(chunk: list[dict[str, Any]]) -> Iterator[Resource]:
    of_these = {"resource__in": any_of((row["key"] for row in chunk), "uuid")}
    interests = Resource.interests.through.objects.filter(**of_these)
    authorities = Resource.authorities.through.objects.filter(**of_these)
    related: dict[str, dict[str, Related]] = {
        "schedules": by_entry(times(Schedule.objects.filter(**of_these))),
        "places": by_entry(places(Place.objects.filter(**of_these))),
        "interests": by_entry(named(interests, "interest", "interest__position")),
        "authorities": by_entry(named(authorities, "localauthority")),
    }
    for row in chunk:
        key = row["pk"] = row.pop("key")
        row["provider"] = SimpleNamespace(name=row.pop("provider__name"))
        row["area"] = not row.pop("no_area") or None
        for name, found in related.items():
            row[name] = found.get(key) or Related()
        yield cast("Resource", LightEntry(**row))


def by_entry(rows: Iterable[tuple[str, Any]]) -> dict[str, Related]:
    found: dict[str, Related] = defaultdict(Related)
    for key, row in rows:
        found[key].append(row)
    return found


def named(through: QuerySet[Any], name: str, *order: str) -> Iterator[tuple[str, Any]]:
    """What an entry is related to, of which only the name is told."""
    rows = through.order_by(*order, f"{name}__name").values_list(text("resource"), f"{name}__name")
    return ((key, SimpleNamespace(name=label)) for key, label in rows)


def times(found: QuerySet[Schedule]) -> Iterator[tuple[str, LightTime]]:
    for row in found.values(*TIME, of=text("resource"), at=text("place")):
        yield row.pop("of"), LightTime(place_id=row.pop("at"), **row)


def places(found: QuerySet[Place]) -> Iterator[tuple[str, LightPlace]]:
    rows = found.values(
        *PLACE, key=text("pk"), of=text("resource"), x=coordinate("ST_X"), y=coordinate("ST_Y")
    )
    for row in rows:
        key, of, x, y = (row.pop(name) for name in ("key", "of", "x", "y"))
        yield of, LightPlace(pk=key, point=None if x is None else Spot(x, y), **row)


def text(key: str) -> Cast:
    return Cast(key, TextField())


def coordinate(function: str) -> Func:
    plane = Cast(F("point"), PointField(geography=False, srid=4326))
    return Func(plane, function=function, output_field=FloatField())
