"""What anybody may propose for the directory, in few and plain questions."""

import uuid
from contextlib import suppress
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from facilitation.form_fields import PostcodeField, email_field, text
from facilitation.forms import PublicForm
from resources.forms.entries import PhoneField, WebField
from resources.models import Suggestion
from resources.vocabulary import Delivery

QUICKEST, SLOWEST = 4, 24 * 60 * 60  # seconds: nobody fills it in faster; a page is good for a day
SALT = "resources.suggesting"


class SuggestionForm(PublicForm, forms.ModelForm):  # type: ignore[type-arg]
    name = text("What is it called?", 200, missing="Write what it is called.")
    provider = text("Who runs it?", 200, "A group, a charity, a council. If you know.")
    description = text(
        "What happens there, and who is it for?",
        2000,
        missing="Say in a few words what it is.",
        lines=4,
    )
    delivery = forms.MultipleChoiceField(
        label="How do people take part?",
        choices=Delivery.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    address = text("Building and street", 200)
    town = text("Town or village", 100)
    postcode = PostcodeField(label="Postcode")
    when_text = text("When is it?", 300, "Such as Tuesdays from 10 to 12, in term time.")
    phone = PhoneField(
        label="Telephone",
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    email = email_field("E-mail")
    web = WebField(
        label="Web page",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": "Write the address of a page, such as www.example.org."},
    )
    sender_email = email_field(
        "Your own e-mail",
        "If we may ask you about it. Only those who keep the directory see it. It is deleted as "
        "soon as they have decided, after three months at the latest.",
    )
    agreed = forms.BooleanField(
        error_messages={"required": "It can be taken only if everyone may use it."}
    )
    # when the page was made, and which it was, signed
    page = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Suggestion
        fields = (
            "name", "provider", "description", "delivery", "address", "town", "postcode",
            "when_text", "phone", "email", "web", "sender_email",
        )  # fmt: skip

    def __init__(self, *args: Any, licence: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_is_old = False
        self.fields["agreed"].label = (
            f"What I wrote above may be published as open data ({licence}). It is about a group or "
            "a service, and not about a private person."
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reached = {"phone", "email", "web"}
        if not reached & set(self.errors) and not any(data.get(one) for one in reached):
            self.add_error("phone", "Write a telephone number, an e-mail address or a web page.")
        at_a_place = Delivery.PLACE in (data.get("delivery") or [])
        where = {"address", "town", "postcode"}
        if at_a_place and not where & set(self.errors) and not any(data.get(one) for one in where):
            self.add_error("address", "Write where it is: a street, a town or a postcode.")
        if not self.errors:
            self.check_page(data["page"])
        return data

    def check_page(self, sent: str) -> None:
        """Raises ValidationError where it was filled in by a machine, or opened long ago."""
        try:
            signing.loads(sent, salt=SALT, max_age=SLOWEST)
        except signing.BadSignature:
            self.page_is_old = True
            raise ValidationError("This page had become old. Please send it once more.") from None
        with suppress(signing.SignatureExpired):
            signing.loads(sent, salt=SALT, max_age=QUICKEST)
            raise ValidationError("That was quick. Please look it through, and send it once more.")

    @property
    def page_to_send(self) -> str:
        """Until it is old, the same page."""
        return new_page() if self.page_is_old else str(self["page"].value())

    @property
    def once(self) -> uuid.UUID:
        """Which page it was: sent twice, it is one."""
        return uuid.UUID(signing.loads(self.cleaned_data["page"], salt=SALT))

    def details(self) -> dict[str, Any]:
        """The suggestion's fields, ready to be kept."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def new_page() -> str:
    return signing.dumps(str(uuid.uuid4()), salt=SALT)
