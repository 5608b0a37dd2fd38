"""From a row of somebody's file to an entry of ours, by a mapping. Knows no database."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from facilitation.vocabulary import Condition, Gender
from resources.importing import hours
from resources.importing.entries import Entry
from resources.importing.mapping import (
    COORDINATES,
    IN_BRACES,
    PLACE_FIELDS,
    PROVIDER_FIELDS,
    RESOURCE_FIELDS,
    ColumnMapping,
)
from resources.vocabulary import Cost, Delivery, Joining, Known, Status

Row = Mapping[str, str]

# Several values in one cell
SEPARATORS = re.compile(r"[;|,]")
SEVERAL = {"interests", "delivery", "genders", "conditions", "authorities"}
CHOICES = {
    "delivery": Delivery, "cost": Cost, "joining": Joining, "status": Status,
    "genders": Gender, "conditions": Condition,
    "step_free": Known, "hearing_loop": Known, "toilet": Known, "parking": Known,
}  # fmt: skip
YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}
# A phone number that Excel took for a number lost its nought.
CUT_SHORT = re.compile(r"[1-9][0-9]{9}")
# "Bude Library <bude@example.org>", as mail programs write an address
ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")


def reason_to_skip(row: Row, mapping: ColumnMapping) -> str:
    """Why the row is left out: "closed in 2017"; empty when it is not."""
    for column, reason in mapping.skip.items():
        value = row[column].strip()
        if value:
            return reason.replace("{value}", value)
    return ""


def key(row: Row, mapping: ColumnMapping) -> str:
    """What tells this row from all others, however its spaces and capitals are."""
    parts = (" ".join(row[column].split()).casefold() for column in mapping.id)
    return " | ".join(parts).replace("\0", "")[:200]


def to_entry(row: Row, mapping: ColumnMapping) -> Entry:
    values = {name: found(row, wanted) for name, wanted in mapping.columns.items()}
    values = {**mapping.constants, **{name: text for name, text in values.items() if text}}
    entry = Entry(
        source=mapping.source,
        key=key(row, mapping),
        provider={
            ours: str(values[name]) for name, ours in PROVIDER_FIELDS.items() if name in values
        },
        fields={name: tidy(name, values[name]) for name in RESOURCE_FIELDS if name in values},
    )
    if mapping.has_place:
        place = {
            ours: tidy(name, values[name]) for name, ours in PLACE_FIELDS.items() if name in values
        }
        if set(values) >= COORDINATES:
            place["point"] = f"SRID=4326;POINT({values['longitude']} {values['latitude']})"
        entry.places = [place] if any(place.values()) else []
    if mapping.hours:
        add_hours(entry, row, mapping)
    return entry


def found(row: Row, wanted: list[str] | str) -> str:
    """The text of one column, of several joined by commas, or of a sentence with columns in it."""
    if isinstance(wanted, str):
        return IN_BRACES.sub(lambda match: row[match[1]].strip(), wanted)
    parts = (" ".join(row[column].split()).strip(" ,") for column in wanted)
    return ", ".join(part for part in dict.fromkeys(parts) if part)


def tidy(name: str, value: Any) -> Any:
    """A value as the directory's forms take it."""
    if name in SEVERAL:
        parts = value if isinstance(value, list) else SEPARATORS.split(str(value))
        return [choice(name, str(part).strip()) for part in parts if str(part).strip()]
    if name in {"phone", "provider_phone"} and CUT_SHORT.fullmatch(str(value)):
        return f"0{value}"
    if name == "email":
        address = ADDRESS.search(str(value))
        return address[0].rstrip(".") if address else value
    return choice(name, value) if name in CHOICES else value


def choice(name: str, text: Any) -> Any:
    """The choice that `text` names by its value or by its words, or the text as it is."""
    if name == "interests":
        return slugify(text)
    choices = CHOICES.get(name)
    if choices is None:
        return text
    plain = str(text).strip().casefold()
    if choices is Known:
        return Known.YES if plain in YES else Known.NO if plain in NO else Known.NOT_KNOWN
    for value, label in choices.choices:
        if plain in {value.casefold(), str(label).casefold()}:
            return value
    return text


def add_hours(entry: Entry, row: Row, mapping: ColumnMapping) -> None:
    """Regular times from the day columns. What cannot be read stays as words, with a note."""
    entry.times = []
    unread = []
    for day, columns in mapping.hours.items():
        for column in columns:
            try:
                periods = hours.parse(row[column])
            except hours.UnreadableHoursError:
                unread.append(f"{day.label} {' '.join(row[column].split())}")
                continue
            entry.times += [
                {"weekday": day.value, "starts": starts, "ends": ends} for starts, ends in periods
            ]
    if unread:
        entry.notes.append(f"Opening hours not understood, kept as words: {', '.join(unread)}.")
        words = [entry.fields.get("when_text", ""), *unread]
        entry.fields["when_text"] = "; ".join(word for word in words if word)[:300]
