"""What anybody proposes for the directory: kept for a curator, and decided."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from facilitation.models import User
from resources.actions.similar import called_like
from resources.models import Resource, Suggestion

# Of everybody together: nobody's address is kept to count by. (Our decision.)
MOST_AN_HOUR, MOST_A_DAY = 20, 100
# After this nobody asks back any more, nor why something was declined.
KEPT = dt.timedelta(days=90)
LOCK = 0x67656E6965  # of the count, for the length of a transaction

MOST_ALIKE = 8  # entries shown as perhaps the same


class TooManySuggestionsError(Exception):
    """So many came lately that they are a flood."""


@transaction.atomic
def suggest(*, once: UUID, details: dict[str, Any]) -> Suggestion:
    """Keep it for a curator. Sent twice, it is one. Raises TooManySuggestionsError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    known = Suggestion.objects.filter(pk=once).first()
    if known:
        return known
    now = timezone.now()
    for span, most in ((dt.timedelta(hours=1), MOST_AN_HOUR), (dt.timedelta(days=1), MOST_A_DAY)):
        if Suggestion.objects.filter(suggested_at__gte=now - span).count() >= most:
            raise TooManySuggestionsError
    return Suggestion.objects.create(pk=once, licence=settings.GENIE_DIRECTORY_LICENCE, **details)


def forget_old() -> tuple[int, int]:
    """Who sent what still waits, and what was declined, after three months. How many of each."""
    before = timezone.now() - KEPT
    waiting = Suggestion.objects.waiting().filter(suggested_at__lt=before)
    senders = waiting.exclude(sender_email="").update(sender_email="")
    declined = Suggestion.objects.filter(decided_at__lt=before, resource=None)
    return senders, declined.delete()[0]


@transaction.atomic
def decide(*, suggestions: QuerySet[Suggestion], by: User, resource: Resource | None) -> int:
    """Accepted, with the entry that came of it; or declined. How many were still to be decided."""
    waiting = suggestions.filter(decided_at=None)
    return waiting.update(
        decided_at=timezone.now(), decided_by=by, resource=resource, sender_email=""
    )


def look_alikes(suggestion: Suggestion) -> list[Resource]:
    """Entries that may be what is proposed: called like it first, then those that one telephone,
    address or place belongs to."""
    same = Q()
    for field in ("phone", "email", "web"):
        if getattr(suggestion, field):
            same |= Q(**{field: getattr(suggestion, field)})
    if suggestion.postcode:
        same |= Q(places__postcode=suggestion.postcode, address_confidential=False)
    sharing = Resource.objects.filter(same).distinct() if same else Resource.objects.none()
    found = [
        *called_like(suggestion.name).select_related("provider")[:MOST_ALIKE],
        *sharing.select_related("provider").order_by("name")[:MOST_ALIKE],
    ]
    return list(dict.fromkeys(found))[:MOST_ALIKE]
