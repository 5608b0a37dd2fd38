"""Places and times inside an entry, and the map on which a place's pin is put."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.widgets import Media, Script
from django.http import HttpRequest
from leaflet.admin import LeafletGeoAdminMixin
from leaflet.forms.widgets import LeafletWidget

from facilitation.inlines import FewForms
from resources.forms.entries import PlaceForm
from resources.forms.times import ScheduleForm
from resources.models import Place, Resource, Schedule
from resources.stale_parts import MergingFormSet
from resources.vocabulary import Delivery


def module(path: str) -> Any:
    """A script that is a module."""
    return Script(path, type="module")


class PinWidget(LeafletWidget):  # type: ignore[misc]
    """A map with one pin. The pin goes to the postcode beside it, and can be dragged from there."""

    @property
    def media(self) -> Media:
        return Media(
            css={"screen": ["leaflet/leaflet.css", "resources/map.css", "resources/admin/pin.css"]},
            js=["leaflet/leaflet.js", module("resources/admin/pin.js")],
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["can_search"] = bool(settings.GENIE_NOMINATIM_URL)
        return context


class AreaWidget(PinWidget):
    """A map on which an area is drawn."""

    template_name = "resources/admin/area.html"

    @property
    def media(self) -> Media:
        draw = Media(
            css={"screen": ["leaflet/draw/leaflet.draw.css"]},
            js=["leaflet/draw/leaflet.draw.js", module("resources/admin/area.js")],
        )
        return super().media + draw


class NameWidget(forms.TextInput):
    """A name, beside which entries of much the same name are told."""

    template_name = "resources/admin/similar.html"

    @property
    def media(self) -> Media:
        return Media(js=[module("resources/admin/similar.js")])


class PlaceFormSet(MergingFormSet):
    def clean(self) -> None:
        """At a place means that there is one, unless its address is nobody's business."""
        super().clean()
        entry = self.instance
        if Delivery.PLACE not in (entry.delivery or []) or entry.address_confidential:
            return
        kept = [
            form
            for form in self.forms
            if form.has_changed() or (form.instance.pk and not form.instance._state.adding)
            if not (self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]
        ]
        if not kept:
            raise ValidationError(
                "This happens at a place: add the place, or take the tick from “At a place”."
            )


class PlaceInline(FewForms, LeafletGeoAdminMixin, admin.StackedInline[Place, Resource]):  # type: ignore[misc]
    model = Place
    form = PlaceForm
    formset = PlaceFormSet
    widget = PinWidget
    map_template = "resources/admin/pin.html"
    verbose_name_plural = "Where"
    readonly_fields = ["where_from"]
    fieldsets = [
        (None, {"fields": [("postcode", "town"), ("name", "address")]}),
        (None, {"fields": ["point", "where_from"]}),
        (
            "Getting in",
            {"fields": [("step_free", "hearing_loop"), ("toilet", "parking"), "transport"]},
        ),
    ]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    @admin.display(description="The pin comes from")
    def where_from(self, place: Place) -> str:
        return str(place.get_point_source_display()) or "no pin yet"


class WhenWidget(forms.TextInput):
    """Words about when, and a button that reads the times in them into the form."""

    template_name = "resources/admin/when.html"

    @property
    def media(self) -> Media:
        return Media(
            css={"screen": ["resources/admin/when.css"]}, js=[module("resources/admin/when.js")]
        )


class ScheduleFormSet(MergingFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """A time may be at one of the entry's own places."""
        return {**super().get_form_kwargs(index), "resource": self.instance}

    # A place that is taken away takes its times with it, those changed in the same go, too.

    def save_new(self, form: Any, commit: bool = True) -> Schedule:
        if not is_gone(form):
            super().save_new(form, commit=commit)
        made: Schedule = form.instance
        return made

    def save_existing(self, form: Any, obj: Schedule, commit: bool = True) -> Schedule:
        if not is_gone(form):
            super().save_existing(form, obj, commit=commit)
        return obj


def is_gone(form: forms.ModelForm[Schedule]) -> bool:
    place = form.cleaned_data.get("place")
    return place is not None and not Place.objects.filter(pk=place.pk).exists()


class ScheduleInline(FewForms, admin.StackedInline[Schedule, Resource]):
    model = Schedule
    form = ScheduleForm
    formset = ScheduleFormSet
    extra = 0
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("interval", "frequency", "weekday", "week", "day_of_month"),
                    ("starts", "ends", "place"),
                ]
            },
        ),
        (
            "Dates, months and exceptions",
            {
                "classes": ["collapse"],
                # (in a pair, one with an error would stay folded away)
                "fields": ["starts_on", "ends_on", "months", "exceptions", "as_written"],
            },
        ),
    ]
    verbose_name = "regular time"
    verbose_name_plural = "When: regular times"
