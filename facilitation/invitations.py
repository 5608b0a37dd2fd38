"""Colleagues are invited by e-mail: a link with which they choose their first password.

The link is signed and names the user by their id and nothing else. It runs out, works until there
is a password, and one that is sent later makes those before it void.
"""

import datetime as dt
import logging
from smtplib import SMTPException

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from facilitation.audit import record, record_rights
from facilitation.models import User
from facilitation.vocabulary import AuditKind

GOOD_FOR = dt.timedelta(days=7)
SALT = "facilitation.invitation"
log = logging.getLogger(__name__)


class NotSentError(Exception):
    """The mail server did not take the letter."""


def link(user: User) -> str:
    token = signing.dumps([str(user.pk), stamp(user)], salt=SALT)
    return str(settings.GENIE_ADDRESS + reverse("invited", args=[token]))


def stamp(user: User) -> str:
    """Another one as soon as there is a password, or a later invitation."""
    state = f"{user.pk} {user.email} {user.password}"
    return salted_hmac(SALT, state, algorithm="sha256").hexdigest()[:24]


def user_of(token: str) -> User | None:
    """Whom a link invites; None for one that is made up, used or too old."""
    try:
        key, mark = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    user = User.objects.select_related("organisation").filter(pk=key, is_active=True).first()
    return user if user and constant_time_compare(stamp(user), mark) else None


def invite(user: User, *, by: User) -> None:
    """Add the user, who is new, to the manager's organisation, and send them a link. Nobody is
    added to whom none could be sent: raises NotSentError."""
    with transaction.atomic():
        user.organisation = by.organisation
        user.set_unusable_password()
        user.save(force_insert=True)
        record_rights(None, user, by=by)
        send(user, by=by)


def invite_again(*, user: User, by: User) -> None:
    """A new link; the one before is void."""
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        send(user, by=by)


def send(user: User, *, by: User) -> None:
    about = {"user": user, "by": by, "link": link(user), "days": GOOD_FOR.days}
    words = render_to_string("facilitation/invitation.txt", about)
    try:
        EmailMessage("You are invited to Genie", words, to=[user.email]).send()
    except (SMTPException, OSError) as error:
        # the error's own text holds the address
        log.warning("An invitation could not be sent.")
        raise NotSentError from error
    record(
        actor=by,
        action="invitation sent",
        object_type="user",
        object_id=user.pk,
        kind=AuditKind.RIGHTS,
    )


def change_role(*, user: User, role: str, by: User) -> None:
    with transaction.atomic():
        before = User.objects.select_for_update().get(pk=user.pk)
        user.role = role
        user.save(update_fields=["role"])
        record_rights(before, user, by=by)


def remove_second_factor(*, user: User, by: User) -> None:
    """For whoever lost their telephone: they set a second step up anew."""
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if removed:
            record(
                actor=by,
                action="second factor removed by somebody else",
                object_type="user",
                object_id=user.pk,
                kind=AuditKind.RIGHTS,
                organisation_id=user.organisation_id,
            )
