"""Links with which a listed organisation looks at its own entry, without an account.

A link is signed and runs out; it names the entry by its id and nothing else.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse

from resources.models import Resource

GOOD_FOR = dt.timedelta(days=60)
SALT = "resources.checking"


class ExpiredLinkError(Exception):
    """The link was one, but has run out."""


def link(resource: Resource) -> str:
    """The whole address of the entry's check page."""
    token = signing.dumps(str(resource.pk), salt=SALT)
    return settings.GENIE_ADDRESS + reverse("resources:check", args=[token])


def resource_of(token: str) -> Resource | None:
    """The entry that a link is for; None for a made-up link. Raises ExpiredLinkError."""
    try:
        key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise ExpiredLinkError from error
    except signing.BadSignature:
        return None
    found = Resource.objects.prefetch_related("places", "schedules", "interests")
    return found.select_related("provider").filter(pk=key).first()
