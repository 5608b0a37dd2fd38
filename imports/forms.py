"""The two questions of an upload: which file, and which column means what."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from imports import columns
from imports.columns import ColumnMapping, MappingError
from preferences.models import Interest
from resources.vocabulary import Cost, Delivery, Joining, Weekday

LARGEST = 60_000_000  # bytes: a hundred thousand rows and more
NO_COLUMN = "–"
DAYS = tuple(str(day.label) for day in Weekday)
ONE_COLUMN = {
    "name": "Name of the activity",
    "provider": "Who runs it",
    "description": "Description",
    "town": "Town",
    "postcode": "Postcode",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "phone": "Phone",
    "email": "E-mail",
    "web": "Web address",
    "when_text": "When, in words",
    "cost_text": "About the cost",
    "minimum_age": "Youngest age",
    "maximum_age": "Oldest age",
    "step_free": "Step-free (yes or no)",
    "transport": "Getting there",
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="An Excel workbook (.xlsx), of which the first sheet is read, or a CSV file. Its "
        "first row names the columns.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    source = forms.CharField(
        label="Where it comes from",
        max_length=100,
        help_text="The same words each time: it is how a later file finds the entries of an "
        "earlier one, and how the columns are remembered.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError("The file is larger than 60 MB.")
        return file


class MatchForm(forms.Form):
    """Built for the columns of one file."""

    address = forms.MultipleChoiceField(
        label="Address", required=False, help_text="One or several columns, joined by commas."
    )
    id = forms.MultipleChoiceField(
        label="What tells one row from another",
        help_text="Columns that together are different in every row, and stay the same from one "
        "file to the next.",
        error_messages={"required": "Choose at least one column."},
    )
    skip = forms.ChoiceField(
        label="Leave out a row when this is filled",
        required=False,
        help_text="Such as “Closed on”.",
    )
    delivery = forms.MultipleChoiceField(
        label="How all of them happen",
        choices=Delivery.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    interests = forms.ModelMultipleChoiceField(
        label="What all of them are for",
        queryset=Interest.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cost = forms.ChoiceField(
        label="What they cost",
        choices=[choice for choice in Cost.choices if choice[0] != Cost.AMOUNT],
        initial=Cost.UNKNOWN,
    )
    joining = forms.ChoiceField(
        label="How to join", choices=Joining.choices, initial=Joining.CONTACT
    )

    def __init__(self, *args: Any, columns: list[str], source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        choices = [(column, column) for column in columns]
        for name, label in [*ONE_COLUMN.items(), *((day.lower(), day) for day in DAYS)]:
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("", NO_COLUMN), *choices],
                required=name in {"name", "provider"},
                error_messages={"required": "Say which column this is in."},
            )
        for name in ("address", "id", "skip"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", NO_COLUMN), *choices] if name == "skip" else choices
        order = ["name", "provider", "description", "address", "town", "postcode"]
        self.order_fields([*order, *(name for name in ONE_COLUMN if name not in order)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("latitude")) != bool(data.get("longitude")):
            self.add_error("longitude", "Latitude and longitude go together.")
        if not self.errors:
            try:
                self.mapping()
            except MappingError as error:
                raise ValidationError(str(error)) from error
        return data

    def content(self) -> dict[str, Any]:
        """What was chosen, as a mapping file would say it."""
        data = self.cleaned_data
        columns = {name: [data[name]] for name in ONE_COLUMN if data[name]}
        if data["address"]:
            columns["address"] = data["address"]
        return {
            "source": self.source,
            "id": data["id"],
            "columns": columns,
            "constants": {
                "delivery": data["delivery"],
                "interests": [interest.pk for interest in data["interests"]],
                "cost": data["cost"],
                "joining": data["joining"],
            },
            "hours": {day: [data[day.lower()]] for day in DAYS if data[day.lower()]},
            "skip": {data["skip"]: f"{data['skip']}: {{value}}"} if data["skip"] else {},
        }

    def mapping(self) -> ColumnMapping:
        return columns.from_content(self.content())


def initial_from(content: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """The form's first answers from an earlier mapping, for the columns that are still there."""
    here = set(columns)
    answers: dict[str, Any] = dict(content.get("constants", {}))
    given = {**content.get("columns", {}), **content.get("hours", {})}
    for name, wanted in given.items():
        known = [column for column in wanted if column in here]
        if known:
            answers[name.lower()] = known if name == "address" else known[0]
    answers["id"] = [column for column in content.get("id", []) if column in here]
    answers["skip"] = next((column for column in content.get("skip", {}) if column in here), "")
    return answers


def initial_from_guess(guessed: dict[str, list[str]]) -> dict[str, Any]:
    several = {"address", "id"}
    return {
        name: columns if name in several else columns[0]
        for name, columns in guessed.items()
        if columns
    }
