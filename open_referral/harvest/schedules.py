"""One schedule of a feed in the standard's own terms, however it was written: its dates, how often
it is, and what a reader of rules cannot know. Knows no database."""

import datetime as dt
import re

from open_referral.harvest.values import Json, date, known_text, take_text, take_truth
from recurrence.feeds import NOTHING, clock, one, several
from recurrence.rules import Rule
from recurrence.text import read_text
from recurrence.vocabulary import Weekday

BEGINS, ENDS = ("valid_from", "dtstart"), ("valid_to", "until")
# what programs write for a day that never comes
NEVER = re.compile(r"(?:2[2-9]|[3-9]\d)\d\d-.*")
OFTEN = {
    **dict.fromkeys(("EVERYDAY", "EVERY DAY", "DAY", "DAYS"), ("DAILY", 1)),
    **dict.fromkeys(("EVERY WEEK", "WEEK", "WEEKS", "ONCE A WEEK"), ("WEEKLY", 1)),
    **dict.fromkeys(
        ("FORTNIGHTLY", "FORTNIGHT", "EVERY FORTNIGHT", "EVERY OTHER WEEK", "EVERY TWO WEEKS",
         "EVERY 2 WEEKS", "ALTERNATE WEEKS"),
        ("WEEKLY", 2),
    ),
    **dict.fromkeys(("EVERY MONTH", "MONTH", "MONTHS", "ONCE A MONTH"), ("MONTHLY", 1)),
    **dict.fromkeys(("QUARTERLY", "EVERY QUARTER"), ("MONTHLY", 3)),
}  # fmt: skip
SHUT = re.compile(r"(?:closed|shut|not open)(?: all day)?[.!]*", re.IGNORECASE)
TERM_TIME = ("term_time_only", "term_time", "termtime_only", "term_only")
CLOCK = ("opens_at", "closes_at")
# of a rule that says no more than a day and a time
PLAIN = {"freq", "byday", "weekday", "interval", *CLOCK}


def settle(row: Json) -> None:
    """Its dates as ISO 8601 has them, and its frequency as RFC 5545 has it."""
    for name in (*BEGINS, *ENDS):
        written = row.get(name)
        if day := date(written, ends=name in ENDS):
            row[name] = day.isoformat()
        elif name in ENDS and isinstance(written, str) and NEVER.fullmatch(written):
            del row[name]
    left_out = several(row.get("exdate"))
    days = [day for part in left_out if (day := date(part))]
    if days and len(days) == len(left_out):
        row["exdate"] = ",".join(day.isoformat() for day in days)
    often = OFTEN.get(one(row.get("freq")).upper().replace("-", " "))
    if often and row.get("interval") in (*NOTHING, 1, "1"):
        row["freq"], row["interval"] = often


def is_shut(row: Json) -> bool:
    """Does it say that there is nothing at these times?"""
    shut = [take_truth(row, name) for name in ("closed", "is_closed")]
    opened = [take_truth(row, name) for name in ("open", "is_open")]
    said = [name for name in CLOCK if SHUT.fullmatch(known_text(row.get(name), 40))]
    for name in said:
        del row[name]
    return True in shut or False in opened or bool(said)


def limits_in_words(row: Json) -> list[str]:
    """What holds for its times, and is no part of a rule: from and until when, in terms alone."""
    said = [take_truth(row, name) for name in TERM_TIME]
    words = ["Term time only"] if True in said else []
    for name, word in (("valid_from", "from"), ("valid_to", "until")):
        if date(row.get(name)) is None and (text := take_text(row, name, 100)):
            words.append(f"{word} {text}")
    return words


def clock_in_words(row: Json) -> str:
    """Times that are none for a reader of rules, and an end without a beginning."""
    starts, ends = (known_text(row.get(name), 40) for name in CLOCK)
    known = [clock(row.get(name)) is not None for name in CLOCK]
    if (known[0] and not ends) or all(known) or not (starts or ends):
        return ""
    for name in CLOCK:
        row.pop(name, None)
    return f"{starts} to {ends}" if starts and ends else starts or f"until {ends}"


# that it is not each week, said beside times of each week
WHICH = r"(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last)"
SOME_WEEKS = re.compile(
    r"\b(?:fortnight\w*|alternat(?:e|es|ing|ely)\b|every other|bi-?\s?weekly|quarterly"
    r"|alternative (?:weeks|mon|tue|wed|thu|fri|sat|sun)"
    r"|monthly(?! (?:fee|charge|cost|subs|member))"
    r"|(?:once|twice) a month|every (?:two|three|four|[234](?:nd|rd|th)?|second|third|fourth)"
    r"|(?:odd|even) weeks|weeks? \d"
    rf"|{WHICH}(?:\s*(?:,|&|/|and|or)\s*{WHICH})*"
    r" (?:mon|tue|wed|thu|fri|sat|sun|weeks?\b|of (?:(?:the|each|every) )?month))",
    re.IGNORECASE,
)
FEW = 8  # words


def some_weeks(rules: list[Rule], *texts: str) -> str:
    """What is said beside weekly times that makes them those of some weeks; often nothing."""
    if not rules or not all(rule.is_weekly and rule.interval == 1 for rule in rules):
        return ""
    said = (text for text in texts if len(text.split()) <= FEW)
    return next(filter(SOME_WEEKS.search, said), "")


def read_together(rules: list[Rule], said: str) -> list[Rule]:
    """The times of those weeks; none where that is not plain."""
    days = " & ".join(Weekday(rule.weekday).label for rule in rules if rule.weekday is not None)
    times = {f"{rule.starts:%H:%M}" + (f"-{rule.ends:%H:%M}" if rule.ends else "")
             for rule in rules if rule.starts}  # fmt: skip
    if len(times) > 1:
        return []
    for text in (f"{said} {days} {' '.join(times)}", f"{said} {' '.join(times)}"):
        found = read_text(text)
        if found.times and not found.rest:
            same = {one.weekday for one in found.times} <= {one.weekday for one in rules}
            return found.times if same else []
    return []


def read_as_words(row: Json) -> list[Rule]:
    """Days as people write them, in the place of codes: "Monday-Friday", "2nd Tuesday"."""
    given = {name for name, value in row.items() if value not in NOTHING}
    days = ", ".join(several(row.get("byday"))) if isinstance(row.get("byday"), list) else ""
    days = days or one(row.get("byday")) or one(row.get("weekday"))
    weekly = one(row.get("freq")).upper() in ("", "WEEKLY") and one(row.get("interval")) in (
        "",
        "1",
    )
    if not weekly or not days or not given & {"byday", "weekday"} or given - PLAIN - IDLE:
        return []
    times = [f"{at:%H:%M}" for name in CLOCK if (at := clock(row.get(name)))]
    if times == ["00:00", "00:00"]:
        return []
    days = re.sub(r"\b[A-Z]{2}\b", lambda found: found[0].title(), days)
    found = read_text(f"{days} {'-'.join(times)}")
    return [] if found.rest else found.times


# says nothing of when
IDLE = {"id", "service_id", "location_id", "service_at_location_id", "wkst", "timezone",
        "attending_type", "description", "notes", "valid_from", "valid_to"}  # fmt: skip


def midnight_to_midnight(row: Json) -> bool:
    """How some write that it is closed."""
    return all(clock(row.get(name)) == dt.time() for name in CLOCK)
