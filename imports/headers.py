"""Which row of a table names its columns, and what they are called. Knows no database."""

import re
from collections import Counter
from collections.abc import Sequence

from imports import guess
from imports.column_names import tidy
from imports.problems import FEWEST, LONGEST_NAME, FileError

# a title, a note, an empty row: so far down the names may stand
DEEPEST = 30
# what the lists of a published directory have that are not of services
PARENTS, TERMS = {"parent id", "parent name"}, {"taxonomy", "taxonomy id", "term", "vocabulary"}
LEGAL = {"tax status", "tax id", "legal status", "year incorporated"}
PLACES = {"postcode", "postal code", "address", "address 1", "location id", "service id"}

# what stands under names instead of an entry, as survey tools and published tables have it
UNITS = {
    "degree", "degrees", "deg", "decimal degrees", "metre", "metres", "meters", "m", "km", "miles",
    "£", "gbp", "pound", "pounds", "pence", "p", "%", "percent", "per cent", "year", "years", "yrs",
    "months", "weeks", "days", "hour", "hours", "hrs", "minutes", "mins", "people", "number", "no",
    "#", "n", "count", "text", "free text", "string", "varchar", "integer", "int", "float",
    "decimal", "numeric", "boolean", "bool", "true/false", "yes/no", "y/n", "date", "time",
    "datetime", "24 hour clock", "url", "uri", "uuid", "email", "e-mail", "link", "list", "code",
    "id", "key", "wgs84", "osgb", "osgb36", "bng", "required", "optional", "mandatory",
    "-", "–", "—", "n/a",
}  # fmt: skip
FORM = re.compile(
    r"d{1,2}[/. -]m{1,3}[/. -]y{2,4}|y{4}[/. -]mm[/. -]dd|hh[:.]mm(?:[:.]ss)?|24 ?h(?:ou)?rs?"
    r"|(?:max(?:imum)? )?\d+ (?:chars?|characters|letters)|(?:epsg:?)?\d{4,5}"
)

# tells nothing without what it is of
BARE = {"name", "title", "type", "details"}
# of which no entry consists
NEVER_DATA = {
    "name", "address", "address 1", "postcode", "post code", "telephone", "phone", "email",
    "e mail", "website", "description", "town", "opens", "closes", "open", "close", "start", "end",
    "start time", "end time", "from", "to", "latitude", "longitude",
}  # fmt: skip

Cells = Sequence[str]


def find(rows: Sequence[Cells]) -> int:
    """The number, from 1, of the row that names the columns, among the first of a file.

    The one with most names that we know; where none has two, the first that is as full as most.
    """
    wide = [sum(1 for cell in row if cell.strip()) for row in rows[:DEEPEST]]
    known = [names_in(row) for row in rows[:DEEPEST]]
    if any(known):
        at = known.index(max(known))
        return at + (2 if at + 1 < len(rows) and are_groups(rows[at], rows[at + 1]) else 1)
    usual = max(wide, default=0)
    return next(
        (at for at, width in enumerate(wide, 1) if width >= FEWEST and width * 2 > usual), 1
    )


def names_in(row: Cells) -> int:
    """How much a row looks like names; 0 where fewer than two are known. "Library" and "Free" may
    stand in an entry, too: a "Postcode" counts twice."""
    known = [cell for cell in row if guess.is_known(cell)]
    telling = sum(1 for cell in known if tidy(cell) in NEVER_DATA)
    return len(known) + telling if len(known) >= FEWEST else 0


def are_groups(upper: Cells, lower: Cells) -> bool:
    """Does the upper of two rows say of several columns together what the lower says of each:
    "Venue" of "Name", "Address" and "Postcode"?"""
    said = [cell.strip() for cell in lower if cell.strip()]
    known = sum(map(guess.is_known, said))
    over = [a.strip() for a, b in zip(upper, lower, strict=False) if b.strip()]
    different = {one.casefold() for one in over if one}
    return (
        len(NEVER_DATA & {*map(tidy, said)}) >= FEWEST
        and known * 2 >= len(said)
        and not any(re.search(r"\d{3}|@", one) for one in said)
        and FEWEST <= len(different) < len(said)
    )


def together(upper: Cells, lower: Cells) -> list[str]:
    """Names out of two such rows. What tells nothing by itself has its group before it: a "Name",
    and what stands there twice; a group reaches as far as the next."""
    said = [" ".join(cell.split()) for cell in lower]
    times = Counter(one.casefold() for one in said)
    found, group = [], ""
    for at in range(max(len(upper), len(lower))):
        top = " ".join(upper[at].split()) if at < len(upper) else ""
        one = said[at] if at < len(said) else ""
        group = top or (group if one else "")
        needs_group = times[one.casefold()] > 1 or one.casefold() in BARE
        found.append(f"{group} {one}".strip() if one and needs_group else one or top)
    return found


def names(row: Cells, below: Sequence[Cells]) -> list[str]:
    """The names in this row, each once and in one line: "Notes", "Notes (2)". A column without one
    that holds something in the rows below is called after its place. Raises FileError."""
    found = [" ".join(cell.split()) for cell in row]
    if any("\0" in name or len(name) > LONGEST_NAME for name in found):
        raise FileError("The first line does not look like the names of columns.")
    filled = {at for cells in below for at, cell in enumerate(cells) if cell.strip()}
    named = [name or (f"Column {at + 1}" if at in filled else "") for at, name in enumerate(found)]
    if sum(1 for name in found if name) < FEWEST:
        raise FileError("The first line does not look like the names of columns.")
    seen: Counter[str] = Counter()
    unique = []
    for name in named:
        seen[name] += 1
        unique.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return unique


def are_units(row: Cells) -> bool:
    """Does the row under the names say in what they are given ("degrees", "£", "dd/mm/yyyy")?"""
    said = [" ".join(cell.split()).strip("()[] ").casefold() for cell in row if cell.strip()]
    said = [one.removeprefix("in ").replace(" / ", "/") for one in said]
    named = {one for one in said if any(map(str.isalpha, one)) and one != "n/a"}
    return len(named) >= FEWEST and all(one in UNITS or FORM.fullmatch(one) for one in said)


def refuse_other_lists(columns: Sequence[str]) -> None:
    """Those files of a published directory that list something else. Raises FileError."""
    plain = {tidy(column) for column in columns}
    if plain & PARENTS and plain & TERMS:
        raise FileError(
            "This is a list of terms (a taxonomy), not of activities: nothing of it can be "
            "imported. What terms mean is kept under “Term mappings”."
        )
    if plain & LEGAL and not plain & PLACES:
        raise FileError(
            "This is a list of organisations, not of what they offer. Import the list of services "
            "(“services.csv”) instead: organisations come with it."
        )
