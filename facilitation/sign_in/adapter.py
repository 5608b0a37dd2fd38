"""What django-allauth is asked to do differently. It calls these; nothing of ours does."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from facilitation.addresses import plain
from facilitation.models import User
from facilitation.sign_in import limits

log = logging.getLogger(__name__)
MISMATCH = "That e-mail address and password do not go together. Please try again."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "enter_current_password": "That is not your password now. Please try again.",
        "incorrect_password": "That is not your password. Please try again.",
        "too_many_login_attempts": (
            "There were too many tries that were not right. Please wait a few minutes, then try"
            " again. Nothing is locked."
        ),
        "rate_limited": "That was a little too often. Please wait a minute, then try again.",
    }

    def clean_email(self, email: str) -> str:
        return plain(email)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account of their own: one is invited."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Somebody who may no longer sign in hears what everybody hears whose password is wrong."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return limits.counted_as(request, credentials.get("email", ""))

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        limits.remember(request, response, user.email)
        return response

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Who signs in by their organisation has no password here, and is told so."""
        if SocialAccount.objects.filter(user=user).exists():
            self.send_mail("account/email/no_password", email, context)
        else:
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """What cannot be sent is not told: that would say who is known."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.warning("A letter about a password could not be sent.")

    def add_message(self, *args: Any, **options: Any) -> None:
        """The page that one comes to says what happened."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """By the site's own address, as in every letter: not by what the request calls it."""
        path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return str(settings.GENIE_ADDRESS + path.replace("UID-KEY", key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("facilitation:password_changed")
