"""What makes an entry of the directory a good one. The admin, imports and the demo all ask here."""

from typing import Any, TypeVar

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from facilitation.validators import PHONE
from facilitation.vocabulary import Condition, Gender
from geography import geocoding, points, postcodes
from geography.vocabulary import PointSource
from resources import confidential, telephones
from resources.models import Place, Provider, Resource
from resources.vocabulary import Cost, Delivery

M = TypeVar("M", Provider, Resource)

# A pin this close to the postcode's own point (in degrees, about a metre) was not moved by hand.
SAME_SPOT = 0.00002


class WebField(forms.URLField):
    """A web address, with or without its https://. Nothing but http and https is a web address."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", **options)


class PostcodeField(forms.CharField):
    """A UK postcode, tidied: "SO17 1BJ" for "so171bj"."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return postcodes.spaced(postcodes.parse(typed))
        except postcodes.MalformedPostcodeError:
            raise ValidationError(str(geocoding.Reason.MALFORMED.label)) from None


class PhoneField(forms.CharField):
    """A telephone number, in one form however it is typed: "023 8059 5000" for "02380595000"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, validators=[PHONE], **options)

    def to_python(self, value: Any) -> str:
        return telephones.tidy(super().to_python(value) or "")


class NameForm(forms.Form):
    """A name that is being typed."""

    name = forms.CharField(max_length=200, min_length=4)


class ContactFields(forms.ModelForm[M]):
    phone = PhoneField(required=False)
    web = WebField(max_length=500, required=False, label="Web address")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django looks for help only for the fields that it makes itself
        for name in {"phone", "web"} & set(self.fields):
            self.fields[name].help_text = (self._meta.help_texts or {})[name]


class ProviderForm(ContactFields[Provider]):
    class Meta:
        model = Provider
        fields = ["name", "description", "phone", "email", "web"]
        help_texts = {
            "name": "The organisation that runs it, as people know it.",
            "description": "A sentence about them, if it helps.",
            "phone": "Their main number. People see it where an entry has none; it is published.",
            "email": "Their main address. People see it where an entry has none; it is published.",
            "web": "Their own site. People see it where an entry has none.",
        }
        error_messages = {"name": {"required": "Say who runs it."}}


class ResourceForm(ContactFields[Resource]):
    """An entry without its places and times. `delivery` says what else it must have."""

    delivery = forms.MultipleChoiceField(
        label="How it happens",
        choices=Delivery.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that apply. “At a place” needs a place below.",
    )
    genders = forms.MultipleChoiceField(
        label="Only for",
        choices=[choice for choice in Gender.choices if choice[0] != "not_said"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty when everyone is welcome.",
    )
    conditions = forms.MultipleChoiceField(
        label="Only for people with",
        choices=Condition.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty unless it is only for people with these conditions.",
    )

    class Meta:
        model = Resource
        fields = [
            "name", "provider", "description", "interests", "delivery",
            "when_text", "starts_on", "ends_on", "cost", "amount", "cost_text",
            "minimum_age", "maximum_age", "genders", "conditions",
            "national", "authorities", "joining", "phone", "email", "web",
            "address_confidential", "status", "verified_on", "verify_by", "owner",
        ]  # fmt: skip
        widgets = {"interests": forms.CheckboxSelectMultiple}
        labels = {
            "when_text": "When, in words",
            "starts_on": "First day",
            "ends_on": "Last day",
            "amount": "Amount in pounds",
            "cost_text": "About the cost",
            "minimum_age": "Youngest age",
            "maximum_age": "Oldest age",
            "national": "For the whole country",
            "authorities": "Only for people who live in",
            "joining": "How to join",
            "address_confidential": "The address is confidential",
            "verified_on": "Last checked on",
            "verify_by": "Check again by",
            "owner": "Owner",
        }
        help_texts = {
            "name": "What people call it: “Tuesday walking group”, not a project number.",
            "provider": "Who runs it.",
            "description": "Two or three plain sentences: what happens, who goes, what a first "
            "visit is like.",
            "interests": "What it is for. Without one, nobody is ever shown this entry.",
            "when_text": "For times that do not repeat by week or month, and for exceptions: "
            "“term time only”.",
            "starts_on": "Leave empty if it is running already.",
            "ends_on": "After this day nobody is shown it. Leave empty if it goes on.",
            "cost": "Free, or what one visit costs.",
            "amount": "For one visit, as 3.50.",
            "cost_text": "“First session free”, “bring a few pounds for coffee”.",
            "minimum_age": "Leave empty if there is no lower limit.",
            "maximum_age": "Leave empty if there is no upper limit.",
            "national": "A helpline or an online group that anyone in the country may use.",
            "authorities": "Leave empty when it does not matter where people live.",
            "joining": "What a new person has to do first.",
            "phone": "The number a new person should ring.",
            "email": "The address a new person should write to.",
            "web": "The page about this activity, rather than a front page.",
            "address_confidential": "For a refuge and the like: never on a map, never printed. "
            "People are told to ring.",
            "status": "“Temporarily closed” keeps it here but shows it to nobody.",
            "verified_on": "The day someone last made sure that all this is right.",
            "verify_by": "The day it should be checked again.",
            "owner": "Who is asked when the check is due.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = self.instance.confidential_reasons
        if reasons and "address_confidential" in self.fields:
            self.fields[
                "address_confidential"
            ].help_text = f"{confidential.note(reasons)} Take the tick away if it may be published."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        youngest, oldest = self.value("minimum_age"), self.value("maximum_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.complain("maximum_age", "The oldest age is below the youngest.")
        first, last = self.value("starts_on"), self.value("ends_on")
        if first and last and last < first:
            self.complain("ends_on", "The last day is before the first.")
        if self.value("cost") == Cost.AMOUNT and self.value("amount") is None:
            self.complain("amount", "Say how much it costs, or choose another kind of cost.")
        if self.value("cost") != Cost.AMOUNT and self.value("amount") is not None:
            self.complain("amount", "An amount needs the cost to be “A fixed amount”.")
        return data

    def value(self, name: str) -> Any:
        """What the entry will hold: as given, or as it is when this form does not ask for it."""
        if name in self.fields:
            return self.cleaned_data.get(name)
        return getattr(self.instance, name)

    def complain(self, name: str, message: str) -> None:
        """Beside the field, or above the form where the field is not asked for."""
        if name not in self.errors:
            self.add_error(name if name in self.fields else None, message)


class PlaceForm(forms.ModelForm[Place]):
    """Where it happens. The pin follows the postcode until someone moves it by hand."""

    class Meta:
        model = Place
        fields = [
            "name", "address", "town", "postcode", "point",
            "step_free", "hearing_loop", "toilet", "parking", "transport",
        ]  # fmt: skip
        labels = {
            "name": "Building",
            "address": "Street",
            "point": "Pin on the map",
            "step_free": "Step-free",
            "toilet": "Accessible toilet",
            "transport": "Getting there",
        }
        help_texts = {
            "name": "“St Denys Community Centre”.",
            "address": "Number and street.",
            "point": "Drag the pin to the door if the postcode is not close enough.",
            "step_free": "From the pavement to the room. “Not known” is better than a guess.",
            "hearing_loop": "One that is switched on and works.",
            "toilet": "A wheelchair can get in and turn.",
            "parking": "On site or just outside.",
            "transport": "“Bus 7 stops outside”.",
        }

    # what is typed may be longer than what is kept
    postcode = PostcodeField(
        max_length=20, required=False, help_text="The pin goes to the postcode by itself."
    )

    # What a given point is called when it is not the postcode's own
    pin_source = PointSource.PIN
    # May a postcode that the directory does not know be kept without a pin?
    unknown_postcode_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # what is to be said of a place that was accepted, in sentences
        self.remarks: list[str] = []

    def clean_point(self) -> Point | None:
        point: Point | None = self.cleaned_data.get("point")
        if point and "point" in self.changed_data and not points.is_inside(point):
            raise ValidationError("This pin is not in the United Kingdom.")
        return point

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        # The directory knows most postcodes. The pin by hand is for those that it does not.
        located = self.locate(data.get("postcode", ""))
        data["point"], self.instance.point_source = self.decide(data.get("point"), located)
        if not any(data.get(name) for name in ("name", "address", "town", "postcode", "point")):
            raise ValidationError("Say where this is: a building, a street or a postcode.")
        return data

    def locate(self, postcode: str) -> Point | None:
        if not postcode:
            return None
        try:
            return geocoding.locate_postcode(postcode).point
        except geocoding.GeocodingError as error:
            pinned = self.cleaned_data.get("point") or self.unknown_postcode_allowed
            if error.reason is geocoding.Reason.UNKNOWN and not pinned:
                self.add_error(
                    "postcode", f"{error} If it is right, place the pin on the map by hand."
                )
            return None

    def decide(self, pin: Point | None, located: Point | None) -> tuple[Point | None, str]:
        """The point to keep and where it came from."""
        changed = self.changed_data
        moved, readdressed = "point" in changed, "postcode" in changed
        if located is not None and (
            pin is None or same_spot(pin, located) or (readdressed and not moved)
        ):
            return located, PointSource.POSTCODE
        if pin is None:
            return None, ""
        if located and self.pin_source == PointSource.IMPORTED and points.is_far(pin, located):
            postcode = self.cleaned_data["postcode"]
            self.remarks.append(points.far_words(pin, located, postcode))
            return located, PointSource.POSTCODE
        return pin, self.pin_source if moved else self.instance.point_source or self.pin_source


def same_spot(one: Point, other: Point) -> bool:
    return abs(one.x - other.x) < SAME_SPOT and abs(one.y - other.y) < SAME_SPOT
