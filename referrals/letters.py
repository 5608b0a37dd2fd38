"""Letters to whoever referred somebody: a receipt, and where the person agreed, word of what came
of it. A letter names the referral by its code, never the person."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from referrals.models import Referral
from referrals.vocabulary import Status

log = logging.getLogger(__name__)

TOLD = {
    Status.BOOKED: "It was accepted, and a first meeting is being arranged.",
    Status.DONE: "They have been seen.",
    Status.DECLINED: "It was declined, and nobody will get in touch about it again.",
    Status.NO_REPLY: "They could not be reached.",
}


def receipt(referral: Referral) -> EmailMessage | None:
    """That it has come; None where there is no address to write to."""
    return letter(referral, "referrals/receipt.txt", f"Referral {referral.code}: received")


def word(referral: Referral) -> EmailMessage | None:
    """What came of it; None unless the person agreed, and there is something to tell."""
    told = TOLD.get(Status(referral.status))
    if not told or not referral.may_tell_referrer:
        return None
    return letter(referral, "referrals/word.txt", f"Referral {referral.code}", told=told)


def letter(referral: Referral, template: str, subject: str, **context: str) -> EmailMessage | None:
    to = referral.referrer_email or referral.partner.email
    if not to:
        return None
    about = {"referral": referral, "page": receipt_page(referral), **context}
    return EmailMessage(subject, render_to_string(template, about), to=[to])


def receipt_page(referral: Referral) -> str:
    path = reverse("referrals:receipt", args=[referral.partner.key, referral.code])
    return settings.GENIE_ADDRESS + path


def send(message: EmailMessage | None) -> None:
    """After the transaction. What cannot be sent is no reason to lose what was done."""
    if message:
        transaction.on_commit(lambda: try_to_send(message))


def try_to_send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError):
        # the exception quotes addresses
        log.warning("A letter about a referral could not be sent.")
