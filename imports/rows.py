"""From a row of somebody's file to an entry of ours, by a mapping. Knows no database."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from imports import fields, secrecy, when
from imports.cells import Cells, text_of
from imports.closed import is_closed
from imports.columns import PLACE_FIELDS, PROVIDER_FIELDS, ColumnMapping
from imports.fields import Words
from resources.intake.entries import Entry

CONFIDENTIAL = "address_confidential"
# constants that are not the entry's own
ELSEWHERE = {*PROVIDER_FIELDS, *PLACE_FIELDS}


def reason_to_skip(cells: Cells, mapping: ColumnMapping, today: dt.date | None = None) -> str:
    """Why the row is left out: "closed in 2017"; empty when it is not."""
    if not mapping.skip:
        return ""
    today = today or timezone.localdate()
    for column, reason in mapping.skip.items():
        value = cells[column].strip()
        if is_closed(column, value, today):
            return reason.replace("{value}", value)
    return ""


def key(cells: Cells, mapping: ColumnMapping) -> str:
    """What tells this row from all others, however its spaces and capitals are."""
    parts = (" ".join(cells[column].split()).casefold() for column in mapping.id)
    return " | ".join(parts).replace("\0", "")[:200]


def to_entry(cells: Cells, mapping: ColumnMapping, more: Sequence[tuple[int, Cells]] = ()) -> Entry:
    """The entry in a row, with the times of further rows of it."""
    given = {name: text_of(cells, mapping, name) for name in mapping.columns}
    texts = {name: text for name, text in given.items() if text}
    if CONFIDENTIAL in texts:
        texts[CONFIDENTIAL] = secrecy.said(mapping.columns[CONFIDENTIAL], texts[CONFIDENTIAL])
    fixed = {name: str(value) for name, value in mapping.constants.items() if name in ELSEWHERE}
    said = Words()
    entry = Entry(key=key(cells, mapping), provider={}, fields={}, notes=said.notes)
    entry.provider = fields.provider_fields(fixed | texts, said)
    if mapping.has_place:
        place = fields.place_fields(fixed | texts, said)
        entry.places = [place] if any(place.values()) else []
    read = when.read([cells, *(others for _, others in more)], mapping)
    if read is not None:
        entry.times = read.times
        texts |= {"when_text": read.in_words()}
        said.notes += read.notes
    said.notes += [f"Row {number} is about the same: its times are with it." for number, _ in more]
    entry.fields = fields.resource_fields(texts, mapping.for_all, said)
    entry.categories = fields.listed(texts.get("interests", ""))
    return entry
