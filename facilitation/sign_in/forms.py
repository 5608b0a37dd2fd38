"""The forms of signing in: django-allauth's, in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms

from facilitation.sign_in.addresses import WRONG, plain

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
