"""Letters about an introduction. None names the person, nor says anything of them: that stands
behind the link alone."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from sharing.links import link
from sharing.models import Introduction

log = logging.getLogger(__name__)


def address_of(introduction: Introduction) -> str:
    """Where the entry says it is reached today; empty where it has no address or is gone."""
    resource = introduction.item.resource
    return (resource.email or resource.provider.email) if resource else ""


def invitation(introduction: Introduction) -> EmailMessage | None:
    """To the organisation: that somebody would like to come, and where to answer."""
    to = address_of(introduction)
    return letter("Somebody would like to come", "sharing/invitation.txt", introduction, to)


def word(introduction: Introduction) -> EmailMessage | None:
    """To the facilitator: that there is an answer."""
    session = introduction.item.session
    subject = f"An answer about {session.participant.reference}"
    return letter(
        subject, "sharing/answered.txt", introduction, session.participant.facilitator.email
    )


def letter(subject: str, template: str, about: Introduction, to: str) -> EmailMessage | None:
    if not to:
        return None
    session = about.item.session
    context = {
        "introduction": about,
        "helper": session.participant.facilitator,
        "organisation": session.participant.organisation,
        "link": link(about),
        "plan": settings.GENIE_ADDRESS
        + reverse("sharing:introduction", args=[session.pk, about.item_id]),
    }
    return EmailMessage(subject, render_to_string(template, context), to=[to])


def send(message: EmailMessage | None) -> None:
    """After the transaction. What cannot be sent is no reason to lose what was done."""
    if message:
        transaction.on_commit(lambda: try_to_send(message))


def try_to_send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError):
        # the exception quotes addresses
        log.warning("A letter about an introduction could not be sent.")
