"""A form that was opened before somebody else saved: it says what changed, and asks."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.core.exceptions import ValidationError
from django.db import connection

from geography import points
from resources.forms.entries import ResourceForm
from resources.history import phrases, replay
from resources.history.replay import State
from resources.models import Resource


def version(resource: Resource) -> str:
    """For a form to carry: what tells the entry from itself after a save, and when it was read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    return f"{resource.updated_at.isoformat()} {now.isoformat()}"


def is_stale(resource: Resource, seen: str) -> bool:
    return seen.partition(" ")[0] != resource.updated_at.isoformat()


def changed_since(resource: Resource, seen: str) -> tuple[State, State] | None:
    """The entry when that version was read, and now; None where nothing is known of it."""
    try:
        moment = dt.datetime.fromisoformat(seen.partition(" ")[2])
    except ValueError:
        return None
    past = replay.changes(resource.pk)
    before = [change for change in past if change.at <= moment]
    if not past or len(before) == len(past):
        return None
    return before[-1].after if before else past[0].before, past[-1].after


def initial(state: State) -> dict[str, Any]:
    """What a form shows of the entry as it was then."""
    if state.entry is None:
        return {}
    entry = Resource(**state.entry)
    names = {*ResourceForm.Meta.fields, "area"} - {"interests", "authorities"}
    keys = {part: [key for (key,) in state.parts[part]] for part in ("interests", "authorities")}
    return forms.model_to_dict(entry, fields=names) | keys


def text_of(pieces: list[phrases.Piece]) -> str:
    return "".join(piece.text for piece in pieces)[:200]


class EntryForm(ResourceForm):
    """The curators' form. It carries the version that it was opened with."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.updated_at and not self.instance._state.adding:
            self.initial["seen"] = version(self.instance)

    def clean_area(self) -> MultiPolygon | None:
        area: MultiPolygon | None = self.cleaned_data["area"]
        if area is not None and area.empty:
            raise ValidationError("This area has no corners: draw it again.")
        if area and "area" in self.changed_data:
            if not area.valid:
                raise ValidationError("The lines of the area cross each other: draw it again.")
            if not points.is_inside(area.centroid):
                raise ValidationError("This area is not in the United Kingdom.")
        return area

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("seen") and not self.instance._state.adding:
            # nobody else saves while this is looked at and saved
            now = Resource.objects.select_for_update().filter(pk=self.instance.pk).first()
            if now and is_stale(now, data["seen"]):
                self.ask(now, data["seen"])
        return data

    def ask(self, now: Resource, seen: str) -> None:
        """Refuse once, with what was typed kept, and theirs where nothing was; saving again
        overwrites."""
        again = self.data.copy()  # type: ignore[attr-defined]  # what was posted
        states = changed_since(now, seen)
        if states:
            self.take_theirs(again, *map(initial, states))
            # for its places and times: `stale_parts`
            self.instance.saved_meanwhile = states  # type: ignore[attr-defined]
        told = [
            f"{one.label}: “{text_of(one.before)}” is now “{text_of(one.after)}”."
            for one in (phrases.differences(*states) if states else [])
        ]
        again[self.add_prefix("seen")] = version(now)
        if now.address_confidential:
            # to be taken away by a hand that knows
            again[self.add_prefix("address_confidential")] = "on"
        self.data = again
        question = (
            "Somebody saved this while you were at it. What you typed is kept below; save again to "
            "put it in the place of theirs. What you left as it was is as they have it now:"
        )
        self.add_error(None, ValidationError([question, *told]))

    def take_theirs(self, again: Any, before: dict[str, Any], now: dict[str, Any]) -> None:
        """Put into `again` what they changed and this window did not."""
        for name in now.keys() & self.fields.keys():
            field, key = self.fields[name], self.add_prefix(name)
            typed = field.widget.value_from_datadict(self.data, self.files, key)
            if field.has_changed(before.get(name), typed):
                continue
            put(again, key, field, now[name])


def put(posted: Any, key: str, field: forms.Field, value: Any) -> None:
    """Into what was posted, as the field would post it."""
    # the admin puts buttons around some
    widget: Any = getattr(field.widget, "widget", field.widget)
    drawn = isinstance(value, GEOSGeometry)
    shown = value.geojson if drawn else widget.format_value(field.prepare_value(value))
    if isinstance(value, bool):
        shown = ["on"] if value else []
    if isinstance(shown, (list, tuple)):
        posted.setlist(key, shown)
    else:
        posted[key] = "" if shown is None else shown
