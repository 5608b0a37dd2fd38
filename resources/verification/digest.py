"""The weekly letter to whoever keeps entries true: what is due, and a link to pass on for each."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse

from facilitation.models import User
from resources.models import Resource
from resources.models.directory import ResourceQuerySet
from resources.verification import links

MOST_IN_A_LETTER = 40


def letters(today: dt.date) -> Iterator[EmailMessage]:
    """A letter for each owner with entries due by a month from today, the most overdue first."""
    due = due_by(today)
    for owner in User.objects.filter(pk__in=due.values("owner"), is_active=True):
        yield letter(owner, due.filter(owner=owner), today)


def due_by(today: dt.date) -> ResourceQuerySet:
    due = Resource.objects.overdue(today) | Resource.objects.due_soon(today)
    return due.exclude(owner=None).order_by(F("verify_by").asc(nulls_last=True), "name")


def letter(owner: User, due: ResourceQuerySet, today: dt.date) -> EmailMessage:
    total = due.count()
    entries = [
        {
            "name": entry.name,
            "verify_by": entry.verify_by,
            "late": entry.verify_by is not None and entry.verify_by < today,
            "edit": settings.GENIE_ADDRESS
            + reverse("admin:resources_resource_change", args=[entry.pk]),
            "check": links.link(entry),
            "email": entry.email,
        }
        for entry in due[:MOST_IN_A_LETTER]
    ]
    body = render_to_string(
        "resources/digest.txt", {"owner": owner, "entries": entries, "more": total - len(entries)}
    )
    noun = "entry" if total == 1 else "entries"
    return EmailMessage(f"{total} {noun} of the directory to check", body, to=[owner.email])
