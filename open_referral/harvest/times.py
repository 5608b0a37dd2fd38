"""The standard's schedules as regular times of ours, at the places they are for; what does not fit
one stays as words. Knows no database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from open_referral.harvest.schedules import (
    CLOCK,
    SHUT,
    clock_in_words,
    is_shut,
    limits_in_words,
    midnight_to_midnight,
    read_as_words,
    read_together,
    settle,
    some_weeks,
)
from open_referral.harvest.told import Told
from open_referral.harvest.values import Json, date, known_text, take_text, web
from recurrence.feeds import (
    REPEATS,
    TOO_MUCH,
    Read,
    clock,
    in_words,
    read_limits,
    read_rule,
)
from recurrence.rfc5545 import NotPlainError
from recurrence.rules import Rule
from recurrence.text import read_text
from recurrence.words import times_words
from resources.intake.text import shorten

MOST_WORDS = 300
# where a feed has a text instead of a schedule
FREE_TEXT = "said"
LONGEST_WRITTEN = 300  # as long as a time keeps of it
PERIOD = ("valid_from", "valid_to")
# what `in_words` says of a row, and what else `read_rule` reads
IN_WORDS = (
    "freq", "interval", "byday", "weekday", "bymonthday", "dtstart", "until", "count", *CLOCK,
    "rrule", "bymonth", "exdate",
)  # fmt: skip
OF_RULES = (*IN_WORDS, "wkst", "bysetpos")
# a place that could not be kept
NOWHERE = -1


class Placed(NamedTuple):
    """A schedule, and the number of the place that it is for; None is wherever the service is."""

    row: Json
    place: int | None


@dataclass
class When:
    """As the intake takes them: times with the number of their place."""

    times: list[Json] = field(default_factory=list)
    words: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class Timed(NamedTuple):
    rule: Rule
    place: int | None
    # what it was read from, where that was free text
    written: str = ""


def take_times(schedules: list[Placed], today: dt.date, told: Told) -> When:
    when = When()
    for row, _ in schedules:
        settle(row)
    say_once([one.row for one in schedules])
    take_period([one.row for one in schedules], when, told)
    timed: list[Timed] = []
    words: list[str] = []
    for row, place in schedules:
        written = known_text(row.get(FREE_TEXT), LONGEST_WRITTEN + 1)
        rules, said = take_free_text(row, today, told) if written else take_row(row, told)
        if place == NOWHERE and rules:
            # to have it everywhere would be wrong
            said, rules = [*said, in_words(row)], []
        kept = written if len(written) <= LONGEST_WRITTEN else ""
        timed += [Timed(rule, place, kept) for rule in rules]
        words += said
        take_read(row, understood=bool(rules))
    timed = without_repeats(timed)
    words = list(dict.fromkeys(filter(None, words)))
    if timed and not words and all(one.rule.is_over(today) for one in timed):
        told.notes.append("All its times are over: nobody is shown it.")
    when.times = [rule.fields(**at(place, written)) for rule, place, written in timed]
    when.words = fitted("; ".join(words), told)
    return when


def at(place: int | None, written: str) -> Json:
    said = {"as_written": written} if written else {}
    return said if place is None else said | {"place": place}


def take_free_text(row: Json, today: dt.date, told: Told) -> tuple[list[Rule], list[str]]:
    """Of a text in the place of a schedule: the times in it, for confirmation, and the rest."""
    text = take_text(row, FREE_TEXT, 2000)
    found = read_text(text)
    if found.times:
        read_as = "; ".join(times_words(found.times, today))
        told.notes.append(f"“{shorten(text, 200)}” was read as: {read_as}.")
    return found.times, [found.rest]


def take_row(row: Json, told: Told) -> tuple[list[Rule], list[str]]:
    """Its times, and what it says in words."""
    about, remark = (take_text(row, name, 2000) for name in ("description", "notes"))
    no_clock = not any(clock(row.get(name)) for name in CLOCK)
    if is_shut(row) or (no_clock and SHUT.fullmatch(about)):
        about = "" if SHUT.fullmatch(about) else about
        take_read(row, understood=True)
        return [], [about, remark]  # "SU", "Closed"
    told.say("Dates", web(take_text(row, "schedule_link", 500)))
    beside = [clock_in_words(row), *limits_in_words(row)]
    try:
        rules, notes = read(row)
    except (NotPlainError, ValueError, OverflowError) as error:
        rules, notes = read_as_words(row), []
        if not rules:
            told.notes.append(f"A time was kept in words. {error}")
            return [], [about, in_words(row), *beside, remark]
    told.notes += notes
    if said := some_weeks(rules, remark, about):
        rules = read_together(rules, said)
        if not rules:
            told.notes.append(f"A time was kept in words: it is said to be “{said}”.")
            return [], [about, in_words(row), *beside, remark]
        about, remark = ("" if text == said else text for text in (about, remark))
    limits = read_limits(remark) if rules and remark else None
    if limits is not None:
        rules = [rule.limited(**{"months": rule.months} | limits) for rule in rules]
        remark = ""
    period = (date(row.get("valid_from")), date(row.get("valid_to")))
    if any(period):
        rules = [within for rule in rules if (within := rule.between(*period))]
    words = "" if rules or midnight_to_midnight(row) else in_words(row)
    return rules, [about, words, *beside, remark]


def say_once(rows: list[Json]) -> None:
    """What is on some days alone, and never again, is over after the last of them."""
    repeats = (*REPEATS, "rrule", "until", "count", *PERIOD)
    days = [date(row.get("dtstart")) for row in rows if not any(map(row.get, repeats))]
    known = [day for day in days if day]
    if known and len(known) == len(rows):
        for row in rows:
            row["valid_to"] = max(known).isoformat()


def read(row: Json) -> Read:
    """The same few hundred times come up again and again. Raises NotPlainError."""
    given = tuple((name, row[name]) for name in (*OF_RULES, *TOO_MUCH) if name in row)
    try:
        return read_once(given)
    except TypeError:  # a list
        return read_rule(row)


@lru_cache(maxsize=10_000)
def read_once(given: tuple[tuple[str, Any], ...]) -> Read:
    return read_rule(dict(given))


def take_read(row: Json, *, understood: bool) -> None:
    """What was read, or said in words, is no longer there."""
    for name in OF_RULES if understood else IN_WORDS:
        if is_said(row, name):
            row.pop(name, None)
    for name in PERIOD:
        if date(row.get(name)):
            del row[name]


def is_said(row: Json, name: str) -> bool:
    """Does `in_words` say it? Of times, those that it knows."""
    return name not in CLOCK or clock(row.get(name)) is not None


def take_period(rows: list[Json], when: When, told: Told) -> None:
    """First and last day of the whole, where every schedule says the same."""
    periods = {tuple(date(row.get(name)) for name in PERIOD) for row in rows}
    if len(periods) != 1:
        return
    ((starts, ends),) = periods
    if starts and ends and ends < starts:
        told.notes.append("It ends before it starts: the dates were left out.")
    else:
        when.starts_on, when.ends_on = starts, ends
    for row in rows:
        for name in PERIOD:
            if date(row.get(name)):
                del row[name]


def without_repeats(timed: Iterable[Timed]) -> list[Timed]:
    """Each once; what is said of a place is not said of all places as well."""
    each = list(dict.fromkeys(timed))
    somewhere = {one.rule for one in each if one.place is not None}
    return [one for one in each if one.place is not None or one.rule not in somewhere]


def fitted(words: str, told: Told) -> str:
    """What is too long for the field is in the description as a whole."""
    if len(words) > MOST_WORDS:
        told.say("When", words)
    return shorten(words, MOST_WORDS)
