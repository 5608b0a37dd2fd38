"""The standard's schedules as regular times of ours; what does not fit one stays as words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from open_referral.harvest.text import one_line
from open_referral.harvest.values import MOST_OF_A_KIND, Json, date, key_of, member, objects
from resources.recurrence.feeds import in_words, read_limits, read_rule
from resources.recurrence.rfc5545 import NotPlainError
from resources.recurrence.rules import Rule

NAMES = ("schedules", "regular_schedules", "regular_schedule")


@dataclass
class When:
    times: list[Json] = field(default_factory=list)
    words: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class Row(NamedTuple):
    """A schedule, and the key of the place that it belongs to; empty for none."""

    schedule: Json
    place: str

    @property
    def dates(self) -> tuple[dt.date | None, dt.date | None]:
        return date(self.schedule.get("valid_from")), date(self.schedule.get("valid_to"))


def read(service: Json, places: Sequence[Json], notes: list[str]) -> When:
    """`places` as `read_places` made them: the times' places are numbers of them."""
    rows = [*schedules(service)][:MOST_OF_A_KIND]
    numbers = {place["key"]: number for number, place in enumerate(places)}
    when = When()
    words: list[str] = []
    # dates that all have in common are the whole entry's
    own_dates = len({row.dates for row in rows}) > 1
    for row in rows:
        rules, said = read_row(row, notes, own_dates=own_dates)
        if row.place and row.place not in numbers and places:
            # somewhere that could not be kept: to have it everywhere would be wrong
            said, rules = [*said, in_words(row.schedule)] if rules else said, []
        words += said
        for rule in rules:
            time = rule.fields(place=numbers.get(row.place))
            when.times += [time] if time not in when.times else []
    when.words = "; ".join(dict.fromkeys(filter(None, words)))
    read_dates(rows, when, notes)
    return when


def read_row(row: Row, notes: list[str], *, own_dates: bool) -> tuple[list[Rule], list[str]]:
    """One schedule's regular times, and what it says in words."""
    said = [one_line(row.schedule.get("description"), 300)]
    remark = one_line(row.schedule.get("notes"), 300)
    try:
        rules, left_out = read_rule(row.schedule)
    except NotPlainError as error:
        notes.append(f"A regular time was kept in words: {error}")
        return [], [*said, in_words(row.schedule), remark]
    notes += left_out
    limits = read_limits(remark) if rules else None
    if limits is None:
        said.append(remark)
    else:
        rules = [rule.limited(**limits) for rule in rules]
    if own_dates:
        rules = [rule for one in rules if (rule := one.between(*row.dates))]
    return rules, said


def read_dates(rows: Sequence[Row], when: When, notes: list[str]) -> None:
    """The whole entry's first and last day: one time that goes on means that all of it does."""
    starts, ends = zip(*(row.dates for row in rows), strict=True) if rows else ((), ())
    when.starts_on = min((day for day in starts if day), default=None) if all(starts) else None
    when.ends_on = max((day for day in ends if day), default=None) if all(ends) else None
    if when.starts_on and when.ends_on and when.ends_on < when.starts_on:
        notes.append("It ends before it starts: the dates were left out.")
        when.starts_on = when.ends_on = None


def schedules(service: Json) -> Iterator[Row]:
    """All of a service: its own, those at one of its locations, and those of a location."""
    at_locations = member(service, "service_at_locations")
    keys = {}
    for at in at_locations:
        key = key_of(at.get("id"))
        for location in member(at, "location"):
            key = key or key_of(location.get("id"))
            keys[key_of(location.get("id"))] = key
            yield from (Row(one, key) for one in listed(location))
        keys[key_of(at.get("id"))] = key
        yield from (Row(one, key) for one in listed(at))
    for location in [] if at_locations else member(service, "locations"):
        yield from (Row(one, key_of(location.get("id"))) for one in listed(location))
    for one in listed(service):
        at_key = key_of(one.get("service_at_location_id")) or key_of(one.get("location_id"))
        yield Row(one, keys.get(at_key, at_key))


def listed(holder: Json) -> Iterator[Json]:
    for name in NAMES:
        yield from objects(holder.get(name))
