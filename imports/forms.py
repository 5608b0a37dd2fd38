"""The questions of an upload: which file, how it is laid out, and which column means what."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from imports import columns, encodings
from imports.columns import ColumnMapping, MappingError
from imports.questions import DAYS, FOR_ALL, GROUPS, HELP, LABELS, MANY, TOGETHER
from imports.tables import Layout
from preferences.models import Interest
from resources.vocabulary import Cost, Delivery, Joining

LARGEST = 60_000_000  # bytes: a hundred thousand rows and more
NO_COLUMN = "–"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="File",
        help_text="A workbook (.xlsx, .xls, .ods) or a CSV file with the names of the columns "
        "above the rows.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv"}
        ),
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


class LayoutForm(forms.Form):
    """How the file is read, where our guess was wrong."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    header_row = forms.IntegerField(
        label="Row with the names of the columns",
        min_value=1,
        max_value=200,
        required=False,
        help_text="Empty: we look for it.",
    )
    encoding = forms.ChoiceField(
        label="Encoding",
        required=False,
        choices=[(name, encodings.NAMES[name]) for name in encodings.CHOICES],
    )

    def __init__(self, data: Any = None, *, layout: dict[str, Any]) -> None:
        # 0, where there is no such row
        super().__init__(data, initial=layout | {"header_row": layout.get("header_row") or None})
        sheets = layout.get("sheets", [])
        if len(sheets) > 1:
            self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
        if sheets:
            del self.fields["encoding"]

    def layout(self) -> Layout:
        data = self.cleaned_data
        other_sheet = "sheet" in self.changed_data
        row = 0 if other_sheet and "header_row" not in self.changed_data else data.get("header_row")
        return Layout(data.get("sheet", ""), row or 0, data.get("encoding", ""))


class MatchForm(forms.Form):
    """Built for the columns of one file."""

    provider_for_all = forms.CharField(
        label="Who runs all of them", max_length=200, required=False,
        help_text="Where no column says it, or where one is empty.",
    )  # fmt: skip
    delivery_for_all = forms.MultipleChoiceField(
        label="How all of them happen",
        choices=Delivery.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    interests_for_all = forms.ModelMultipleChoiceField(
        label="What all of them are for",
        queryset=Interest.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cost = forms.ChoiceField(
        label="What they cost",
        choices=[choice for choice in Cost.choices if choice[0] != Cost.AMOUNT],
        initial=Cost.UNKNOWN,
        help_text="“Not known”: what the column for the cost says, if there is one.",
    )
    joining_for_all = forms.ChoiceField(
        label="How to join", choices=Joining.choices, initial=Joining.CONTACT
    )

    def __init__(
        self,
        *args: Any,
        columns: list[str],
        source: str,
        sample: list[dict[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.sample, self.columns = source, sample or [], columns
        choices = [(column, column) for column in columns]
        for name, label in LABELS.items():
            kind: Any = forms.MultipleChoiceField if name in MANY else forms.ChoiceField
            self.fields[name] = kind(
                label=label,
                choices=choices if name in MANY else [("", NO_COLUMN), *choices],
                required=name in {"name", "id"},
                help_text=HELP.get(name, ""),
                error_messages={"required": REQUIRED.get(name, "")},
            )

    def groups(
        self,
    ) -> Iterator[tuple[str, list[tuple[Any, list[str]]], list[tuple[Any, list[str]]]]]:
        """By heading: the fields with what the first rows say, those that are answered and the
        rest."""
        for heading, names in GROUPS.items():
            fields = [(self[name], self.examples(name)) for name in names]
            answered = [
                one for one in fields if one[0].value() or one[0].errors or is_needed(one[0])
            ]
            yield heading, answered, [one for one in fields if one not in answered]

    def for_all(self) -> list[Any]:
        names = (
            "provider_for_all",
            "delivery_for_all",
            "interests_for_all",
            "cost",
            "joining_for_all",
        )
        return [self[name] for name in names]

    def examples(self, name: str) -> list[str]:
        """What the first rows say under the column that is chosen."""
        chosen = self[name].value() or []
        return examples_of(self.sample, [chosen] if isinstance(chosen, str) else chosen)

    def unused(self) -> list[str]:
        """The columns of the file that nothing is made of."""
        used: set[str] = set()
        for name in LABELS:
            value = self[name].value() or []
            used.update([value] if isinstance(value, str) else value)
        return [column for column in self.columns if column not in used]

    def clean_id(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["id"]
        shared = {self.data.get(self.add_prefix(name)) for name in ("postcode", "town", "provider")}
        shared.discard(self.data.get(self.add_prefix("name")))
        if set(chosen) <= shared:
            raise ValidationError(
                "Several entries may share these: a postcode alone tells nothing apart. "
                "Add the name."
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("provider") and not data.get("provider_for_all"):
            self.add_error("provider", "Say which column this is in, or type who runs all of them.")
        for one, other in TOGETHER:
            if bool(data.get(one)) != bool(data.get(other)):
                self.add_error(other, f"{LABELS[one]} and {LABELS[other].lower()} go together.")
        if not self.errors:
            try:
                self.mapping()
            except MappingError as error:
                raise ValidationError(str(error)) from error
        return data

    def content(self) -> dict[str, Any]:
        """What was chosen, as a mapping file would say it."""
        data = self.cleaned_data
        days = {day.lower() for day in DAYS}
        columns: dict[str, Any] = {
            name: data[name] if isinstance(data[name], list) else [data[name]]
            for name in LABELS
            if data[name] and name not in {*days, "id", "skip", "name_detail"}
        }
        if data["name_detail"]:
            columns["name"] += [data["name_detail"]]
        constants = {name: data[f"{name}_for_all"] for name in ("delivery", "joining")}
        constants |= {
            "interests": [interest.pk for interest in data["interests_for_all"]],
            "cost": data["cost"],
        }
        if data["provider_for_all"]:
            constants["provider"] = data["provider_for_all"]
        return {
            "source": self.source,
            "id": data["id"],
            "columns": columns,
            "constants": constants,
            "hours": {day: data[day.lower()] for day in DAYS if data[day.lower()]},
            "skip": {column: f"{column}: {{value}}" for column in data["skip"]},
        }

    def mapping(self) -> ColumnMapping:
        return columns.from_content(self.content())


REQUIRED = {"name": "Say which column this is in.", "id": "Choose at least one column."}


def is_needed(field: Any) -> bool:
    return field.name in {"name", "provider", "id"}


def examples_of(sample: list[dict[str, str]], columns: list[str]) -> list[str]:
    """The first three different values."""
    found = (", ".join(filter(None, (row.get(one, "") for one in columns))) for row in sample)
    return list(dict.fromkeys(" ".join(text.split())[:60] for text in found if text))[:3]


def initial_from(content: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """The form's first answers from an earlier mapping, for the columns that are still there."""
    here = set(columns)
    answers: dict[str, Any] = {
        f"{name}_for_all" if name in {*FOR_ALL, "provider"} else name: value
        for name, value in content.get("constants", {}).items()
    }
    given = {**content.get("columns", {}), **content.get("hours", {})}
    for name, wanted in given.items():
        known = [column for column in wanted if column in here]
        if known:
            answers[name.lower()] = known if name.lower() in MANY else known[0]
            if name == "name" and len(known) > 1:
                answers["name_detail"] = known[1]
    answers["id"] = [column for column in content.get("id", []) if column in here]
    skip = [column for column in content.get("skip", {}) if column in here]
    return answers | ({"skip": skip} if skip else {})


def initial_from_guess(guessed: dict[str, list[str]]) -> dict[str, Any]:
    answers: dict[str, Any] = {
        name: columns if name in MANY else columns[0]
        for name, columns in guessed.items()
        if columns
    }
    answers["delivery_for_all"] = [likely_delivery(guessed)]
    return answers


def likely_delivery(guessed: dict[str, list[str]]) -> str:
    where = {"address", "postcode", "place_name", "latitude", "easting", "coordinates", "town"}
    if where & guessed.keys():
        return Delivery.PLACE
    return Delivery.PHONE if "phone" in guessed or "web" not in guessed else Delivery.ONLINE
