"""Letters to facilitators whose people are due for a follow-up: by reference code, never to the
person. Each follow-up is written about once, unless another day is agreed."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse

from facilitation.models import Session, SessionQuerySet, User


def due(today: dt.date) -> SessionQuerySet:
    """Those that nobody was reminded of yet for the day they are due on."""
    sessions = Session.objects.due_for_follow_up(today)
    return sessions.exclude(follow_up_reminded=F("follow_up_due"))


def facilitators(today: dt.date) -> Sequence[User]:
    """Who is to be written to. People of someone who has left wait to be handed over."""
    found = User.objects.filter(
        is_active=True, pk__in=due(today).values("participant__facilitator")
    )
    return [user for user in found if user.holds_sessions]


def letter(facilitator: User, sessions: Sequence[Session]) -> EmailMessage:
    number = len(sessions)
    body = render_to_string(
        "facilitation/reminder.txt",
        {
            "facilitator": facilitator,
            "sessions": sessions,
            "address": settings.GENIE_ADDRESS + reverse("facilitation:sessions"),
        },
    )
    noun = "follow-up is" if number == 1 else "follow-ups are"
    return EmailMessage(f"{number} {noun} due", body, to=[facilitator.email])


def letters(today: dt.date) -> Iterator[EmailMessage]:
    """As they would be sent."""
    for facilitator in facilitators(today):
        yield letter(facilitator, list(own(facilitator, today)))


def own(facilitator: User, today: dt.date) -> SessionQuerySet:
    sessions = due(today).for_user(facilitator).select_related("participant")
    return sessions.order_by("follow_up_due", "pk")


@transaction.atomic
def send(facilitator: User, today: dt.date) -> bool:
    """Write to one of them, and remember it. Two that run at once send one letter; whatever error
    the mail server gives, it is sent the next time. Returns whether there was something to say."""
    rows = own(facilitator, today).select_for_update(of=("self",), skip_locked=True)
    sessions = list(rows)
    if not sessions:
        return False
    told = Session.objects.filter(pk__in=[session.pk for session in sessions])
    told.update(follow_up_reminded=F("follow_up_due"))
    letter(facilitator, sessions).send()
    return True
