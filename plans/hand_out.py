"""The hand-out: the plan as it is taken home. Holds what was chosen and who was picked to come or
help, and on paper the map, by initials unless names are asked for, with what it could become; never
the network type, nor anything else about the people on the map."""

import datetime as dt
import logging
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from facilitation.actions import is_first
from facilitation.audit import record
from facilitation.locks import lock
from facilitation.models import AuditEvent, Session, User
from facilitation.vocabulary import AuditKind
from plans.calendar import calendar_file
from plans.take_away import plan_pdf, priorities_of

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
    record(
        actor=by,
        action=MAILED,
        object_type="session",
        object_id=session.pk,
        kind=AuditKind.EXPORT,
    )
    message = letter(session, address)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        # the error's own text may hold the address
        logger.warning("a plan could not be e-mailed: %s", type(error).__name__)
        raise NotSentError(
            "The e-mail could not be sent just now. You can print the plan, or try again later."
        ) from None


def letter(session: Session, address: str) -> EmailMultiAlternatives:
    """The plan as text and as a page, with the same as a PDF, and what has a date as a calendar."""
    context = {"session": session, "priorities": priorities_of(session)}
    message = EmailMultiAlternatives(
        _("Your plan"), render_to_string("plans/plan.txt", context), to=[address]
    )
    message.attach_alternative(render_to_string("plans/email.html", context), "text/html")
    message.attach("plan.pdf", plan_pdf(session), "application/pdf")
    if calendar := calendar_file(session):
        message.attach("plan.ics", calendar, "text/calendar")
    return message
