"""The index of what was found: one entry for each interest, and whether its section is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from resources.near.rules import Found

Line = tuple[int, str, str, bool]
NOTHING: Line = (0, "", "", True)  # after the last
OPEN = 2  # sections at a time: more would be a page that nobody reads to its end


@dataclass(frozen=True)
class Entry:
    """A line of the index. `count` in words; `yes`: wanted for sure, rather than perhaps."""

    number: int
    name: str
    count: str
    yes: bool
    current: bool
    open: bool
    next: int = 0  # the section after, and its name
    following: str = ""


def entries(found: Found[Any], asked: int) -> list[Entry]:
    """All of them, the section numbered `asked` and those after it being open."""
    lines: list[Line] = [
        (section.number, section.wanted.name, how_many(section), section.wanted.yes)
        for section in found.sections
    ]
    if found.remote:
        count = str(len(found.remote) + len(found.remote_rest))
        lines.append((found.remote_number, "By phone, online or at your home", count, True))
    first = position(lines, asked)
    return [
        Entry(
            *line,
            current=place == first,
            open=first <= place < first + OPEN,
            next=after[0],
            following=after[1],
        )
        for place, (line, after) in enumerate(zip(lines, [*lines[1:], NOTHING], strict=False))
    ]


def position(lines: Sequence[Line], asked: int) -> int:
    """Where the section of that number is; the first, where a search hid it."""
    return next((place for place, line in enumerate(lines) if line[0] == asked), 0)


def how_many(section: Any) -> str:
    if section.in_range:
        return f"{section.in_range} or more" if section.is_cut else str(section.in_range)
    return "further away" if section.listed else "none yet"
