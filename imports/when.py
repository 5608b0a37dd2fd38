"""When an entry of a file happens: from a column for each day, from Day, Start and End, or from
words. What is not plain stays in words, in the order of the file. Knows no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from django.utils import timezone

from imports.cells import Cells, text_of
from imports.column_names import tidy
from imports.columns import TIMES, ColumnMapping
from recurrence.rules import Rule
from recurrence.text import Reading, read_text
from recurrence.vocabulary import Weekday
from recurrence.words import times_words
from resources.intake.nothing import known

# Beside a day, in a few words: that it is each week, or else which of them
WEEKLY = re.compile(r"(?:every|each) week|once a week|weekly|all(?: weeks)?", re.IGNORECASE)
HOW_OFTEN = re.compile(
    r"\b(?:weekly|fortnight|month|quarter|alternate|every|once|twice|[1-5](?:st|nd|rd|th)|first"
    r"|second|third|fourth|fifth|last|bi ?-?week|weeks?\b|termly|annual|year|occasional|ad hoc"
    r"|irregular|var(?:ies|ious))",
    re.IGNORECASE,
)
FEW = 5
# of a day, as spreadsheets keep a time
# "1.0" too, but "1.00" is one o'clock
FRACTION = re.compile(r"0?\.\d+|[01]\.0")
FRACTIONS = re.compile(r"(0?\.\d+)\s*(?:-|–|to)\s*(0?\.\d+)")
# and a time of no day, as they and databases write it
OF_NO_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[T ](\d\d:\d\d)(?::00(?:\.0+)?)?Z?")
WITH_A_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d:\d\d)(?::00(?:\.0+)?)?Z?")
# what programs write for a day on which it is shut
MIDNIGHT = r"0?0[:.]?00(?::00)?"
SHUT = re.compile(
    rf"(?:closed(?: all day)?|shut|not open|no|n|0|{MIDNIGHT}(?:\s*(?:-|–|to)\s*{MIDNIGHT})?)",
    re.IGNORECASE,
)
TICK = re.compile(r"[x✓✔✗√•*1]|yes?|y|true|tick(?:ed)?|open", re.IGNORECASE)
# a column for one half of a day
HALF = re.compile(r"\b(?:am|pm|eve|mornings?|afternoons?|evenings?)\b")
HALVES = {
    **dict.fromkeys(("am", "morning", "mornings"), "morning"),
    **dict.fromkeys(("pm", "afternoon", "afternoons"), "afternoon"),
    **dict.fromkeys(("eve", "evening", "evenings"), "evening"),
}
ON_THE_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?::00)?")
BETWEEN_DAYS = re.compile(r" ?[;|\n]\s*")
OPENS = re.compile(r"\b(?:opens?|opening|start|from|am)\b", re.IGNORECASE)
CLOSES = re.compile(r"\b(?:closes?|closing|ends?|to|until|finish)\b", re.IGNORECASE)
LONGEST_QUOTE = 200
FIELDS = fields(Rule)
DAYS = [(day, str(day.label)) for day in Weekday]
# as long as a time keeps of what it was read from
LONGEST_WRITTEN = 300


@dataclass
class When:
    """Regular times as the form takes them; the words beside them; what curators should look at."""

    times: list[dict[str, Any]] = field(default_factory=list)
    rules: list[tuple[Rule, int | None]] = field(default_factory=list)
    # with the days whose column says them
    words: dict[str, list[str]] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    # the number of the place that what is added now belongs to; None: wherever the entry is
    place: int | None = None

    def add(self, text: str, day: str = "") -> list[Rule]:
        """The times in a text, which are returned; what stays words is put after the others."""
        # of one day, ";" and "|" stand between times, and not between days
        found = read_once(f"{day} {re.sub(r' *[;|] *', ', ', text)}" if day else text)
        if day:
            self.days.add(day)
        written = text if len(text) <= LONGEST_WRITTEN else ""
        for rule in found.times:
            if (rule, self.place) not in self.rules:
                self.rules.append((rule, self.place))
                there = {} if self.place is None else {"place": self.place}
                self.times.append(as_form_takes_it(rule) | {"as_written": written} | there)
        rest = found.rest.removeprefix(day).strip()
        if rest:
            self.words.setdefault(rest, []).append(day)
        if rest and not found.times:
            self.notes.append(f"Times not understood, kept as words: {found.rest[:LONGEST_QUOTE]}.")
        return found.times

    def add_days(self, by_day: Sequence[tuple[str, str]]) -> None:
        for day, text in by_day:
            self.add(text, day)

    def add_some(self, text: str, how_often: str) -> None:
        """A day and a time that are only in some weeks: read together, or both kept as words."""
        if WEEKLY.fullmatch(how_often):
            self.add(text)
            return
        together = f"{how_often} {text}"
        found = read_once(together)
        if found.times and not found.rest:
            self.add(together)
            return
        said = f"{text}, {how_often}"
        self.words.setdefault(said, []).append("")
        self.notes.append(f"Times not understood, kept as words: {said[:LONGEST_QUOTE]}.")

    def add_row(self, text: str, words: str) -> None:
        """What a row says of day and time, and in words."""
        weekly = WEEKLY.fullmatch(words)
        if text and len(words.split()) <= FEW and (weekly or HOW_OFTEN.search(words)):
            self.add_some(text, words)
            return
        if text and words and is_time_of(text, words):
            text, words = f"{text} {words}", ""  # "Mon-Fri", "10am-2pm"
        if text:
            self.add(text)
        if words:
            read_as = "; ".join(times_words(self.add(words), timezone.localdate()))
            if read_as:
                self.notes.append(f"“{words[:LONGEST_QUOTE]}” was read as: {read_as}.")

    def in_words(self) -> str:
        """What stays words: with its day, unless it holds for all of them."""
        said = []
        timed = {DAYS[rule.weekday][1] for rule, _ in self.rules if rule.weekday is not None}
        for rest, days in self.words.items():
            named = list(dict.fromkeys(filter(None, days)))
            # of all days that are told beside it
            whose = named and not (len(named) > 1 and set(named) == self.days <= timed)
            said.append(f"{' and '.join(named)}: {rest}" if whose else rest)
        return "; ".join(said)


# The same few hundred texts come up again and again.
@lru_cache(maxsize=10_000)
def read_once(text: str) -> Reading:
    return read_text(text)


def as_form_takes_it(rule: Rule) -> dict[str, Any]:
    return {one.name: getattr(rule, one.name) for one in FIELDS}


def read(rows: Sequence[Cells], mapping: ColumnMapping, where: Sequence[int] = ()) -> When | None:
    """The regular times in the rows of one entry, and the words beside them; None where the file
    says nothing of times. `where` has the number of each row's place, if there are several."""
    if not mapping.has_times:
        return None
    when = When()
    for at, cells in enumerate(rows):
        when.place = where[at] if where else None
        by_day, text = from_days(cells, mapping), from_columns(cells, mapping)
        words = text_of(cells, mapping, "when_text")
        if ticked := ticked_days(by_day):
            by_day, text = [], f"{ticked} {text}".strip()
        when.add_days(by_day)
        when.add_row(text, words)
    today = timezone.localdate()
    if when.rules and not when.words and all(rule.is_over(today) for rule, _ in when.rules):
        when.notes.append("All its times are over: nobody is shown it.")
    return when


def is_time_of(days: str, words: str) -> bool:
    """Do the words say nothing but the time of these days?"""
    if re.search(r"\d", days):
        return False
    together = read_once(f"{days} {words}")
    return bool(together.times) and not together.rest and not read_once(words).times


def from_days(cells: Cells, mapping: ColumnMapping) -> list[tuple[str, str]]:
    """What the columns for the days say, in the order of the week: ("Monday", "09:00-17:00")."""
    found = []
    for day, name in DAYS:
        if day not in mapping.hours:
            continue
        columns = mapping.hours[day]
        said = [of_half(column, clocks(known(cells[column]))) for column in columns]
        if is_pair(columns) or is_pair_by_clock(columns, said):
            if is_shut(said):
                continue
            said = ["-".join(said)] if all(said) else said
        found += [(name, text) for text in said if text and not SHUT.fullmatch(text)]
    return found


def of_half(column: str, said: str) -> str:
    """ "Morning", where a column for that half of a day is ticked."""
    half = HALF.search(tidy(column)) if TICK.fullmatch(said) else None
    return HALVES[half[0]] if half else said


def ticked_days(by_day: Sequence[tuple[str, str]]) -> str:
    """ "Monday, Wednesday" where those have a mark, and no time: that stands elsewhere."""
    only_ticks = all(TICK.fullmatch(said) for _, said in by_day)
    return ", ".join(day for day, _ in by_day) if only_ticks else ""


def is_shut(said: Sequence[str]) -> bool:
    """Does one of a pair say so? Midnight is a time, unless both are or it stands alone."""
    times = [one for one in said if one and not re.fullmatch(MIDNIGHT, one)]
    return not times or any(map(SHUT.fullmatch, times))


def is_pair(columns: Sequence[str]) -> bool:
    """When it opens in one column, and when it closes in another?"""
    # also in brackets, which `tidy` leaves out
    opens, closes = map(plain_words, columns) if len(columns) == 2 else ("", "")
    return bool(OPENS.search(opens) and CLOSES.search(closes))


def plain_words(column: str) -> str:
    return tidy(re.sub(r"[()\[\]]", " ", column))


def is_pair_by_clock(columns: Sequence[str], said: Sequence[str]) -> bool:
    """Two columns of one name, with a time of the clock in each: from the one to the other."""
    alike = len(columns) == 2 and tidy(columns[0]) == tidy(columns[1])
    return alike and all(map(ON_THE_CLOCK.fullmatch, said))


def from_columns(cells: Cells, mapping: ColumnMapping) -> str:
    """What Day, Start and End say: "Tuesday 10:00-12:00". Empty without a day."""
    if TIMES.isdisjoint(mapping.columns):
        return ""
    day = BETWEEN_DAYS.sub(", ", text_of(cells, mapping, "day"))
    starts, ends = (clock(text_of(cells, mapping, name)) for name in ("starts", "ends"))
    if day:
        # a time of some date is that of the day that is named
        starts, ends = (WITH_A_DATE.sub(r"\1", one) for one in (starts, ends))
    if SHUT.fullmatch(day) or (starts and ends and SHUT.fullmatch(f"{starts}-{ends}")):
        return ""
    if ends and not starts:
        return f"{day} until {ends}"
    return f"{day} {starts}{'-' if starts and ends else ''}{ends}".strip() if day or starts else ""


def clock(text: str) -> str:
    """ "14:30" for a time that a spreadsheet wrote as a part of the day: 0.604166."""
    if found := OF_NO_DAY.fullmatch(text):
        return found[1]
    if not FRACTION.fullmatch(text):
        return text
    hours, minutes = divmod(round(float(text) * 24 * 60), 60)
    return f"{hours % 24:02}:{minutes:02}"


def clocks(text: str) -> str:
    """The same for one that is alone, or from one to another."""
    if found := FRACTIONS.fullmatch(text):
        return f"{clock(found[1])}-{clock(found[2])}"
    return clock(text)
