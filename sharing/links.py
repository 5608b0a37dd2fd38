"""Links with which an organisation answers about somebody, without an account. A link is signed and
runs out; it names an introduction by a key of its own and nothing else."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse

from sharing.models import Introduction

GOOD_FOR = dt.timedelta(days=30)
SALT = "sharing.introduction"


class ExpiredLinkError(Exception):
    """The link was one, but has run out."""


def link(introduction: Introduction) -> str:
    token = signing.dumps(str(introduction.key), salt=SALT)
    return settings.GENIE_ADDRESS + reverse("sharing:answer", args=[token])


def introduction_of(token: str) -> Introduction | None:
    """None for a made-up link, and for one whose introduction is no longer there. Raises
    ExpiredLinkError."""
    try:
        key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired as error:
        raise ExpiredLinkError from error
    except signing.BadSignature:
        return None
    found = Introduction.objects.select_related(
        "item__resource",
        "item__session__participant__organisation",
        "item__session__participant__facilitator",
    )
    return found.filter(key=key).first()
