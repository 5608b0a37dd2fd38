"""Which column of a stranger's file probably means what: by its name, and by what is in its first
rows. Only a first suggestion. No database."""

import re
from collections.abc import Callable, Sequence

from geography.points import WEB_EAST, WEB_NORTH
from imports import column_names
from imports.column_names import asks_to_share, days_together, is_hours, tidy
from imports.contents import (
    Sample,
    has_digits,
    holds_names,
    is_all_postcodes,
    is_empty,
    is_points,
    looks_like_postcodes,
    most_between,
)
from imports.questions import TOGETHER
from imports.vocabulary import CALLED, DAY_NAMES, IDS, NOT_AN_ID, SEVERAL
from resources import telephones
from resources.intake import ages, dates, words
from resources.intake.nothing import known

Differ = Callable[[Sequence[str]], bool]

WEEKDAYS = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d\d|\s*[ap]\.?m)|\b\d{3,4}\b|noon|midnight|^\d{1,2}$", re.IGNORECASE
)
BRANCHES = {"branch", "branch name"}
# What is in a column that means this, most of the time
LOOKS = {
    "phone": lambda text: bool(telephones.read(text).numbers) or sum(map(str.isdigit, text)) > 6,
    "contact": lambda text: "@" in text or bool(telephones.read(text).numbers),
    "email": lambda text: "@" in text,
    "web": lambda text: bool(re.search(r"\w\.\w", text)) and "@" not in text,
    "day": lambda text: bool(WEEKDAYS.search(text) or dates.read(text)),
    "starts": lambda text: bool(CLOCK.search(text)),
    "ends": lambda text: bool(CLOCK.search(text)),
    "ages": lambda text: ages.read(text) != ages.Ages(words=text.strip()),
    "latitude": lambda text: bool(re.search(r"\d", text)),
    "easting": lambda text: bool(re.search(r"\d", text)),
    "northing": lambda text: bool(re.search(r"\d", text)),
    "coordinates": lambda text: bool(re.search(r"\d", text)),
    "minimum_age": lambda text: bool(re.search(r"\d|all|adult", text, re.IGNORECASE)),
    "maximum_age": lambda text: bool(re.search(r"\d|all", text, re.IGNORECASE)),
}  # fmt: skip


def guess(
    columns: Sequence[str], sample: Sample = (), everywhere: Differ | None = None
) -> dict[str, list[str]]:
    """Columns for each field (and each day, and "skip" and "id") that a name suggests and the first
    rows do not speak against. `everywhere` says whether columns are filled and differ in all rows.
    """
    found = by_name(columns, sample)
    leave_half_points(found)
    complete(found, columns, sample)
    found["id"] = tells_apart(found, columns, sample, everywhere or (lambda _: True))
    return found


def by_name(columns: Sequence[str], sample: Sample) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    taken: set[str] = set()
    second: list[str] = []
    for day in DAY_NAMES:
        hits = [column for column in columns if is_hours(tidy(column), day)]
        # of "Opening hours" and "Staffed hours" the first
        hits = [one for one in hits if len(hits) != 2 or "staffed" not in tidy(one)] or hits
        hits = hits or [column for column in columns if day in days_together(tidy(column))][:1]
        if hits:
            found[day] = hits[:2] if len(hits) == 2 else hits[:1]
            taken.update(found[day])
    for field, patterns in CALLED.items():
        free = [column for column in columns if column not in taken]
        hits = best(field, patterns, free, sample)
        if hits:
            found[field] = sorted(hits, key=columns.index) if field in SEVERAL else hits[:1]
            taken.update(found[field])
            if field in MORE:
                second += hits[1:]
    if second:
        more = [one for one in second if one not in taken and not is_empty(one, sample)]
        found["also"] = sorted([*more, *found.get("also", [])], key=columns.index)
    ask_first(found, columns)
    return found


# of which a second is told in the description
MORE = {"email", "web"}


def ask_first(found: dict[str, list[str]], columns: Sequence[str]) -> None:
    """Whether an e-mail address or a telephone may be shared is asked by a column of its own: then
    a curator has to say so."""
    for field in ("email", "phone"):
        others = (tidy(one) for one in columns if one not in found.get(field, []))
        if any(asks_to_share(plain, field) for plain in others):
            found.pop(field, None)


def best(field: str, patterns: Sequence[str], columns: Sequence[str], sample: Sample) -> list[str]:
    """The columns that a field may be in, those with the most telling name first."""
    ranked = []
    for column in columns:
        plain = tidy(column)
        rank = next((at for at, one in enumerate(patterns) if re.fullmatch(one, plain)), None)
        if rank is not None and looks_right(field, column, sample):
            ranked.append((is_empty(column, sample), rank, column))
    return [column for *_, column in sorted(ranked, key=lambda one: one[:2])]


def looks_right(field: str, column: str, sample: Sample) -> bool:
    """Does most of what is in the column look like it? An empty one may."""
    if field == "postcode":
        return looks_like_postcodes(column, sample)
    if field in NUMBERED and re.search(r"\b[xy]\b", tidy(column)):
        return any(most_between(column, sample, *limits) for limits in NUMBERED[field])
    named = tidy(column)
    if field in ("phone", "email") and OF_SOMEBODY.search(named):
        return False
    if field == "address_confidential" and named.startswith("public "):
        # it may be the address itself
        return any(words.truth(row.get(column, "")) is not None for row in sample)
    if field == "phone" and not re.search(r"mobile|(?:contact|enquir|booking)(?!.* phone)", named):
        # a "mobile" may be a van, and a "contact" somebody's name
        return True
    if field == "ages" and "age" in named:
        return True
    asks_for_any = field == "phone" and "contact" in named
    looks = LOOKS["contact"] if asks_for_any else LOOKS.get(field)
    cells = [row[column] for row in sample if known(row.get(column, ""))]
    return looks is None or not cells or sum(map(looks, cells)) * 2 >= len(cells)


# not for the public, as far as its name tells
OF_SOMEBODY = re.compile(
    r"\b(?:(?<!care )(?<!nursing )home|personal|private|next of kin|internal)\b"
)
# An X or a Y may be degrees or metres, of the national grid or of web maps: its numbers say which.
NUMBERED: dict[str, list[tuple[float, float]]] = {
    "latitude": [(49, 62)],
    "longitude": [(-9, 3)],
    "easting": [(1000, 700_000), WEB_EAST],
    "northing": [(1000, 1_300_000), WEB_NORTH],
}


def leave_half_points(found: dict[str, list[str]]) -> None:
    for pair in TOGETHER:
        if not set(pair) <= found.keys():
            for one in pair:
                found.pop(one, None)


def complete(found: dict[str, list[str]], columns: Sequence[str], sample: Sample) -> None:
    """Where the names say nothing: an organisation alone is the name of what it offers, too; a
    column full of postcodes is one, whatever it is called."""
    if "name" not in found and (first := first_names(found, columns, sample)):
        found["name"] = [first]
    if "name" not in found and "place_name" in found:
        found["name"] = found.pop("place_name")
    if "name" not in found and "provider" in found:
        found["name"] = found["provider"][:1]
    branch = next((one for one in columns if tidy(one) in BRANCHES), "")
    if "name" in found and branch and not differ(found["name"], sample):
        found["name_detail"] = [branch]
    elif "name" in found and "interests" in found and needs_detail(found, sample):
        found["name_detail"] = found["interests"]
    if "provider" not in found and "name" in found and is_organisation(found["name"][0]):
        found["provider"] = found["name"][:1]
    complete_times(found, columns, sample)
    complete_points(found, sample)
    if "postcode" not in found:
        full = [column for column in columns if is_all_postcodes(column, sample)]
        found |= {"postcode": full[:1]} if full else {}


def first_names(found: dict[str, list[str]], columns: Sequence[str], sample: Sample) -> str:
    """The first column that nothing is made of, where it stands before a building and an
    organisation and holds names; empty where there is none."""
    used = [column for field in found for column in found[field]]
    others = [*found.get("place_name", []), *found.get("provider", [])]
    free = [column for column in columns if column not in used]
    first = next((column for column in free if holds_names(column, sample)), "")
    before = first and all(columns.index(first) < columns.index(one) for one in others)
    return first if before else ""


def complete_times(found: dict[str, list[str]], columns: Sequence[str], sample: Sample) -> None:
    """A "Date" beside a time is its day; what stands beside a cost is what it is for."""
    used = {column for field in found for column in found[field]}
    free = [one for one in columns if one not in used and not is_empty(one, sample)]
    # beside when it opens, a date says when somebody asked
    opens = re.match(r"open", tidy(found["starts"][0])) if "starts" in found else None
    if "starts" in found and "day" not in found and not opens:
        dated = [one for one in free if column_names.is_date(tidy(one))]
        dated = [one for one in dated if looks_right("day", one, sample)]
        found |= {"day": dated[:1]} if dated else {}
    if "cost_text" in found and not re.search(r"\bfree\b", tidy(found["cost_text"][0])):
        about = [one for one in free if column_names.says_what_for(tidy(one))]
        # a "Unit 4" is where
        about = [one for one in about if tidy(one) != "unit" or not has_digits(one, sample)]
        both = [*found["cost_text"], *about[:1]]
        found["cost_text"] = sorted(both, key=lambda one: not column_names.is_cost(tidy(one)))


def complete_points(found: dict[str, list[str]], sample: Sample) -> None:
    """A "location" may be full of coordinates."""
    if not {"coordinates", "latitude", "easting"}.isdisjoint(found):
        return
    for field in ("place_name", "address"):
        if field in found and is_points(found[field][0], sample):
            found["coordinates"] = found.pop(field)[:1]
            return


def needs_detail(found: dict[str, list[str]], sample: Sample) -> bool:
    """Are there several of one name at one postcode, of different kinds: a pool and a gym?"""
    where = [*found["name"], *found.get("postcode", [])]
    kind = [*where, *found["interests"]]
    return (
        "day" not in found
        and not differ(where, sample)
        and kinds(kind, sample) > kinds(where, sample)
    )


def is_organisation(column: str) -> bool:
    return bool(re.search(r"charity|organi[sz]ation|practice|company|trust|surgery", tidy(column)))


def tells_apart(
    found: dict[str, list[str]], columns: Sequence[str], sample: Sample, everywhere: Differ
) -> list[str]:
    """A column of ids that differ in every row; or else the provider, name and postcode, with what
    it takes beside them. Rows that differ in their times alone are one entry."""
    ours = [
        column
        for field in ("provider", "name", "name_detail", "postcode")
        for column in found.get(field, [])
        if column in columns
    ]
    ours = list(dict.fromkeys(ours))
    shared = next((one for one in columns if is_shared_id(one, found, sample)), None)
    if "day" in found and not differ(ours, sample):
        return [shared] if shared else ours
    ids = (column for column in columns if is_id(column, sample) and everywhere([column]))
    if one := next(ids, None) or shared:
        return [one]
    if differ(ours, sample) and everywhere(ours):
        return ours
    # a row that stands there twice must not make one of two at different addresses
    apart = kinds(ours, sample)
    address = [one for one in found.get("address", []) if kinds([*ours, one], sample) > apart]
    return [*ours, *address[:1]]


def is_id(column: str, sample: Sample) -> bool:
    return is_called_id(column, sample) and differ([column], sample)


def is_shared_id(column: str, found: dict[str, list[str]], sample: Sample) -> bool:
    """The file's own, of which some have several rows: one for each place or time of an entry."""
    called = [*found.get("name", []), *found.get("provider", [])]
    return (
        is_called_id(column, sample)
        and bool(called)
        and not differ([column], sample)
        and 1 < kinds([column], sample) == kinds([column, *called], sample) == kinds(called, sample)
    )


def is_called_id(column: str, sample: Sample) -> bool:
    plain = tidy(column)
    called_so = re.fullmatch(IDS, plain) and not re.search(NOT_AN_ID, plain)
    return bool(called_so) and all(known(row.get(column, "")) for row in sample)


def differ(columns: Sequence[str], sample: Sample) -> bool:
    return kinds(columns, sample) == len(sample)


def kinds(columns: Sequence[str], sample: Sample) -> int:
    """How many different rows there are by these columns."""
    return len({tuple(row.get(column, "").casefold() for column in columns) for row in sample})


def is_known(column: str) -> bool:
    """Is this what some field is called?"""
    plain = tidy(column)
    if not plain or len(plain) > 60:
        return False
    if any(is_hours(plain, day) for day in DAY_NAMES):
        return True
    return any(re.fullmatch(one, plain) for patterns in CALLED.values() for one in patterns)
