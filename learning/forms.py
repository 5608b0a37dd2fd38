"""What is typed on the pages of learning, checked here first."""

from typing import Any

from django import forms

from facilitation.form_fields import PostcodeField, text
from facilitation.models import User
from facilitation.validators import PHONE
from learning.models import SafeguardingContact
from learning.readiness import FIRST


class PracticeForm(forms.Form):
    postcode = PostcodeField(
        label="A postcode where you work",
        help_text="The three live there, so that there is something near them. Not a person’s own.",
    )


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom to ring when somebody tells of harm."""

    name = text(
        "Who is it?",
        100,
        "A name, or a role such as Safeguarding lead.",
        missing="Write who it is.",
    )
    phone = text("Telephone", 40, missing="Write the number to ring.", validators=[PHONE])
    times = text("When are they there?", 100, "Such as Monday to Friday, 9:00 to 17:00.")
    otherwise = text(
        "And at other times?", 200, "Such as the council’s out-of-hours team: 01632 960999."
    )

    class Meta:
        model = SafeguardingContact
        fields = ("name", "phone", "times", "otherwise")


class SupportForm(forms.Form):
    """Who sat beside the facilitator in their first, second or third session."""

    number = forms.IntegerField(min_value=1, max_value=FIRST)
    by = forms.ModelChoiceField(
        label="Who supported you?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"invalid_choice": "Choose a colleague from the list."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.colleagues_of(user).exclude(pk=user.pk)
        self.fields["by"].queryset = colleagues  # type: ignore[attr-defined]
