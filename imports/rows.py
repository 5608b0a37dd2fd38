"""From a row of somebody's file to an entry of ours, by a mapping. Knows no database."""

from collections.abc import Mapping

from imports import hours
from imports.columns import (
    COORDINATES,
    IN_BRACES,
    PLACE_FIELDS,
    PROVIDER_FIELDS,
    RESOURCE_FIELDS,
    ColumnMapping,
)
from resources.intake.entries import Entry
from resources.intake.values import tidy

Cells = Mapping[str, str]  # by the names of their columns


def reason_to_skip(cells: Cells, mapping: ColumnMapping) -> str:
    """Why the row is left out: "closed in 2017"; empty when it is not."""
    for column, reason in mapping.skip.items():
        value = cells[column].strip()
        if value:
            return reason.replace("{value}", value)
    return ""


def key(cells: Cells, mapping: ColumnMapping) -> str:
    """What tells this row from all others, however its spaces and capitals are."""
    parts = (" ".join(cells[column].split()).casefold() for column in mapping.id)
    return " | ".join(parts).replace("\0", "")[:200]


def to_entry(cells: Cells, mapping: ColumnMapping) -> Entry:
    values = {name: text_of(cells, given) for name, given in mapping.columns.items()}
    values = {**mapping.constants, **{name: text for name, text in values.items() if text}}
    entry = Entry(
        key=key(cells, mapping),
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
        add_hours(entry, cells, mapping)
    return entry


def text_of(cells: Cells, given: list[str] | str) -> str:
    """The text of one column, of several joined by commas, or of a sentence with columns in it."""
    if isinstance(given, str):
        return IN_BRACES.sub(lambda match: cells[match[1]].strip(), given)
    parts = (" ".join(cells[column].split()).strip(" ,") for column in given)
    return ", ".join(part for part in dict.fromkeys(parts) if part)


def add_hours(entry: Entry, cells: Cells, mapping: ColumnMapping) -> None:
    """Regular times from the day columns. What cannot be read stays as words, with a note."""
    entry.times = []
    unread = []
    for day, columns in mapping.hours.items():
        for column in columns:
            try:
                periods = hours.parse(cells[column])
            except hours.UnreadableHoursError:
                unread.append(f"{day.label} {' '.join(cells[column].split())}")
                continue
            entry.times += [
                {"weekday": day.value, "starts": starts, "ends": ends} for starts, ends in periods
            ]
    if unread:
        entry.notes.append(f"Opening hours not understood, kept as words: {', '.join(unread)}.")
        words = [entry.fields.get("when_text", ""), *unread]
        entry.fields["when_text"] = "; ".join(word for word in words if word)[:300]
