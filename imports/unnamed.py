"""A table without a row of names: its columns are called by what they hold. No database."""

import re
from collections.abc import Callable, Sequence

from geography.towns import by_name, plain
from imports.contents import is_postcode
from imports.problems import FEWEST
from recurrence.text import read_text
from resources import telephones

Cells = Sequence[str]
Holds = Callable[[str], bool]

LOOKED_AT = 30  # rows
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|net|info)(?:/\S*)?", re.I
)
PRICE = re.compile(r"£ ?\d+(?:\.\d\d)?(?: .*)?|\d+p|free(?: .*)?", re.IGNORECASE)
STREET = re.compile(
    r"\b(?:road|street|lane|avenue|close|drive|way|square|terrace|crescent|gardens|hill|rd|st|ave)\b",
    re.IGNORECASE,
)
DEGREES = re.compile(r"-?\d{1,2}\.\d{3,}")
ORGANISATION = re.compile(
    r"\b(?:council|trust|charity|association|society|church|cic|cio|ltd|limited|nhs|foundation"
    r"|community|partnership|age uk|mind|u3a|library|leisure|centre|team|services?)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"[^\W\d_]{3}")
LONG = 60  # characters: a description
# the kinds by which a row is known for an entry: no column is called like one
OF_ENTRIES: dict[str, Holds] = {
    "Postcode": is_postcode,
    "E-mail": lambda text: bool(E_MAIL.fullmatch(text)),
    "Telephone": lambda text: not NAMES.search(text) and bool(telephones.read(text).numbers),
}
# A column is called by the first that most of it is.
KINDS: dict[str, Holds] = {
    **OF_ENTRIES,
    "Website": lambda text: bool(WEB.fullmatch(text)),
    "Latitude": lambda text: bool(DEGREES.fullmatch(text)) and 49 <= float(text) <= 61,
    "Longitude": lambda text: bool(DEGREES.fullmatch(text)) and -9 <= float(text) <= 3,
    "Days and times": lambda text: bool(read_text(text).times),
    "Cost": lambda text: bool(PRICE.fullmatch(text)),
    "Town": lambda text: plain(text) in by_name(),
    "Address": lambda text: bool(STREET.search(text)) and len(text) < LONG * 2,
    "Description": lambda text: len(text) > LONG,
}


def first_entry(rows: Sequence[Cells], at: int) -> int | None:
    """Where the row at `at`, from 0, that was to name the columns is an entry: the number of the
    first entry, from 0. A postcode, telephone or e-mail stands in it, and under it another."""
    if not is_entry(rows, at):
        return None
    while at and sum(map(bool, rows[at - 1])) >= FEWEST and is_entry(rows, at - 1):
        at -= 1
    return at


def is_entry(rows: Sequence[Cells], at: int) -> bool:
    below = [row for row in rows[at + 1 : at + 1 + LOOKED_AT] if any(row)]
    return any(
        holds(cell.strip())
        and (not below or any(column < len(row) and holds(row[column].strip()) for row in below))
        for holds in OF_ENTRIES.values()
        for column, cell in enumerate(rows[at])
        if cell.strip()
    )


def names(rows: Sequence[Cells]) -> list[str]:
    """A name for each column; empty where nothing tells. Two of one kind have the same."""
    rows = rows[:LOOKED_AT]
    columns = [
        [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        for at in range(max(map(len, rows)))
    ]
    found = [kind_of(cells) for cells in columns]
    named = [at for at, cells in enumerate(columns) if not found[at] and most(cells, NAMES.search)]
    if named:
        found[named[0]] = "Name"
    runs = next((at for at in named[1:] if most(columns[at], ORGANISATION.search)), None)
    if runs is not None:
        found[runs] = "Organisation"
    return found


def kind_of(cells: Cells) -> str:
    return next((name for name, holds in KINDS.items() if most(cells, holds)), "")


def most(cells: Cells, holds: Callable[[str], object]) -> bool:
    return sum(1 for cell in cells if holds(cell)) * 2 > len(cells)
