"""Which column of a file means what: read from a small TOML file that a curator can write.

source = "libraries"                       # with `id`, finds an entry again next time
id = ["Local authority", "Library name"]   # columns that tell one row from another
[columns]                                  # our field = their column, columns, or a sentence
name = "Library name"
address = ["Address 1", "Address 2"]
description = "A library run by {Local authority}."
[constants]                                # our field = the same for every row
delivery = ["place"]
[hours]                                    # day = their column
Monday = "Monday hours"                    # or ["Monday opens", "Monday closes"]
[skip]                                     # leave a row out when this says that it is closed
"Year closed" = "closed in {value}"

Beside the fields of entries, providers (`provider_phone`) and places there are: `ages` ("55+"),
read as the youngest and oldest; `day`, `starts` and `ends`, of which an entry may have several
rows; `also`, whose columns are put into the description, each under its name; `latitude` and
`longitude`, `easting` and `northing`, or both in `coordinates`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from recurrence.vocabulary import Weekday
from resources.forms.entries import PlaceForm, ProviderForm, ResourceForm
from resources.intake.values import tidy

IN_BRACES = re.compile(r"\{([^{}]+)\}")
# How the fields of provider and place are called here, where they share names with the resource's.
PROVIDER_FIELDS = {
    "provider" if name == "name" else f"provider_{name}": name for name in ProviderForm.Meta.fields
}
PLACE_FIELDS = {
    "place_name" if name == "name" else name: name
    for name in PlaceForm.Meta.fields
    if name != "point"
}
# Ways to say where: degrees, metres of the British National Grid, both numbers in one column
POINTS = {"latitude", "longitude", "easting", "northing", "coordinates"}
# Several rows that differ in these are one entry with several times.
TIMES = {"day", "starts", "ends"}
RESOURCE_FIELDS = set(ResourceForm.Meta.fields) - {"provider", "owner"}
FIELDS = {
    *RESOURCE_FIELDS, *PROVIDER_FIELDS, *PLACE_FIELDS, *POINTS, *TIMES, "ages", "also",
}  # fmt: skip
READ_FOR_REFUGES = {
    "name", "provider", "description", "also", "place_name", "address", "interests", "email", "web",
    "when_text", "cost_text", "address_confidential",
}  # fmt: skip
NEEDED = {"name", "provider", "delivery"}
TABLES = {"columns", "constants", "hours", "skip"}


class MappingError(Exception):
    """The mapping is not one. The message says why in plain words."""


@dataclass(frozen=True)
class ColumnMapping:
    source: str
    id: list[str]
    columns: dict[str, list[str] | str]  # a list of columns, or a sentence with {columns}
    constants: dict[str, Any]
    hours: dict[Weekday, list[str]] = field(default_factory=dict)
    skip: dict[str, str] = field(default_factory=dict)

    def used_columns(self) -> set[str]:
        used = {*self.id, *self.skip, *self.columns_of(self.columns)}
        for columns in self.hours.values():
            used.update(columns)
        return used

    def columns_of(self, names: Iterable[str]) -> set[str]:
        """Those that are read for these fields."""
        used: set[str] = set()
        for name in names:
            given = self.columns.get(name, [])
            used.update(IN_BRACES.findall(given) if isinstance(given, str) else given)
        return used

    @cached_property
    def read_for_refuges(self) -> set[str]:
        """What is in these columns, the rule for refuges reads anyhow."""
        return self.columns_of(READ_FOR_REFUGES)

    @cached_property
    def for_all(self) -> dict[str, Any]:
        """What is said of every entry, as the directory's forms take it."""
        return {
            name: tidy(name, value)
            for name, value in self.constants.items()
            if name in RESOURCE_FIELDS
        }

    @cached_property
    def has_place(self) -> bool:
        return any(name in {*PLACE_FIELDS, *POINTS} for name in self.columns)

    @cached_property
    def has_times(self) -> bool:
        return bool(self.hours) or not {*TIMES, "when_text"}.isdisjoint(self.columns)


def read(path: Path, *, source: str = "") -> ColumnMapping:
    """The mapping in a TOML file; `source` replaces the file's own. Raises MappingError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError(f"The mapping {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"The mapping {path.name} is not valid TOML: {error}.") from error
    return from_content({**content, "source": source or content.get("source", "")})


def from_content(content: Mapping[str, Any]) -> ColumnMapping:
    """A mapping from its tables. Raises MappingError."""
    unknown = set(content) - TABLES - {"source", "id"}
    refuse_unknown("part", unknown, {"source", "id", *TABLES})
    columns = {
        name: columns_or_sentence(given) for name, given in table(content, "columns").items()
    }
    constants = table(content, "constants")
    refuse_unknown("field", {*columns, *constants} - FIELDS, FIELDS)
    missing = NEEDED - {*columns, *constants}
    if missing:
        raise MappingError(f"The mapping does not say where to find: {comma_separated(missing)}.")
    source = str(content["source"]).strip()
    key = as_list(content.get("id", []))
    if not source or not key:
        raise MappingError(
            "The mapping needs a source and an id: the columns that tell one row from another."
        )
    return ColumnMapping(
        source,
        key,
        columns,
        constants,
        {weekday(day): as_list(names) for day, names in table(content, "hours").items()},
        {name: str(reason) for name, reason in table(content, "skip").items()},
    )


def table(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = content.get(name, {})
    if not isinstance(found, dict):
        raise MappingError(f"[{name}] should be a table.")
    return found


def columns_or_sentence(given: Any) -> list[str] | str:
    return given if isinstance(given, str) and IN_BRACES.search(given) else as_list(given)


def as_list(value: Any) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def weekday(name: str) -> Weekday:
    try:
        return Weekday[name.strip().upper()]
    except KeyError:
        raise MappingError(f"“{name}” under [hours] is not a day of the week.") from None


def refuse_unknown(kind: str, unknown: Iterable[str], known: Iterable[str]) -> None:
    if unknown:
        raise MappingError(
            f"Unknown {kind}: {comma_separated(unknown)}. Known: {comma_separated(known)}."
        )


def comma_separated(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
