"""Fields that several forms ask for, each with what is said when it is wrong."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from geography import postcodes

OLDEST = 120  # years


def text(
    label: str, longest: int, hint: str = "", *, missing: str = "", lines: int = 1, **options: Any
) -> forms.CharField:
    """Text of at most `longest` letters; needed where something is said of it `missing`."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        widget=forms.Textarea({"class": "textarea", "rows": lines})
        if lines > 1
        else forms.TextInput({"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": missing,
            "max_length": f"Write no more than {longest:,} letters.",
        },
        **options,
    )


def email_field(label: str, hint: str = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=hint,
        max_length=254,
        required=False,
        widget=forms.EmailInput({"class": "input", "autocomplete": "off"}),
        error_messages={"invalid": "Write an e-mail address, such as name@example.org."},
    )


WRONG_DAY = "Write a date, such as 26/02/2027."
WRONG_TIME = "Write a time, such as 14:00."


def day_field(
    label: str, *, required: bool = False, wrong: str = WRONG_DAY, **options: Any
) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput({"class": "input input--short", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": wrong, "invalid": wrong},
        **options,
    )


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput({"class": "input input--short", "type": "time"}, format="%H:%M"),
        error_messages={"invalid": WRONG_TIME},
    )


def ticks(label: str, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class PostcodeField(forms.CharField):
    """A whole postcode, spaced as the directory writes it; or nothing."""

    widget = forms.TextInput(
        attrs={"class": "input input--short", "autocomplete": "off", "autocapitalize": "off"}
    )
    wrong = "Write a full postcode, such as SO17 1BJ."

    def __init__(self, **options: Any) -> None:
        messages = {"max_length": self.wrong}
        super().__init__(max_length=20, required=False, error_messages=messages, **options)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return postcodes.spaced(postcodes.parse(typed))
        except postcodes.MalformedPostcodeError as error:
            asked = f"Did you mean {error.meant}?" if error.meant else ""
            raise ValidationError(asked or self.wrong) from None


class YearOfBirthField(forms.IntegerField):
    """The year of somebody who is alive; or nothing."""

    widget = forms.TextInput(
        attrs={"class": "input input--year", "inputmode": "numeric", "autocomplete": "off"}
    )

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": "Write the year with four digits, such as 1948."}
        super().__init__(required=False, error_messages=messages, **options)

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        this_year = timezone.localdate().year
        if year is not None and not this_year - OLDEST <= year <= this_year:
            raise ValidationError(f"Write a year between {this_year - OLDEST} and {this_year}.")
        return year
