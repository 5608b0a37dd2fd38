"""What curators do to many entries at once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from facilitation.models import User
from resources import listings
from resources.freshness import check_again_on
from resources.models import Correction, Place, Resource


@transaction.atomic
def verify(*, resources: Iterable[Resource], by: User) -> int:
    """Someone made sure today that these are right. Returns how many."""
    today = timezone.localdate()
    checked = list(resources)
    for resource in checked:
        resource.verified_on, resource.verified_by = today, by
        resource.verify_by = check_again_on(verified_on=today, delivery=resource.delivery)
        resource.updated_at = timezone.now()
    Resource.objects.bulk_update(
        checked, ["verified_on", "verified_by", "verify_by", "updated_at"], batch_size=500
    )
    listings.refresh(resource.pk for resource in checked)
    return len(checked)


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
    return [text for place in places for text in (place.name, place.address)]


def save_confidentiality(resources: list[Resource]) -> None:
    for resource in resources:
        resource.updated_at = timezone.now()
    fields = ["address_confidential", "confidential_reasons", "dismissed_reasons", "updated_at"]
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
