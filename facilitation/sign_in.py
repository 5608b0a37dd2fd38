"""Signing in by e-mail."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse

from facilitation.device import COOKIE


class SignInForm(AuthenticationForm):
    """Django's, in our words: it never says which of the two was wrong."""

    username = forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write an e-mail address, such as name@example.org.",
        },
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
        error_messages={"required": "Write your password."},
    )
    error_messages = {
        "invalid_login": "That e-mail address and password do not go together. Please try again.",
        "inactive": "That e-mail address and password do not go together. Please try again.",
    }


class NewPasswordForm(PasswordChangeForm):
    """Django's, with our fields' look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.widget.attrs.pop("autofocus", None)
        self.fields["old_password"].label = "Your password now"
        self.fields["new_password1"].label = "New password"
        self.fields["new_password1"].help_text = "At least 12 letters, digits or signs."
        self.fields["new_password2"].label = "New password again"


LONGEST_NAME = 255  # as django-axes has room for: a longer one was never anybody's


def user_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Whose failures django-axes counts: one person, however they write their e-mail."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(name).strip().lower()[:LONGEST_NAME]


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget what pages keep on the device: unsaved changes."""
    response = LogoutView.as_view()(request)
    response.headers["Clear-Site-Data"] = '"storage"'
    response.delete_cookie(COOKIE, samesite="Strict")
    return response
