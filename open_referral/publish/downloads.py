"""The public directory as one file: for a map (GeoJSON) and for a spreadsheet (CSV).

One row for each entry at each of its places that may be shown; an entry without one has a row
without a place. Written as it is read, a few hundred entries at a time, however many there are.
What is closed or has ended is left out.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from facilitation.spreadsheets import csv_lines
from open_referral.publish.light import label, light
from open_referral.publish.selection import attribution
from resources.models import Place, Resource
from resources.near.phrases import Audience, describe
from resources.phrases import ACCESS_FACTS, cost_words, when_words
from resources.vocabulary import Delivery, Status

Row = dict[str, str | float | None]


def entries() -> QuerySet[Resource]:
    """What is on, or only paused."""
    shown = Resource.objects.exclude(status=Status.CLOSED)
    return shown.not_ended(timezone.localdate())


def rows() -> Iterator[tuple[Resource, Place | None, Row]]:
    today = timezone.localdate()
    for resource in light(entries()):
        facts = about(resource)
        shown: list[Place | None] = [None]
        if not resource.address_confidential:
            shown = [*resource.places.all()] or shown
        for place in shown:
            when = "; ".join(when_words(resource, place, today))
            yield resource, place, facts | {"when": when} | where(place)


def about(resource: Resource) -> Row:
    return {
        "id": str(resource.pk),
        "name": resource.name,
        "organisation": resource.run_by,
        "description": resource.shown_description,
        "interests": "; ".join(interest.name for interest in resource.interests.all()),
        "how": "; ".join(str(Delivery(kind).label) for kind in resource.delivery),
        "first_day": resource.starts_on.isoformat() if resource.starts_on else "",
        "last_day": resource.ends_on.isoformat() if resource.ends_on else "",
        "cost": cost_words(resource),
        "who_for": who_for(resource),
        "area_served": area_words(resource),
        "how_to_join": label(resource, "joining"),
        "phone": resource.phone,
        "email": resource.email,
        "web": resource.web,
        "status": label(resource, "status"),
        "last_checked": resource.verified_on.isoformat() if resource.verified_on else "",
    }


def who_for(resource: Resource) -> str:
    audience = Audience(
        resource.minimum_age, resource.maximum_age, resource.genders, resource.conditions
    )
    return describe(audience) if any(audience) else ""


def area_words(resource: Resource) -> str:
    if resource.national:
        return "Everywhere"
    names = [authority.name for authority in resource.authorities.all()]
    return "; ".join([*names, *(["An area of its own"] if resource.area else [])])


def where(place: Place | None) -> Row:
    point = place.point if place else None
    return {
        "place": place.name if place else "",
        "address": place.address if place else "",
        "town": place.town if place else "",
        "postcode": place.postcode if place else "",
        "latitude": point.y if point else None,
        "longitude": point.x if point else None,
        **{name: label(place, name) if place else "" for name in ACCESS_FACTS},
        "getting_there": place.transport if place else "",
    }


def as_csv() -> Iterator[str]:
    # with every row, so that they stay when rows are copied elsewhere
    terms = dict(zip(TERMS, [settings.GENIE_DIRECTORY_LICENCE, attribution()], strict=True))
    return csv_lines([*COLUMNS, *TERMS], (row | terms for _, _, row in rows()))


COLUMNS = [
    "id", "name", "organisation", "description", "interests", "how", "when", "first_day",
    "last_day", "cost", "who_for", "area_served", "how_to_join", "phone", "email", "web",
    "status", "last_checked", "place", "address", "town", "postcode", "latitude", "longitude",
    *ACCESS_FACTS, "getting_there",
]  # fmt: skip
TERMS = ["licence", "attribution"]


def as_geojson() -> Iterator[str]:
    """RFC 7946. The licence stands before the features, where a reader sees it."""
    head = {
        "type": "FeatureCollection",
        "name": "directory",
        "license": settings.GENIE_DIRECTORY_LICENCE_URL,
        "attribution": attribution(),
    }
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "features": [\n'
    comma = ""
    for resource, place, row in rows():
        yield comma + json.dumps(feature(resource, place, row), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def feature(resource: Resource, place: Place | None, row: Row) -> dict[str, Any]:
    point = place.point if place else None
    position = {"latitude", "longitude"}
    return {
        "type": "Feature",
        "id": str(place.pk if place else resource.pk),
        "geometry": {"type": "Point", "coordinates": [point.x, point.y]} if point else None,
        # one type of value for each column, as map programs want it
        "properties": {name: value for name, value in row.items() if name not in position},
    }
