"""What a manager says of colleagues: who is invited, what they do, and who may sign in."""

from django import forms
from django.core.exceptions import ValidationError

from facilitation.addresses import WRONG, plain
from facilitation.form_fields import text
from facilitation.models import User
from facilitation.roles import Role


class AllowedForm(forms.Form):
    """The button that takes something away, or gives it back."""

    allowed = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda word: word == "yes"
    )


class RoleForm(forms.Form):
    """The roles that a manager gives. Curators keep the directory that all organisations share."""

    role = forms.ChoiceField(
        label="What will they do?",
        choices=[
            (Role.FACILITATOR, "Facilitator: sits down with people, and sees their own"),
            (Role.MANAGER, "Manager: sees the caseload, the figures, and who signs in"),
            (Role.RESEARCHER, "Researcher: data without names, and nothing else"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will do."},
    )


class InviteForm(RoleForm):
    name = text("Name", 150, missing="Write their name.")
    email = forms.EmailField(
        label="E-mail at work",
        help_text="The link goes there. It is also what they sign in with.",
        widget=forms.EmailInput({"class": "input", "autocomplete": "off"}),
        error_messages={"required": "Write their e-mail address.", "invalid": WRONG},
    )
    field_order = ["name", "email", "role"]

    def clean_email(self) -> str:
        email = plain(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            raise ValidationError(
                "Somebody signs in with this address already. If it is not one of those below"
                " Colleagues, ask whoever looks after Genie: one address belongs to one"
                " organisation."
            )
        return email
