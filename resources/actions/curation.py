"""What curators do to many entries at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from facilitation.models import User
from preferences.models import Interest
from resources import listings
from resources.freshness import check_again_on
from resources.models import Correction, Place, Resource
from resources.models.directory import PROTECTED


@transaction.atomic
def verify(*, resources: Iterable[Resource], by: User) -> int:
    """Someone made sure today that these are right. Returns how many."""
    today = timezone.localdate()
    checked: dict[dt.date, set[UUID]] = defaultdict(set)  # by when to check them again
    for resource in resources:
        again = check_again_on(verified_on=today, delivery=resource.delivery)
        checked[again].add(resource.pk)
    for again, ids in checked.items():
        change(ids, verified_on=today, verified_by=by, verify_by=again)
    return sum(map(len, checked.values()))


@transaction.atomic
def set_status(*, resources: QuerySet[Resource], status: str) -> int:
    """Returns how many have another one than before."""
    return change(ids_of(resources.exclude(status=status)), status=status)


@transaction.atomic
def set_interests(
    *, resources: QuerySet[Resource], interests: Iterable[Interest], added: bool
) -> int:
    """These interests are added, or taken away. Returns how many entries that changes."""
    slugs = {interest.pk for interest in interests}
    through, ids = Resource.interests.through, ids_of(resources)
    there = through.objects.filter(resource__in=ids, interest__in=slugs)
    pairs = set(there.values_list("resource", "interest"))
    if added:
        pairs = {(key, slug) for key in ids for slug in slugs} - pairs
        rows = [through(resource_id=key, interest_id=slug) for key, slug in pairs]
        through.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    else:
        there.delete()
    return change({key for key, _ in pairs}, interests=slugs)


def ids_of(resources: QuerySet[Resource]) -> set[UUID]:
    return set(resources.order_by().values_list("pk", flat=True))


def change(ids: Collection[UUID], interests: Collection[str] | None = None, **facts: Any) -> int:
    """The same is said of all of them from now on, none of which is in words; or else they have
    these `interests`, or have them no longer. Returns how many there are."""
    Resource.objects.filter(pk__in=ids).update(**facts, updated_at=timezone.now())
    listings.refresh(ids, words=False, interests=interests)
    return len(ids)


@transaction.atomic
def protect(*, resources: Iterable[Resource]) -> int:
    """Keep confidential what looks like a refuge now that its provider is called otherwise.
    Returns how many were not before."""
    hidden = [resource for resource in resources if resource.protect()]
    save_confidentiality(hidden)
    return len(hidden)


@transaction.atomic
def set_confidential(*, resources: Iterable[Resource], confidential: bool) -> int:
    """A curator has looked at these and says whether their addresses are confidential."""
    found = list(resources)
    for resource in found:
        if confidential:
            resource.address_confidential, resource.confidential_reasons = True, []
            resource.protect()
        else:
            resource.may_be_published(place_names(resource))
    save_confidentiality(found)
    return len(found)


@transaction.atomic
def protect_with_places(*, resource: Resource) -> None:
    """The same for one whose places may have been renamed."""
    if resource.protect(place_names(resource)):
        save_confidentiality([resource])


@transaction.atomic
def protect_as_told(*, resource: Resource, text: str) -> None:
    """The same for one of which somebody who should know says this."""
    if resource.protect([text]):
        save_confidentiality([resource])


def place_names(resource: Resource) -> list[str]:
    """What its places say of it, for the rule that finds refuges."""
    places = Place.objects.filter(resource=resource)  # as they are now, not as they were fetched
    return [
        text
        for place in places
        for text in (place.name, place.address, place.town, place.transport)
    ]


def save_confidentiality(resources: list[Resource]) -> None:
    for resource in resources:
        resource.updated_at = timezone.now()
    fields = [*PROTECTED, "dismissed_reasons", "updated_at"]
    Resource.objects.bulk_update(resources, fields, batch_size=500)
    listings.refresh(resource.pk for resource in resources)


@transaction.atomic
def resolve(*, corrections: Iterable[Correction], by: User) -> int:
    """These reports have been looked at. Returns how many were still open."""
    waiting = [correction for correction in corrections if correction.resolved_at is None]
    for correction in waiting:
        correction.resolved_at, correction.resolved_by = timezone.now(), by
    Correction.objects.bulk_update(waiting, ["resolved_at", "resolved_by"])
    return len(waiting)


@transaction.atomic
def accept(*, corrections: Iterable[Correction], by: User) -> int:
    """Believe those who say that their own entry is right. Returns how many entries."""
    confirmed = [one for one in corrections if one.confirms and one.resolved_at is None]
    verify(resources={one.resource for one in confirmed}, by=by)
    resolve(corrections=confirmed, by=by)
    return len({one.resource_id for one in confirmed})
