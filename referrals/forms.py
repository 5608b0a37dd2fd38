"""What partners, facilitators and managers type about referrals, checked here first."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from facilitation.form_fields import (
    PostcodeField,
    YearOfBirthField,
    day_field,
    email_field,
    text,
    ticks,
    time_field,
)
from facilitation.forms import PublicForm
from facilitation.models import Organisation, User
from facilitation.validators import PHONE
from facilitation.vocabulary import Adjustment, ContactMethod, Mobility
from referrals.consent import CURRENT
from referrals.models import Partner, Referral
from referrals.vocabulary import Declined, Reached, Reason


class ReferrerForm(PublicForm, forms.ModelForm):  # type: ignore[type-arg]
    """What both pathways ask: who, how to reach them, who refers, and what the person said."""

    name = text("Their name", 60, missing="Write their name.")
    phone = text("Telephone", 40, validators=[PHONE])
    email = email_field("E-mail")
    agreed = forms.BooleanField(
        error_messages={
            "required": "Please ask them first. It can be sent only if they agree.",
        },
    )
    may_tell_referrer = forms.BooleanField(required=False)
    referrer_name = text("Your name", 100, missing="Write your own name.")
    referrer_role = text("Your role", 100, "Such as receptionist or practice nurse.")
    referrer_email = email_field("Your e-mail", "For a receipt. It does not name the person.")
    # made with the page: sent twice, it is one referral
    once = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Referral
        fields: tuple[str, ...] = (
            "name", "phone", "email", "why", "may_tell_referrer",
            "referrer_name", "referrer_role", "referrer_email",
        )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = CURRENT.share.format(organisation=organisation)
        self.fields["may_tell_referrer"].label = CURRENT.tell

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        tried = {"phone", "email"} & set(self.errors)
        if not tried and not data.get("phone") and not data.get("email"):
            self.add_error("phone", "Write a telephone number or an e-mail address.")
        return data

    def details(self) -> dict[str, Any]:
        """The referral's fields, ready to be kept."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ReferralForm(ReferrerForm):
    """Someone who would like support. Two minutes: what is not known is left."""

    postcode = PostcodeField(label="Postcode")
    year_of_birth = YearOfBirthField(label="Year of birth")
    reasons = ticks("Why?", Reason)
    why = text("In a few words", 600, "What matters to them. Nothing clinical is needed.", lines=3)
    contact_method = forms.ChoiceField(
        label="What is the best way to reach them?",
        choices=ContactMethod,
        required=False,
        widget=forms.RadioSelect,
    )
    best_time = text("When is a good time?", 100, "Such as weekday mornings.")
    language = text("Which language do they like to speak?", 60)
    needs_interpreter = forms.BooleanField(label="An interpreter is needed", required=False)
    mobility = ticks("How do they get about?", Mobility)
    adjustments = ticks("What would help them?", Adjustment)
    risks = text(
        "Is there anything that someone who visits should know?", 300, "Such as a dog, or stairs."
    )

    class Meta(ReferrerForm.Meta):
        fields = (
            *ReferrerForm.Meta.fields,
            "postcode", "year_of_birth", "reasons", "contact_method", "best_time", "language",
            "needs_interpreter", "mobility", "adjustments", "risks",
        )  # fmt: skip

    @property
    def more_was_said(self) -> bool:
        """Whether something stands in the part that is folded away at first."""
        return any(self[name].value() for name in self.MORE) or any(
            name in self.errors for name in self.MORE
        )

    MORE = (
        "contact_method", "best_time", "language", "needs_interpreter", "mobility", "adjustments",
        "risks",
    )  # fmt: skip


class TrainingForm(ReferrerForm):
    """Someone who would like to learn to facilitate."""

    why = text("What do they do, and why would they like to learn it?", 600, lines=3)


class PartnerForm(forms.Form):
    name = text("Name", 200, "Such as a practice or a group.", missing="Write a name.")
    email = email_field("E-mail", "Word of what came of a referral goes there.")

    def __init__(self, *args: Any, manager: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manager = manager

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if Partner.objects.of_organisation(self.manager).filter(name__iexact=name).exists():
            raise ValidationError("There is a partner of this name already.")
        return name


def colleague_field(label: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose a colleague of your organisation.",
        },
    )


class ActionForm(forms.Form):
    """One of several on the page of a referral: the ids of its inputs are its own. Takes the `user`
    and the `referral`."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, user: User, referral: Referral
    ) -> None:
        super().__init__(data, initial=self.initial_for(referral, user))
        self.auto_id = f"{type(self).__name__}_%s"
        facilitator = self.fields.get("facilitator")
        if isinstance(facilitator, forms.ModelChoiceField):
            facilitator.queryset = User.objects.colleagues_of(user).order_by("name", "pk")

    @staticmethod
    def initial_for(referral: Referral, user: User) -> dict[str, Any]:
        return {"facilitator": referral.owner_id or user.pk, "note": referral.note}


class AttemptForm(ActionForm):
    reached = forms.ChoiceField(
        label="What came of it?",
        choices=Reached,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    said = text("A few words about it", 300)


class AssignForm(ActionForm):
    facilitator = colleague_field("Who looks after it?")


class BookForm(ActionForm):
    facilitator = colleague_field("Who meets them?")
    on = day_field("On which day?")
    at = time_field("At what time?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("at") and not data.get("on") and "on" not in self.errors:
            self.add_error("on", "Write the day, too.")
        return data


class DeclineForm(ActionForm):
    reason = forms.ChoiceField(
        label="Why?",
        choices=Declined,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )


class NoteForm(ActionForm):
    note = text("Notes", 1000, "Seen by your colleagues, not by the partner.", lines=3)
