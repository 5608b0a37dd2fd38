"""Links with which a listed organisation looks at its own entries, without an account.

A link is signed and runs out; it names one entry by its id and nothing else, and leads from there
to the others of whoever runs it.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.urls import reverse

from resources.models import Resource

GOOD_FOR = dt.timedelta(days=60)
SALT = "resources.checking"
MOST_LISTED = 200


class ExpiredLinkError(Exception):
    """The link was one, but has run out."""


def link(resource: Resource) -> str:
    """The whole address of the entry's check page."""
    token = signing.dumps(str(resource.pk), salt=SALT)
    return settings.GENIE_ADDRESS + reverse("resources:check", args=[token])


def resource_of(token: str, entry_id: UUID | None = None) -> Resource | None:
    """The entry that a link is for, or another one of those who run it; None for a made-up link.
    Raises ExpiredLinkError."""
    try:
        key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise ExpiredLinkError from error
    except signing.BadSignature:
        return None
    found = Resource.objects.prefetch_related("places", "schedules", "interests")
    theirs = found.select_related("provider")
    if entry_id is None:
        return theirs.filter(pk=key).first()
    of_the_link = Resource.objects.filter(pk=key).values("provider")
    return theirs.filter(pk=entry_id, provider__in=of_the_link).first()


def others(resource: Resource, today: dt.date) -> list[Resource]:
    """What else is listed of those who run it, what waits longest for a word first."""
    theirs = Resource.objects.kept(today).filter(provider=resource.provider_id)
    waiting = F("verified_on").asc(nulls_first=True)
    return list(theirs.exclude(pk=resource.pk).order_by(waiting, "name")[:MOST_LISTED])
