"""What can be sent to the page "Near you"."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.gis.geos import Point

from geography.towns import LONGEST_NAME, Town, find_town
from geography.vocabulary import PointSource
from recurrence.vocabulary import Weekday
from resources.models import Resource
from resources.near.rules import DEFAULT_MILES, FURTHEST, SHOWN, Filters
from resources.near.search import NEAREST

MILES = [1, 2, 5, 10, FURTHEST]
NO_TOWN = "We don’t know a town or village of that name. Try a larger one nearby."
NO_ENTRY = "This entry isn’t in the directory any more."
MOST_SECTIONS = 40
MOST_PAGES = 20

# Great Britain and Northern Ireland, the Isle of Man and the Channel Islands
WEST, SOUTH, EAST, NORTH = -9, 49, 2.2, 61


class FilterForm(forms.Form):
    """The filters, from the address: they say nothing about a person. (Words to search by could:
    they come by WordsForm.)"""

    FILTERS = ("miles", "day", "free", "step_free", "online", "ashore")

    miles = forms.TypedChoiceField(
        label="How far",
        choices=[(miles, f"within {miles} mile{'s'[: miles > 1]}") for miles in MILES],
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "Choose one of the distances in the list."},
    )
    day = forms.TypedChoiceField(
        label="Day",
        choices=[("", "any day"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose one of the days in the list."},
    )
    free = forms.BooleanField(label="free", required=False)
    step_free = forms.BooleanField(label="step-free", required=False)
    online = forms.BooleanField(label="online", required=False)
    ashore = forms.BooleanField(label="not across the water", required=False)
    # the number of a section, once for each time that more of it were asked for
    more = forms.TypedMultipleChoiceField(
        choices=[(number, number) for number in range(1, MOST_SECTIONS + 1)],
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "There are no more of these."},
    )
    # the number of the section to look at
    section = forms.TypedChoiceField(
        choices=[(number, number) for number in range(1, MOST_SECTIONS + 2)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "There are no more of these."},
    )

    @property
    def asks(self) -> bool:
        """Whether filters were sent at all."""
        return bool(self.data.keys() & set(self.FILTERS))

    def filters(self, words: str) -> Filters:
        """What was asked for; the default where that made no sense."""
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            words=words,
            miles=asked.get("miles") or DEFAULT_MILES,
            day=asked.get("day"),
            free=asked.get("free", False),
            step_free=asked.get("step_free", False),
            online=asked.get("online", False),
            ashore=asked.get("ashore", False),
        )

    def shown(self) -> list[int]:
        """How many places each section shows."""
        asked = self.cleaned_data.get("more", [])[:MOST_PAGES]
        numbers = range(1, max(asked, default=0) + 1)
        return [NEAREST * asked.count(number) or SHOWN for number in numbers]


class WordsForm(forms.Form):
    words = forms.CharField(
        label="Search",
        max_length=60,
        required=False,
        error_messages={
            "max_length": "Search by a word or two.",
            "null_characters_not_allowed": "Search by a word or two.",
        },
    )


class HomeForm(forms.Form):
    """A town by name, or a spot on the map, to look around instead of a postcode."""

    town = forms.CharField(
        label="The name of your town or village",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"max_length": "Use a shorter name."},
    )
    # one of the towns that the name could mean
    choice = forms.CharField(max_length=LONGEST_NAME, required=False)
    # back to the participant's own postcode
    own_postcode = forms.BooleanField(required=False)
    latitude = forms.FloatField(required=False, min_value=SOUTH, max_value=NORTH)
    longitude = forms.FloatField(required=False, min_value=WEST, max_value=EAST)

    # the towns that the name could mean, and what to say of that: no mistake, but a question back
    found: list[Town]
    answer: str = ""

    def __init__(self, data: Any = None, *, near: Callable[[Point], float] | None = None) -> None:
        super().__init__(data)
        self.near = near

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.found = []
        if data.get("own_postcode"):
            return data
        if self.has_error("latitude") or self.has_error("longitude"):
            raise forms.ValidationError("Choose a spot in the United Kingdom.", code="spot")
        if data.get("latitude") is not None and data.get("longitude") is not None:
            data["point"] = Point(data["longitude"], data["latitude"], srid=4326)
            data["source"] = PointSource.PIN
        elif data.get("choice"):
            self.clean_name(
                [town for town in find_town(data["choice"]) if town.name == data["choice"]]
            )
        elif not data.get("town") and not self.has_error("town"):
            self.add_error("town", "Write the name of a town or village.")
        elif not self.has_error("town"):
            self.clean_name(find_town(data.get("town", ""), near=self.near))
        return data

    def clean_name(self, found: list[Town]) -> None:
        """One town is taken; of several the person chooses."""
        if len(found) == 1:
            self.cleaned_data["point"], self.cleaned_data["source"] = (
                found[0].point,
                PointSource.TOWN,
            )
            return
        self.found = found
        self.answer = "Which one do you mean?" if found else NO_TOWN


class PostcodeForm(forms.Form):
    postcode = forms.CharField(
        max_length=20,
        error_messages={
            "required": "Write a full postcode, such as SO17 1BJ.",
            "max_length": "Write a full postcode, such as SO17 1BJ.",
            "null_characters_not_allowed": "Write a full postcode, such as SO17 1BJ.",
        },
    )


class WrongForm(forms.Form):
    """What is wrong with an entry."""

    resource = forms.UUIDField(error_messages={"required": NO_ENTRY, "invalid": NO_ENTRY})
    text = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Write a few words about what is wrong.",
            "max_length": "Say it in fewer words, up to 300 letters.",
        },
    )

    def clean_resource(self) -> Resource:
        try:
            return Resource.objects.get(pk=self.cleaned_data["resource"])
        except Resource.DoesNotExist:
            raise forms.ValidationError(NO_ENTRY) from None

    @property
    def problem(self) -> str:
        return next(str(error) for errors in self.errors.values() for error in errors)
