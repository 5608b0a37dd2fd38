"""The standard's schedules as regular times of ours; what does not fit one stays as words."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from open_referral.harvest.text import one_line
from open_referral.harvest.values import MOST_OF_A_KIND, Json, date, objects
from resources.vocabulary import Frequency, Weekday

DAYS = {day.label[:2].upper(): day for day in Weekday}
PART = re.compile(r"([+-]?\d)?([A-Z]{2})[A-Z]*")
CLOCK = re.compile(r"(?:.*T)?([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?(?:Z|[+-].*)?")
WEEKS = {1, 2, 3, 4, -1}


@dataclass
class When:
    times: list[Json] = field(default_factory=list)
    words: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def read(service: Json, notes: list[str]) -> When:
    rows = schedules(service)
    when = When()
    words: list[str] = []
    for row in rows:
        words.append(one_line(row.get("description"), 300))
        found = regular(row, notes)
        if found is None:
            words.append(irregular(row))
        else:
            when.times += [time for time in found if time not in when.times]
    when.words = "; ".join(dict.fromkeys(filter(None, words)))
    starts = [date(row.get("valid_from")) for row in rows]
    ends = [date(row.get("valid_to")) for row in rows]
    # one that goes on means that the whole goes on
    when.starts_on = min((day for day in starts if day), default=None) if all(starts) else None
    when.ends_on = max((day for day in ends if day), default=None) if all(ends) else None
    if when.starts_on and when.ends_on and when.ends_on < when.starts_on:
        notes.append("It ends before it starts: the dates were left out.")
        when.starts_on = when.ends_on = None
    return when


def schedules(service: Json) -> list[Json]:
    found: list[Json] = []
    for holder in [service, *objects(service.get("service_at_locations"))]:
        for name in ("schedules", "regular_schedules", "regular_schedule"):
            found += objects(holder.get(name))
    return found[:MOST_OF_A_KIND]


def regular(row: Json, notes: list[str]) -> list[Json] | None:
    """The row as weekly or monthly times; none for words alone; None for what is neither."""
    rule = one_line(row.get("byday"), 100).upper()
    if not rule:
        return [] if not row.get("bymonthday") else None
    monthly = one_line(row.get("freq"), 20).upper() == Frequency.MONTHLY
    if row.get("interval") not in (None, "", 0, 1, "0", "1"):
        return None
    starts, ends = clock(row.get("opens_at")), clock(row.get("closes_at"))
    if ends and (not starts or ends <= starts):
        notes.append(f"It is said to end at {ends:%H:%M}, not after it starts: that was left out.")
        ends = None
    times = []
    for part in re.split(r"[,;\s]+", rule.strip(" ,;")):
        match = PART.fullmatch(part)
        day = DAYS.get(match[2]) if match else None
        week = int(match[1]) if match and match[1] else None
        if day is None or (monthly and week not in WEEKS):
            return None
        times.append(
            {
                "frequency": str(Frequency.MONTHLY if monthly else Frequency.WEEKLY),
                "weekday": int(day),
                "week": week if monthly else None,
                "starts": starts,
                "ends": ends,
            }
        )
    return times


def irregular(row: Json) -> str:
    """What cannot be a regular time, in words."""
    every = one_line(row.get("interval"), 10)
    unit = {"WEEKLY": "weeks", "MONTHLY": "months"}.get(one_line(row.get("freq"), 20).upper())
    starts, ends = clock(row.get("opens_at")), clock(row.get("closes_at"))
    parts = [
        f"every {every} {unit}" if unit and every not in ("", "0", "1") else "",
        one_line(row.get("byday"), 100),
        f"on day {one_line(row.get('bymonthday'), 60)} of the month"
        if row.get("bymonthday")
        else "",
        f"from {starts:%H:%M}" if starts else "",
        f"to {ends:%H:%M}" if ends else "",
    ]
    return " ".join(filter(None, parts))


def clock(value: Any) -> dt.time | None:
    match = CLOCK.fullmatch(one_line(value, 40))
    return dt.time(int(match[1]), int(match[2]), int(match[3] or 0)) if match else None
