"""The audit log: what was done, by whom, to which record. Only `record` writes to it; the database
chains the lines (`facilitation.models.audit`)."""

import uuid
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from facilitation.models import AuditEvent, User
from facilitation.vocabulary import AuditKind

# A page opened again within so many seconds is the same reading.
SAME_READING = 30 * 60
OPENED = "opened"  # in the web session: what was opened, and when


def record(
    *,
    actor: User | None,
    action: str,
    object_type: str,
    object_id: uuid.UUID | None,
    kind: AuditKind = AuditKind.CHANGE,
    organisation_id: uuid.UUID | None = None,
) -> None:
    """Write an audit event. `action` is a fixed phrase, never something typed. It is told to the
    actor's organisation, where no other is named."""
    AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        organisation_id=organisation_id or (actor.organisation_id if actor else None),
        kind=kind,
        action=action,
        object_type=object_type,
        object_id=object_id,
    )


def record_opening(request: HttpRequest, object_type: str, object_id: uuid.UUID) -> None:
    """What is known of somebody is on its way to the user's screen: once for all the pages that
    are opened within half an hour."""
    now = int(timezone.now().timestamp())
    opened: dict[str, int] = request.session.get(OPENED, {})
    recent = {key: at for key, at in opened.items() if now - at < SAME_READING}
    if str(object_id) in recent:
        return
    request.session[OPENED] = {**recent, str(object_id): now}
    assert isinstance(request.user, User)
    record(
        actor=request.user,
        action=f"{object_type} opened",
        object_type=object_type,
        object_id=object_id,
        kind=AuditKind.READ,
    )


def record_print(request: HttpRequest, what: str, session_id: uuid.UUID) -> None:
    """A page that is there to be printed was opened."""
    assert isinstance(request.user, User)
    record(
        actor=request.user,
        action=f"{what} opened for printing",
        object_type="session",
        object_id=session_id,
        kind=AuditKind.EXPORT,
    )


# What somebody may do, and what the log calls a change of it.
RIGHTS = {
    "role": "role changed",
    "organisation_id": "organisation changed",
    "is_active": "sign-in changed",
    "is_superuser": "superuser changed",
    "email": "e-mail address changed",
    "password": "password set by somebody else",
}


def record_rights(before: User | None, user: User, *, by: User) -> None:
    """What changed of what a user may do. Told to the organisation they are in now, and to the one
    they left."""
    changed = [name for name in RIGHTS if before and getattr(before, name) != getattr(user, name)]
    told = {user.organisation_id, before.organisation_id if before else user.organisation_id}
    for organisation_id in told:
        for action in [RIGHTS[name] for name in changed] if before else ["user added"]:
            record(
                actor=by,
                action=action,
                object_type="user",
                object_id=user.pk,
                kind=AuditKind.RIGHTS,
                organisation_id=organisation_id,
            )


# Signing in: whichever page or library does it, Django tells.


def record_sign_in(user: User | None, action: str) -> None:
    record(
        actor=user,
        action=action,
        object_type="user",
        object_id=user.pk if user else None,
        kind=AuditKind.SIGN_IN,
    )


def signed_in(user: User, **_: Any) -> None:
    record_sign_in(user, "signed in")


def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record_sign_in(user, "signed out")


def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Where what was typed is somebody's e-mail address, it is told to their organisation; it is
    kept nowhere else what was typed."""
    typed = str(credentials.get("username") or credentials.get("email") or "")
    user = User.objects.filter(email__iexact=typed.replace("\0", "").strip()).first()
    record(
        actor=None,
        action="sign-in failed",
        object_type="user",
        object_id=user.pk if user else None,
        kind=AuditKind.SIGN_IN,
        organisation_id=user.organisation_id if user else None,
    )


def listen() -> None:
    user_logged_in.connect(signed_in)
    user_logged_out.connect(signed_out)
    user_login_failed.connect(sign_in_failed)
