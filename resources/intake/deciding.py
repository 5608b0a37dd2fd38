"""A curator decides between what the directory holds and what a source says."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.db import transaction
from django.utils import timezone

from facilitation.models import User
from resources import listings
from resources.intake import marks
from resources.intake.entries import EntryError
from resources.intake.fields import form_of
from resources.intake.merging import TOGETHER
from resources.intake.places import place_form
from resources.intake.times import to_schedules
from resources.intake.validation import messages
from resources.models import Place, Provider, Resource, Schedule, SourceDifference, SourceRecord


@transaction.atomic
def keep_ours(*, differences: Iterable[SourceDifference], by: User) -> int:
    """Ours is right, until the source says something new. Returns how many."""
    found = list(differences)
    for one in found:
        one.kept_at, one.kept_by = timezone.now(), by
    SourceDifference.objects.bulk_update(found, ["kept_at", "kept_by"])
    return len(found)


@transaction.atomic
def take_theirs(*, difference: SourceDifference) -> None:
    """The source is right. What only makes sense together is taken together.

    Raises EntryError where the entry could not be saved with it.
    """
    external = difference.external_id
    resource = Resource.objects.select_for_update().get(pk=external.resource_id)
    group = next((names for names in TOGETHER if difference.field in names), [difference.field])
    together = external.differences.filter(field__in=group, place=difference.place)
    values = {one.field: one.value for one in together}
    if difference.place:
        take_of_place(difference.place, values)
    elif difference.field == marks.TIMES:
        resource.schedules.all().delete()
        places = [UUID(one["id"]) for one in external.record.places]
        times = to_schedules(values[marks.TIMES] or [], resource, places)
        Schedule.objects.bulk_create(times)
    else:
        take_fields(resource, values)
    resource.save()
    SourceRecord.objects.filter(pk=external.pk).update(written_at=resource.updated_at)
    together.delete()
    listings.refresh([resource.pk])


def take_of_place(place: Place, values: dict[str, Any]) -> None:
    place_form([], place, values, forgiving=False).save()


def take_fields(resource: Resource, values: dict[str, Any]) -> None:
    if "provider" in values:
        name = values.pop("provider")
        found = Provider.objects.filter(name__iexact=name).first()
        resource.provider = found or Provider.objects.create(name=name)
    if "area" in values:
        shape = values.pop("area")
        resource.area = cast("MultiPolygon", GEOSGeometry(shape)) if shape else None
    if not values:
        return
    data = {"name": resource.name, "delivery": resource.delivery, **values}
    form = form_of(frozenset(data))(data, instance=resource)
    if not form.is_valid():
        raise EntryError(messages(form))
    form.save()
