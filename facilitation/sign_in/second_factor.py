"""A second step at signing in: for whom it is needed, and whether this log-in has taken it.

GENIE_SECOND_FACTOR says where: for the admin, where one click changes much; for all pages; or
nowhere. Whoever has set a second step up is always asked for it. It is noted in the web session, so
that a page asks the database nothing; signing in by one's organisation counts as one, as it has
its own.
"""

import base64
import hashlib
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.http import urlencode

from facilitation import audit
from facilitation.middleware import GetResponse, page_to_return_to, signed_out
from facilitation.models import User
from facilitation.qr import qr_code
from facilitation.vocabulary import AuditKind

TAKEN = "second_factor"  # in the web session: by whom
METHODS = {"mfa", "socialaccount"}
# pages on which it is set up and taken, and the way out
PAGES = ("account_", "mfa_", "facilitation:sign_out")
NEEDED = "To open this page you need a second step at signing in. You set it up once, here."


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already. Please try the next one.",
    }

    def _get_site_name(self) -> str:
        return "Genie"

    def get_totp_issuer(self) -> str:
        return "Genie"

    def build_totp_svg(self, url: str) -> str:
        return qr_code(url, "The square for your app’s camera")

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"


def cipher() -> Fernet:
    """What makes the codes is kept encrypted: a copy of the database alone opens no door."""
    key = hashlib.sha256(b"genie.second-factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SecondFactorFirst:
    """Leads those who need a second step to where it is set up, or taken."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        if not is_needed(request.resolver_match) or request.session.get(TAKEN) == str(user.pk):
            return None
        return signed_out(request) or lead(request, user)


def is_needed(match: ResolverMatch | None) -> bool:
    if match is None or match.view_name.startswith(PAGES):
        return False
    where = settings.GENIE_SECOND_FACTOR
    return where == "all" or (where == "admin" and "admin" in match.namespaces)


def lead(request: HttpRequest, user: User) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        messages.info(request, NEEDED)
        return redirect("mfa_index")
    passkeys_only = Authenticator.Type.TOTP not in kinds
    page = "mfa_reauthenticate_webauthn" if passkeys_only else "mfa_reauthenticate"
    response = redirect(page)
    response["Location"] += "?" + urlencode({"next": page_to_return_to(request)})
    return response


def note_step(request: HttpRequest, method: str, user: User, **_: Any) -> None:
    if method in METHODS:
        request.session[TAKEN] = str(user.pk)


def note_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        request.session[TAKEN] = str(user.pk)
        note_change(user, "second factor added")


def note_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        note_change(user, "second factor removed")


def note_new_codes(user: User, **_: Any) -> None:
    note_change(user, "recovery codes renewed")


def note_change(user: User, action: str) -> None:
    audit.record(
        actor=user,
        action=action,
        object_type="user",
        object_id=user.pk,
        kind=AuditKind.SIGN_IN,
    )


def listen() -> None:
    authentication_step_completed.connect(note_step)
    authenticator_added.connect(note_added)
    authenticator_removed.connect(note_removed)
    authenticator_reset.connect(note_new_codes)
