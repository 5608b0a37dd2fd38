"""From a row of somebody's file to an entry of ours, by a mapping. Knows no database."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from imports import asked, closed, fields, secrecy, when
from imports.cells import Cells, text_of
from imports.columns import PLACE_FIELDS, POINTS, PROVIDER_FIELDS, ColumnMapping
from imports.fields import Words
from resources.intake import status
from resources.intake.entries import Entry
from resources.intake.nothing import known
from resources.intake.text import plain

CONFIDENTIAL, ALSO = "address_confidential", "also"
# under which a sum stands
TOTAL = re.compile(r"(?:grand |sub ?-?)?totals?(?: \w+)?\W*", re.IGNORECASE)
# constants that are not the entry's own
ELSEWHERE = {*PROVIDER_FIELDS, *PLACE_FIELDS}
FEWEST = 3  # columns, of which one alone is no entry
# what several rows of an entry may say differently
DIFFER = {"cost_text", "phone", "email", "web", "ages", "description"}
# of a column of prices, beside one of what they are for: "3.50, session"
BARE_PRICE = re.compile(r"^(?=\d+(?:\.\d\d?)?, \D)")
# what a place is known by
TOLD_BY = (
    "place_name", "postcode", "address", "town", "latitude", "longitude", "easting", "northing",
    "coordinates",
)  # fmt: skip


def reason_to_skip(cells: Cells, mapping: ColumnMapping, today: dt.date | None = None) -> str:
    """Why the row is left out: "closed in 2017"; empty when it is not."""
    if not mapping.skip:
        return ""
    today = today or timezone.localdate()
    for column, reason in mapping.skip.items():
        value = cells[column].strip()
        if closed.is_closed(column, value, today):
            return reason.replace("{value}", value)
    return ""


def is_heading(cells: Cells, mapping: ColumnMapping) -> bool:
    """Nothing but a name, where the file has more to say: "ARTS", "Total: 12", "Source: ..."; or a
    total with its sums."""
    filled = [column for column in mapping.used_columns() if cells[column].strip()]
    named = mapping.columns.get("name", [])
    if len(mapping.used_columns()) < FEWEST or not set(filled) & set(named):
        return False
    sums = [cells[column].strip() for column in filled if column not in named]
    is_total = TOTAL.fullmatch(text_of(cells, mapping, "name")) and all(map(str.isdigit, sums))
    return len(filled) == 1 or bool(is_total)


def key(cells: Cells, mapping: ColumnMapping) -> str:
    """What tells this row from all others, however its spaces and capitals are."""
    parts = (" ".join(cells[column].split()).casefold() for column in mapping.id)
    return " | ".join(parts).replace("\0", "")[:200]


def to_entry(cells: Cells, mapping: ColumnMapping, more: Sequence[tuple[int, Cells]] = ()) -> Entry:
    """The entry in a row, with the times and places of further rows of it."""
    given = {name: text_of(cells, mapping, name) for name in mapping.columns}
    texts = {name: text for name, text in given.items() if text}
    together = [cells, *(others for _, others in more)]
    hidden = mapping.columns.get(CONFIDENTIAL, [])
    if isinstance(hidden, list) and (answer := secrecy.said(hidden, together)):
        texts[CONFIDENTIAL] = answer
    set_pound(texts, mapping)
    add_further(texts, [others for _, others in more], mapping)
    fixed = {name: str(value) for name, value in mapping.constants.items() if name in ELSEWHERE}
    said = Words()
    answer_questions(texts, mapping, said)
    entry = Entry(key=key(cells, mapping), provider={}, fields={}, notes=said.notes)
    entry.provider = fields.provider_fields(fixed | texts, said)
    where: list[int] = []
    if mapping.has_place:
        place = fields.place_fields(fixed | texts, said)
        entry.places = [place] if any(place.values()) else []
        where = add_places(entry.places, together, mapping, fixed, said) if more else []
    read = when.read(together, mapping, where if len(entry.places or []) > 1 else ())
    if read is not None:
        entry.times = read.times
        texts |= {"when_text": read.in_words()}
        said.notes += read.notes
    for at, (number, _) in enumerate(more, 1):
        if where and where[at] not in where[:at]:
            what = "its place and times are"
        elif times_of(together[at], mapping) != times_of(cells, mapping):
            what = "its times are"
        else:
            what = "what else it says is"
        said.notes.append(f"Row {number} is about the same: {what} with it.")
    said.kept += also_kept(cells, mapping)
    entry.fields = fields.resource_fields(texts, mapping.for_all, said)
    note_closed(entry, cells, mapping)
    if secrecy.is_withheld(together, mapping):
        entry.fields[CONFIDENTIAL] = True
    entry.categories = fields.listed(texts.get("interests", ""))
    entry.categories += secrecy.hints(together, mapping)
    return entry


def set_pound(texts: dict[str, str], mapping: ColumnMapping) -> None:
    """Before a bare price that has its words from another column."""
    if "cost_text" in texts and len(mapping.columns["cost_text"]) > 1:
        texts["cost_text"] = BARE_PRICE.sub("£", texts["cost_text"])


def note_closed(entry: Entry, cells: Cells, mapping: ColumnMapping) -> None:
    """What a status or its name says of whether it runs."""
    for column in mapping.skip:
        if closed.unknown_status(column, cells[column]):
            entry.notes.append(
                f"{column} “{cells[column]}” is not one that we know: see if it runs."
            )
    if said_so := status.by_name(entry.fields.get("name", "")):
        entry.fields.setdefault("status", said_so)
        closed_so = "Its name says that it is closed: so it is here, and nobody is shown it."
        entry.notes.append(closed_so)


def answer_questions(texts: dict[str, str], mapping: ColumnMapping, said: Words) -> None:
    """Put the meaning of a yes or no in its place; what stands beside a yes is kept in words."""
    for name in asked.QUESTIONS.keys() & texts.keys():
        written = texts.pop(name)
        meant, more = asked.answered(name, mapping.columns[name], written)
        texts |= {name: meant} if meant else {}
        if more:
            said.keep(", ".join(mapping.columns[name]), written)


def add_further(texts: dict[str, str], rows: Sequence[Cells], mapping: ColumnMapping) -> None:
    """What further rows of the entry say otherwise, beside what the first says: all is read
    together, so that a price of one time is not that of all."""
    for name in (DIFFER & mapping.columns.keys()) if rows else ():
        each = [texts.get(name, ""), *(text_of(cells, mapping, name) for cells in rows)]
        each = list(dict.fromkeys(filter(None, each)))
        if name == "cost_text" and len(each) > 1:
            each = [f"£{one}" if re.fullmatch(r"\d+(?:\.\d+)?", one) else one for one in each]
        if each:
            texts[name] = ("\n\n" if name == "description" else "; ").join(each)


def may_differ(cells: Cells, mapping: ColumnMapping) -> tuple[str, ...]:
    """What several rows of an entry may say differently, but for their place."""
    named = (text_of(cells, mapping, name) for name in sorted(DIFFER & mapping.columns.keys()))
    return (*times_of(cells, mapping), *(" ".join(text.casefold().split()) for text in named))


def times_of(cells: Cells, mapping: ColumnMapping) -> tuple[str, ...]:
    """The cells that say when."""
    named = [text_of(cells, mapping, name) for name in ("day", "starts", "ends", "when_text")]
    by_day = [cells[column] for columns in mapping.hours.values() for column in columns]
    return tuple(" ".join(text.split()) for text in (*named, *by_day))


def also_kept(cells: Cells, mapping: ColumnMapping) -> list[str]:
    """A paragraph for each column that no field of ours takes, under its own name."""
    given = mapping.columns.get(ALSO, [])
    columns = [] if isinstance(given, str) else given
    said = [(one, known(plain(cells[one]))) for one in columns]
    return [f"{label(one)}: {text}" for one, text in said if text]


def label(column: str) -> str:
    """ "Eligibility description" for "eligibility_description"."""
    spaced = " ".join(column.replace("_", " ").split()).strip(" :?")
    return spaced[:1].upper() + spaced[1:]


def add_places(
    places: list[dict[str, Any]],
    together: Sequence[Cells],
    mapping: ColumnMapping,
    fixed: dict[str, str],
    said: Words,
) -> list[int]:
    """Add those of the further rows of an entry, each once. Returns the number of each row's."""
    numbers = {place_key(together[0], mapping): 0}
    for cells in together[1:]:
        known = place_key(cells, mapping)
        if known in numbers:
            continue
        texts = {name: text_of(cells, mapping, name) for name in (*PLACE_FIELDS, *POINTS)}
        place = fields.place_fields(fixed | {n: text for n, text in texts.items() if text}, said)
        numbers[known] = len(places) if any(place.values()) else 0
        places += [place] if any(place.values()) else []
    return [numbers[place_key(cells, mapping)] for cells in together]


def place_key(cells: Cells, mapping: ColumnMapping) -> tuple[str, ...]:
    """What tells a place from another: its name and postcode; where there is none, its address."""
    name, postcode, *rest = (
        " ".join(text_of(cells, mapping, one).casefold().split()) for one in TOLD_BY
    )
    return (name, postcode.replace(" ", "")) if postcode else (name, *rest)
