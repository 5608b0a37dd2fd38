"""Everything the map takes in passes through here: the page's forms and the script's JSON alike."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from facilitation.json_forms import JSONForm
from mapping.changes import Change, MemberState
from mapping.rings import from_point, ring_at, settle, to_point
from mapping.vocabulary import (
    EVERYDAY_WORDS,
    RELATIONSHIPS,
    ChangeKind,
    ContactFrequency,
    NetworkType,
    Relationship,
    Ring,
    TieStatus,
    Work,
)

LONGEST_BATCH = 500
LONGEST_NAME = 40
BETWEEN_NAMES = re.compile(r"[,;\n\r]")
# the bidirectional classes of embeddings, overrides, isolates and their ends
TURN_ROUND = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def with_everyday_words(relationship: Relationship) -> str:
    """As offered: "Sibling (sister, brother)"."""
    said = EVERYDAY_WORDS.get(relationship)
    return f"{relationship.label} ({said})" if said else relationship.label


RELATIONSHIP_CHOICES: list[Any] = [
    ("", "Not said yet"),
    *(
        (group.label, [(r.value, with_everyday_words(r)) for r in members])
        for group, members in RELATIONSHIPS.items()
    ),
]


def plain(text: str) -> str:
    """One line without control characters, which no keyboard types and no database keeps, and
    without those that turn round the words after a name."""
    kept = (c for c in text if c.isspace() or not is_control(c))
    return " ".join("".join(kept).split())


def is_control(character: str) -> bool:
    turns_round = unicodedata.bidirectional(character) in TURN_ROUND
    return turns_round or unicodedata.category(character) in {"Cc", "Cs"}


class PlainCharField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class PlainLinesField(forms.CharField):
    """What is between commas, semicolons and ends of lines, each plain, on lines of its own."""

    def to_python(self, value: Any) -> str:
        parts = [plain(part) for part in BETWEEN_NAMES.split(value or "")]
        return "\n".join(part for part in parts if part)


Select = forms.Select({"class": "select"})


class MemberForm(forms.Form):
    """Someone on the map, as typed."""

    name: forms.CharField = PlainCharField(
        max_length=LONGEST_NAME,
        label="First name or nickname",
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": "Type a first name or a nickname.",
            "max_length": "Use 40 letters or fewer.",
        },
    )
    relationship = forms.ChoiceField(
        choices=RELATIONSHIP_CHOICES, required=False, label="Who is it?", widget=Select
    )
    ring = forms.TypedChoiceField(
        choices=[("", "Not placed yet"), *Ring.choices],
        coerce=int,
        empty_value=None,
        required=False,
        label="How important?",
        widget=Select,
        error_messages={"invalid_choice": "Choose one of the three circles."},
    )
    frequency = forms.ChoiceField(
        choices=[("", "Not said yet"), *ContactFrequency.choices],
        required=False,
        label="How often in touch?",
        widget=Select,
    )
    work = forms.MultipleChoiceField(choices=Work.choices, required=False, label="Helps with")
    tie_status = forms.ChoiceField(
        choices=[("", "Nothing to add"), *TieStatus.choices],
        required=False,
        label="For the facilitator",
        widget=Select,
    )

    def clean_work(self) -> list[str]:
        """In the vocabulary's order, so that the same choice is the same value."""
        return [work.value for work in Work if work in self.cleaned_data["work"]]


class NamesForm(MemberForm):
    """Whoever comes to mind: one name or several at once, each to the same place."""

    name: forms.CharField = PlainLinesField(
        max_length=5000,
        label="Add someone",
        error_messages={
            "required": "Type a first name or a nickname.",
            "max_length": "That is too much at once. Add them in parts.",
        },
    )

    def clean_name(self) -> list[str]:
        names: list[str] = self.cleaned_data["name"].split("\n")
        if any(len(name) > LONGEST_NAME for name in names):
            each = " for each name" if len(names) > 1 else ""
            raise ValidationError(f"Use {LONGEST_NAME} letters or fewer{each}.")
        return names

    def everyone(self) -> list[dict[str, Any]]:
        """The details of each."""
        return [{**self.cleaned_data, "name": name} for name in self.cleaned_data["name"]]


class NobodyForm(forms.Form):
    """Whether nobody helps with this kind of work."""

    work = forms.ChoiceField(choices=Work.choices)
    nobody = forms.BooleanField(required=False)


class StateForm(MemberForm):
    """A member as the page's script sends it: with a place, if they have one, and who it was in the
    map before."""

    x = forms.FloatField(min_value=0, max_value=1, required=False)
    y = forms.FloatField(min_value=0, max_value=1, required=False)
    previous = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """The ring is the fact: a place outside it is moved to the nearest one inside."""
        cleaned = super().clean() or self.cleaned_data
        if {"ring", "x", "y"} <= cleaned.keys():
            self.clean_place(cleaned)
        previous = cleaned.get("previous")
        cleaned["previous"] = str(previous) if previous else None
        return cleaned

    def clean_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned["ring"] is None:
            cleaned["x"] = cleaned["y"] = None
        elif cleaned["x"] is None or cleaned["y"] is None:
            self.add_error("ring", "Say where in the circle.")
        else:
            point = to_point(cleaned["x"], cleaned["y"])
            if ring_at(point) != cleaned["ring"]:
                point = settle(cleaned["ring"], point, [])
            cleaned["x"], cleaned["y"] = from_point(point)


class Shared(dict[str, forms.Field]):
    """Fields that no form changes, and that its forms need no copies of: every change of a map is
    three forms."""

    def __deepcopy__(self, memo: Any) -> "Shared":
        return self


class ChangeForm(forms.Form):
    """One change of one member. `before` and `after` are states; null: not on the map."""

    id = forms.UUIDField()
    member = forms.UUIDField()
    kind = forms.ChoiceField(choices=ChangeKind.choices)
    of = forms.UUIDField(required=False)

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.states = {side: data.get(side) for side in ("before", "after")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for side, state in self.states.items():
            cleaned[side] = self.clean_state(state)
        return cleaned

    def clean_state(self, state: Any) -> MemberState:
        if state is None:
            return None
        if not isinstance(state, dict):
            raise ValidationError("That change could not be read.")
        form = StateForm(state)
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        return dict(form.cleaned_data)

    def change(self) -> Change:
        return Change(**self.cleaned_data)


for form in (StateForm, ChangeForm):
    form.base_fields = Shared(form.base_fields)


class ChangesForm(JSONForm):
    """What the page's script posts: {"since": number it knows, "changes": [one or more]}."""

    since = forms.IntegerField(min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        changes = self.data.get("changes")
        if not isinstance(changes, list) or len(changes) > LONGEST_BATCH:
            raise ValidationError("Those changes could not be read.")
        self.forms = [ChangeForm(change if isinstance(change, dict) else {}) for change in changes]
        return cleaned

    def valid_changes(self) -> list[Change]:
        return [form.change() for form in self.forms if form.is_valid()]

    def refused(self) -> dict[str, str]:
        """For each change that is no good, by its id as sent: why, in plain words."""
        return {
            str(form.data.get("id")): " ".join(
                str(error) for errors in form.errors.values() for error in errors
            )
            for form in self.forms
            if not form.is_valid()
        }


class DroppedActivityForm(forms.Form):
    name = PlainCharField(
        max_length=60,
        label="Something you used to enjoy",
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": "Type what it was.",
            "max_length": "Use 60 letters or fewer.",
        },
    )


class ChosenTypeForm(forms.Form):
    """The facilitator's own judgement. Empty: the rule's answer holds."""

    chosen_type = forms.ChoiceField(
        choices=[("", "What the counts say"), *NetworkType.choices],
        required=False,
        label="I see it as",
        widget=Select,
    )
    reason = PlainCharField(
        max_length=500,
        required=False,
        label="Why?",
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={"max_length": "Use 500 letters or fewer."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("chosen_type") and not cleaned.get("reason"):
            self.add_error("reason", "Say in a few words why you see it differently.")
        return cleaned


def threshold(label: str, largest: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=largest,
        widget=forms.NumberInput({"class": "input input--short"}),
        error_messages={
            "required": "Type a number.",
            "invalid": "Type a whole number.",
            "min_value": "Type 0 or more.",
            "max_value": f"Type {largest} or less.",
        },
    )


class NetworkRuleForm(forms.Form):
    """The thresholds a manager may set; saving makes a new version."""

    diverse_family_weekly = threshold("Family members seen every week", 20)
    diverse_friends_weekly = threshold("Friends seen every week", 20)
    diverse_groups_monthly = threshold("Groups seen every month", 20)
    centred_weekly = threshold("Family and friends seen every week", 20)
    centred_percent = threshold("Out of every 100 family and friends", 100)
