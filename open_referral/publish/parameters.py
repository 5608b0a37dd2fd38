"""What a caller may ask of a list: the standard's query parameters, as forms."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dateparse import parse_date, parse_datetime

from geography import geocoding
from recurrence.vocabulary import Weekday

MOST_PER_PAGE = 500
# a whole service is many times the size of a listed one
MOST_WHOLE_PER_PAGE = 100
DEFAULT_PER_PAGE = 50
# metres; further than any two places in the United Kingdom are apart
FURTHEST = 2_000_000
CLOCK = ["%H:%M", "%H:%M:%S", "%H:%MZ", "%H:%M:%SZ"]
DAYS = {
    spelling: day
    for day in Weekday
    for spelling in (day.label.upper(), day.label[:3].upper(), day.label[:2].upper())
}


class DayField(forms.CharField):
    """MO to SU as in iCalendar, or the English name; cleaned to 0 (Monday) to 6, or None."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).upper()
        if text and text not in DAYS:
            raise forms.ValidationError("Use MO, TU, WE, TH, FR, SA or SU.")
        return DAYS.get(text)


class MomentField(forms.CharField):
    """A date, or a date and time, as in ISO 8601; without an offset it is UTC."""

    def clean(self, value: Any) -> dt.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            # "+" arrives as a space from callers who do not encode it
            moment = parse_datetime(text.replace(" ", "+") if "T" in text else text)
            if moment is None and (day := parse_date(text)):
                moment = dt.datetime.combine(day, dt.time())
        except ValueError:
            moment = None
        if moment is None:
            raise forms.ValidationError("Use a date and time such as 2026-01-31T10:30:00Z.")
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class PageForm(forms.Form):
    page = forms.IntegerField(required=False, min_value=1)
    per_page = forms.IntegerField(required=False, min_value=1)

    def clean_page(self) -> int:
        return self.cleaned_data["page"] or 1

    def clean_per_page(self) -> int:
        return min(self.cleaned_data["per_page"] or DEFAULT_PER_PAGE, MOST_PER_PAGE)

    def filters(self) -> dict[str, Any]:
        """What narrows the list; what only cuts it into pages is left out."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and name not in ("page", "per_page", "full")
        }


class TermsForm(PageForm):
    taxonomy_id = forms.UUIDField(required=False)


class ServicesForm(PageForm):
    search = forms.CharField(required=False, max_length=200)
    taxonomy_term_id = forms.UUIDField(required=False)
    taxonomy_id = forms.UUIDField(required=False)
    minimum_age = forms.FloatField(required=False, min_value=0, max_value=150)
    maximum_age = forms.FloatField(required=False, min_value=0, max_value=150)
    start_time = forms.TimeField(required=False, input_formats=CLOCK)
    end_time = forms.TimeField(required=False, input_formats=CLOCK)
    day = DayField(required=False)
    modified_after = MomentField(required=False)
    full = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("full") and "per_page" in cleaned:
            cleaned["per_page"] = min(cleaned["per_page"], MOST_WHOLE_PER_PAGE)
        return cleaned


class ServicesAtLocationsForm(ServicesForm):
    postcode = forms.CharField(required=False, max_length=12)
    # metres
    proximity = forms.FloatField(required=False, min_value=0, max_value=FURTHEST)

    def clean_postcode(self) -> geocoding.Located | None:
        postcode = self.cleaned_data["postcode"]
        if not postcode:
            return None
        try:
            return geocoding.locate_postcode(postcode)
        except geocoding.GeocodingError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = cleaned.get("proximity") is not None
        if given and not cleaned.get("postcode") and "postcode" not in self.errors:
            self.add_error("proximity", "Give the postcode to measure from, too.")
        return cleaned
