"""The hand-out: the plan as it is taken home. Holds what was chosen and who was picked to come or
help, and on paper the map, by initials unless names are asked for, with what it could become; never
the network type, nor anything else about the people on the map."""

import datetime as dt
import logging
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from facilitation.actions import is_first, record
from facilitation.locks import lock
from facilitation.models import AuditEvent, Session, User

# A plan goes to the person, and perhaps to someone who helps them. (Our decision.)
MOST_MAILS_AN_HOUR = 5
MAILED = "plan e-mailed"

logger = logging.getLogger(__name__)


class NotSentError(Exception):
    """The message is for the person."""


def mail_plan(*, session: Session, address: str, by: User, once: UUID | None = None) -> None:
    """Send the plan, once, to an address that is then forgotten. Raises NotSentError."""
    with transaction.atomic():
        lock(session)
        if not is_first(session, once):
            return
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    sent = AuditEvent.objects.filter(action=MAILED, object_id=session.pk, at__gte=hour_ago)
    if sent.count() >= MOST_MAILS_AN_HOUR:
        raise NotSentError(
            "This plan has been sent several times in the last hour. "
            "You can print it, or send it again later."
        )
    # before the sending: what is tried counts, too
    record(actor=by, action=MAILED, object_type="session", object_id=session.pk)
    items = session.plan_items.select_related("resource").prefetch_related("with_members")
    context = {"session": session, "items": items}
    try:
        send_mail(
            "Your plan",
            render_to_string("plans/email.txt", context),
            None,
            [address],
            html_message=render_to_string("plans/email.html", context),
        )
    except (SMTPException, OSError) as error:
        # the error's own text may hold the address
        logger.warning("a plan could not be e-mailed: %s", type(error).__name__)
        raise NotSentError(
            "The e-mail could not be sent just now. You can print the plan, or try again later."
        ) from None
