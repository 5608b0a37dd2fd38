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
from resources.intake import Entry, tidy

Row = Mapping[str, str]


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
