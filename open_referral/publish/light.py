"""The directory's entries with all that is said of them, by tens of thousands.

What stands for an entry here has the attributes and the `.all()` of a Resource with its places,
times, interests and authorities, and so goes through the same phrases. It cannot be saved. Its keys
are texts, as the database sends them: to make UUIDs of them takes a quarter of the time.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from django.contrib.gis.db.models import PointField
from django.db.models import F, FloatField, Func, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

from recurrence.rules import Rule
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
RULE = [
    "frequency", "interval", "weekday", "week", "day_of_month", "starts", "ends", "starts_on",
    "ends_on", "months", "exceptions",
]  # fmt: skip


class Related(list[Any]):
    """Rows that were fetched with an entry."""

    def all(self) -> "Related":
        return self


class Spot(NamedTuple):
    x: float
    y: float


class Named(NamedTuple):
    """An interest or a local authority, of which only the name is told."""

    name: str


class LightPlace(NamedTuple):
    """A Place, less its methods for the database."""

    pk: str
    point: Spot | None
    name: str
    address: str
    town: str
    postcode: str
    step_free: str
    hearing_loop: str
    toilet: str
    parking: str
    transport: str


PLACE = LightPlace._fields[2:]


class LightTime(NamedTuple):
    """A Schedule, less its methods for the database."""

    place_id: str | None
    last_date: dt.date | None
    rule: Rule

    def has_ended(self, today: dt.date) -> bool:
        return Schedule.has_ended(cast("Schedule", self), today)


class LightEntry(SimpleNamespace):
    """A Resource, less its methods for the database."""

    def withheld(self, text: str) -> str:
        return Resource.withheld(cast("Resource", self), text)

    run_by = Resource.run_by

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
        row["provider"] = Named(row.pop("provider__name"))
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
    rows = through.order_by(*order, f"{name}__name").values_list(text("resource"), f"{name}__name")
    return ((key, Named(label)) for key, label in rows)


def times(found: QuerySet[Schedule]) -> Iterator[tuple[str, LightTime]]:
    rows = found.values_list(text("resource"), text("place"), "last_date", *RULE)
    for of, at, last_date, *values, months, exceptions in rows:
        rule = rule_of(*values, tuple(months), tuple(exceptions))
        yield of, LightTime(at, last_date, rule)


# The same few hundred times come up again and again.
@lru_cache(maxsize=10_000)
def rule_of(*values: Any) -> Rule:
    return Schedule(**dict(zip(RULE, values, strict=True))).rule


def places(found: QuerySet[Place]) -> Iterator[tuple[str, LightPlace]]:
    at = [coordinate("ST_X"), coordinate("ST_Y")]
    for of, key, x, y, *facts in found.values_list(text("resource"), text("pk"), *at, *PLACE):
        yield of, LightPlace(key, None if x is None else Spot(x, y), *facts)


def text(key: str) -> Cast:
    return Cast(key, TextField())


def coordinate(function: str) -> Func:
    plane = Cast(F("point"), PointField(geography=False, srid=4326))
    return Func(plane, function=function, output_field=FloatField())
