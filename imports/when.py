"""When an entry of a file happens: from a column for each day, from Day, Start and End, or from
words. What is not plain stays in words, in the order of the file. Knows no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from imports import hours
from imports.cells import Cells, text_of
from imports.columns import ColumnMapping
from resources.intake.nothing import known
from resources.vocabulary import Weekday

# what programs write for a day on which it is shut
SHUT = re.compile(
    r"(?:closed(?: all day)?|shut|not open|0?0[:.]?00\s*(?:-|–|to)\s*0?0[:.]?00)", re.IGNORECASE
)
OPENS = re.compile(r"\b(?:opens?|opening|start|from|am)\b", re.IGNORECASE)
CLOSES = re.compile(r"\b(?:closes?|closing|ends?|to|until|finish)\b", re.IGNORECASE)


@dataclass
class When:
    times: list[dict[str, Any]] = field(default_factory=list)
    words: str = ""
    notes: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """The times in a text; what stays words is put after the others."""
        if not text:
            return
        times, rest = read_text(text)
        self.times += [time for time in times if time not in self.times]
        if rest and rest not in self.words.split("; "):
            self.words = "; ".join(filter(None, [self.words, rest]))
        if rest and not times:
            self.notes.append(f"Times not understood, kept as words: {rest[:200]}.")


def read(rows: Sequence[Cells], mapping: ColumnMapping) -> When | None:
    """The regular times in the rows of one entry, and the words beside them; None where the file
    says nothing of times."""
    if not mapping.has_times:
        return None
    when = When()
    for cells in rows:
        for text in (*from_days(cells, mapping), from_columns(cells, mapping)):
            when.add(text)
        when.add(text_of(cells, mapping, "when_text"))
    return when


def from_days(cells: Cells, mapping: ColumnMapping) -> list[str]:
    """What the columns for the days say, in the order of the week: "Monday 09:00-17:00"."""
    found = []
    for day in Weekday:
        columns = mapping.hours.get(day, [])
        said = [known(cells[column]) for column in columns]
        if is_pair(columns):
            said = ["-".join(said)] if all(said) else said
        found += [f"{day.label} {text}" for text in said if text and not SHUT.fullmatch(text)]
    return found


def is_pair(columns: Sequence[str]) -> bool:
    """When it opens in one column, and when it closes in another?"""
    return len(columns) == 2 and bool(OPENS.search(columns[0]) and CLOSES.search(columns[1]))


def from_columns(cells: Cells, mapping: ColumnMapping) -> str:
    """What Day, Start and End say: "Tuesday 10:00-12:00". Empty without a day."""
    day, starts, ends = (text_of(cells, mapping, name) for name in ("day", "starts", "ends"))
    return f"{day} {starts}{'-' if starts and ends else ''}{ends}".strip() if day or starts else ""


def read_text(text: str) -> tuple[list[dict[str, Any]], str]:
    """The regular times in a text, and what stays of it in words."""
    tidy = " ".join(text.split())
    day, _, rest = tidy.partition(" ")
    try:
        weekday = Weekday[day.upper()]
        periods = hours.parse(rest)
    except (KeyError, hours.UnreadableHoursError):
        return [], tidy
    return [{"weekday": weekday.value, "starts": start, "ends": end} for start, end in periods], ""
