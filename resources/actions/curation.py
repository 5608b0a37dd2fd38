"""What curators do to many entries at once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from facilitation.models import User
from resources import listings
from resources.freshness import check_again_on
from resources.models import Correction, Resource


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
