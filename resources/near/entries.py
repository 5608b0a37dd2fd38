"""The directory's entries as pages show them: the same for everybody, so kept in memory for as long
as nothing of them changes.

An entry's version is the transactions that wrote its rows last, as the database itself stamps them:
whichever way somebody changes it, the next page shows it. Nothing of a person is kept here.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.template.loader import render_to_string
from django.utils import timezone

from facilitation.prepared import Prepared
from resources.models import Place, Resource

MOST_KEPT = 2000  # entries, in each process

# `xmin`: who wrote the row; `ctid`: a new one with each change, also within one transaction
VERSION = """concat_ws(' ', resources_resource.xmin, resources_resource.ctid,
    (SELECT concat(xmin, ctid) FROM resources_provider WHERE id = resources_resource.provider_id),
    (SELECT string_agg(concat(xmin, ctid), ' ' ORDER BY id) FROM resources_place
        WHERE resource_id = resources_resource.id),
    (SELECT string_agg(concat(xmin, ctid), ' ' ORDER BY id) FROM resources_schedule
        WHERE resource_id = resources_resource.id),
    (SELECT string_agg(concat(xmin, ctid), ' ' ORDER BY id) FROM resources_resource_interests
        WHERE resource_id = resources_resource.id))"""


def stamped(ids: Any, today: dt.date) -> QuerySet[Resource]:
    asked = RawSQL("resources_resource.id = ANY(%s)", [ids], BooleanField())
    version = RawSQL(VERSION, [], TextField())  # noqa: S611 (no values)
    current = Resource.objects.current(today).alias(asked=asked).filter(asked=True)
    return current.annotate(**{"version": version}).only("pk").order_by()


STAMPED = Prepared(stamped, "ids", dt.date(1970, 1, 1))
kept: dict[UUID, Resource] = {}


def fetch(ids: Sequence[UUID], today: dt.date) -> dict[UUID, Resource]:
    """The resources with what is shown of them, unless they closed since the index was made."""
    versions = {one.pk: one.version for one in STAMPED.all(list(ids), today)}
    found = {pk: kept[pk] for pk in versions if pk in kept and kept[pk].version == versions[pk]}
    changed = versions.keys() - found.keys()
    fresh = read(list(changed), versions) if changed else {}
    keep(fresh)
    return found | fresh


def read(ids: Sequence[UUID], versions: dict[UUID, str]) -> dict[UUID, Resource]:
    resources = Resource.objects.select_related("provider")
    found = resources.prefetch_related("places", "schedules", "interests").in_bulk(ids)
    for pk, resource in found.items():
        resource.version = versions[pk]
    return found


def keep(fresh: dict[UUID, Resource]) -> None:
    """In place of the oldest where there are too many."""
    for pk, resource in fresh.items():
        kept.pop(pk, None)
        kept[pk] = resource
    for oldest in list(kept)[: max(len(kept) - MOST_KEPT, 0)]:
        kept.pop(oldest, None)


def details(resource: Resource, place: Place | None) -> str:
    """What is to be opened of it today, as HTML. Of an entry that is not kept, made anew."""
    if not resource.version:
        return drawn(resource, place)
    today, where = timezone.localdate(), place.pk if place else None
    if resource.drawn_on != today:
        resource.drawn_on, resource.drawn = today, {}
    html = resource.drawn.get(where) or drawn(resource, place)
    resource.drawn[where] = html
    return html


def drawn(resource: Resource, place: Place | None) -> str:
    return render_to_string("resources/result_details.html", {"resource": resource, "place": place})
