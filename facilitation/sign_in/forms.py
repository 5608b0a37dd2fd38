"""The forms of signing in: django-allauth's, in our words."""

import re
import struct
from collections.abc import Callable
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError

from facilitation.addresses import WRONG, plain

LENGTH = (
    "At least 12 letters, digits or signs. Three or four words that do not belong together are"
    " easy to remember."
)


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label="E-mail",
        widget=forms.EmailInput({"class": "input", "autocomplete": "username"}),
        error_messages={"required": "Write your e-mail address.", "invalid": WRONG},
    )


def password_field(label: str, missing: str = "Write your password.") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput({"class": "input", "autocomplete": "current-password"}),
        error_messages={"required": missing},
    )


class SignInForm(allauth_forms.LoginForm):
    """It never says which of the two was wrong."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"login": email_field(), "password": password_field("Password")}

    def clean_login(self) -> str:
        return plain(self.cleaned_data["login"])


class ConfirmPasswordForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"password": password_field("Your password")}


class ForgottenForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"email": email_field()}

    def clean_email(self) -> str:
        return plain(super().clean_email())


class TwicePassword:
    """A new password, typed twice."""

    fields: dict[str, forms.Field]

    def in_our_words(self) -> None:
        first, again = self.fields["password1"], self.fields["password2"]
        first.label, first.help_text = "New password", LENGTH
        again.label = "New password again"
        first.error_messages["required"] = "Write a new password."
        again.error_messages["required"] = "Write the new password again."
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> Any:
        cleaned = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", "These two are not the same.")  # type: ignore[attr-defined]
        return cleaned


class NewPasswordForm(TwicePassword, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.in_our_words()


class ChangePasswordForm(TwicePassword, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.in_our_words()
        now = password_field("Your password now", "Write your password now.")
        self.fields = {**self.fields, "oldpassword": now}
        self.order_fields(["oldpassword"])


def code_field(hint: str = "") -> forms.CharField:
    return forms.CharField(
        label="Code",
        help_text=hint,
        max_length=20,
        widget=forms.TextInput(
            {
                "class": "input input--short",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": "Write the code.",
            "max_length": "That code is not right. It has six digits, a recovery code has eight.",
        },
    )


class CodeForm(code_forms.AuthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"code": code_field()}


class ConfirmCodeForm(code_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"code": code_field()}


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"code": code_field()}

    @property
    def secret_in_fours(self) -> str:
        """For whoever types it: apps take it with its spaces."""
        return " ".join(re.findall(".{1,4}", self.secret))


# what reading a made-up answer of a passkey raises, here and there
MADE_UP = (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)
NO_PASSKEY = "That passkey is not known here. Please try again, or use another way."


def read_or_refuse(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (*MADE_UP, struct.error, InvalidSignature) as error:
        raise ValidationError(NO_PASSKEY) from error


class CredentialField(forms.JSONField):
    """What a browser says for a passkey."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        return read_or_refuse(lambda: super(CredentialField, self).clean(value))

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Each press of the button asks anew."""
        return initial


class PasskeyForm(passkey_forms.AuthenticateWebAuthnForm):
    credential = CredentialField(error_messages={"required": NO_PASSKEY, "invalid": NO_PASSKEY})

    def clean_credential(self) -> Any:
        return read_or_refuse(super().clean_credential)


class ConfirmPasskeyForm(PasskeyForm):
    reauthenticated = True


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    credential = CredentialField(error_messages={"required": NO_PASSKEY, "invalid": NO_PASSKEY})
    name = forms.CharField(
        label="What shall it be called here?",
        help_text="Such as “my tablet”, so that you know it again.",
        max_length=60,
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={"max_length": "Write no more than 60 letters."},
    )

    def clean(self) -> Any:
        return read_or_refuse(super().clean) if not self.errors else self.cleaned_data
