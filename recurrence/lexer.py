"""The words that free text uses for times, one by one."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from recurrence.clock import BETWEEN, ONE, PERIOD
from recurrence.rules import EARLIEST, LATEST
from recurrence.vocabulary import Weekday
from recurrence.words import MONTHS


class NotUnderstoodError(ValueError):
    """The text says more than regular times, or could mean two things."""


class Token(NamedTuple):
    """`kind` says what stands there:

    days        weekdays, from 0, a Monday
    week        which one of the month, -1 the last
    date        a day of the month, -1 the last
    once        a day of the calendar, and whether it is said which of the week that is
    less        the weekdays on which it is not
    every       before a day or a week
    other       every other one of what follows
    weeks       every so many weeks
    months      every so many months
    period      a match of clock.PERIOD, or of clock.ONE for a time without an end
    half        of the day: "a" or "p"
    closed
    from, until the first and the last day
    not         a day on which it is not
    in          the months of the year in which it is
    to, and, end
    """

    kind: str
    value: Any = None


def names(words: Iterable[str]) -> str:
    """A pattern for any of them, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


DAYS = {
    **{form: day for day in Weekday for form in (day.label.lower(), day.label[:3].lower())},
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
MONTH_NUMBERS = {
    **{form: n for n, name in enumerate(MONTHS, 1) for form in (name.lower(), name[:3].lower())},
    "sept": 9,
}
WEEKS = {
    "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4,
    "5th": 5, "fifth": 5, "last": -1, "final": -1,
}  # fmt: skip
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2nd": 2, "second": 2, "3rd": 3,
          "third": 3, "4th": 4, "fourth": 4}  # fmt: skip
# Noon is in the middle of a lunchtime.
HALVES = {"morning": "a", "afternoon": "p", "evening": "p", "eve": "p", "lunchtime": "", "am": "a",
          "a.m": "a", "pm": "p", "p.m": "p"}  # fmt: skip

DAY = rf"(?:{names(DAYS)})(?:'?s)?\b\.?"
MONTH = rf"(?:{names(MONTH_NUMBERS)})\b\.?"
SOME_MONTHS = rf"{MONTH}(?:\s?(?:,|and|&|or)\s?{MONTH})*"
DATE = (
    rf"(?:{DAY},?\s)?(?:(\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s({names(MONTH_NUMBERS)})\.?,?\s(\d{{4}})"
    r"|(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})-(\d\d)-(\d\d))\b"
)
# what may follow a month is a time, and not a day of it or a year
NO_DATE = r"(?! (?:\d{4}|\d{1,2}(?:st|nd|rd|th)?)(?![\d:.]|\s?[ap]\.?m|\s?(?:-|to|until|noon)))"
BUT_NOT = r"(?:(?:but )?not|(?:all )?except|excluding|excl?\.?|apart from)"
EVERY = "(?:every|each)"
THE_MONTH = r"(?:the|each|every|a|per)\smonth"


def date(match: re.Match[str]) -> dt.date:
    """The day that DATE matched, in the order in which it is said here: day, month, year."""
    *said, year, month, day = match.groups()
    if year is None:
        day, month, year = said[:3] if said[0] else said[3:]
    try:
        found = dt.date(int(year), MONTH_NUMBERS.get(month.lower()) or int(month), int(day))
    except ValueError:
        raise NotUnderstoodError(match[0]) from None
    if not EARLIEST <= found <= LATEST:
        raise NotUnderstoodError(match[0])
    return found


def months(text: str) -> list[int]:
    return [
        MONTH_NUMBERS[name.lower()]
        for name in re.findall(rf"\b(?:{names(MONTH_NUMBERS)})\b", text, re.IGNORECASE)
    ]


def range_of_months(match: re.Match[str]) -> list[int]:
    first, last = months(match[0])
    return [(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)]


def number(match: re.Match[str]) -> int:
    return COUNTS.get(match[1].lower()) or int(match[1])


def day_named(match: re.Match[str]) -> tuple[dt.date, bool]:
    """Raises NotUnderstoodError where it is another day of the week than is said."""
    found, named = date(match), re.search(r"[a-z]{3,}", match[0], re.IGNORECASE)
    day = DAYS.get(named[0].lower()) if named else None
    wrong = day is not None and day != found.weekday()
    # "Tuesdays 12 January 2027" may be those since then
    if wrong or (named and named[0].lower().endswith("days")):
        raise NotUnderstoodError(match[0])
    return found, day is not None


def days_named(text: str) -> list[int]:
    return [
        int(DAYS[one.lower()]) for one in re.findall(rf"\b({names(DAYS)})(?:'?s)?\b", text, re.I)
    ]


Value = Callable[[re.Match[str]], Any]


def always(value: Any) -> Value:
    return lambda match: value


# What may come next, the first that fits.
PATTERNS: list[tuple[str, str, Value]] = [
    (rf"(?:from|starting(?: on| from)?|beginning|since) {DATE}", "from", date),
    (rf"(?:until|till?|to|-|ending(?: on)?|up to) {DATE}", "until", date),
    (rf"(?:(?:but )?not(?: on)?|except(?: on)?|excluding) {DATE}", "not", date),
    (rf"(?:on |this )?{DATE}", "once", day_named),
    (rf"(?:from )?{MONTH}\s?(?:-|to|until|through)\s?{MONTH}{NO_DATE}", "in", range_of_months),
    (rf"(?:only )?(?:in|during) {SOME_MONTHS}{NO_DATE}", "in", lambda m: months(m[0])),
    (rf"(?:{BUT_NOT}|closed|no (?:sessions?|meetings?|class(?:es)?)) (?:(?:in|during|for) )?"
     rf"{SOME_MONTHS}{NO_DATE}", "in", lambda m: sorted({*range(1, 13)} - set(months(m[0])))),
    (rf"{BUT_NOT}(?: on)? ({DAY}(?:\s?(?:,|and|&|or|/)\s?{DAY})*)", "less",
     lambda m: days_named(m[1])),
    (rf"(\d{{1,2}})(?:st|nd|rd|th) (?=(?:day )?of {THE_MONTH}\b)", "date", lambda m: int(m[1])),
    (rf"last day (?=of {THE_MONTH}\b)", "date", always(-1)),
    (rf"{EVERY} (\d|1[0-2]|{names(COUNTS)}) weeks?\b", "weeks", number),
    (rf"{EVERY} (\d|1[0-2]|{names(COUNTS)}) months?\b", "months", number),
    (rf"(?:(?:once )?(?:{EVERY}|a) )?fortnight(?:ly)?\b", "weeks", always(2)),
    (rf"{EVERY} other week\b|(?:on )?alternate weeks\b", "weeks", always(2)),
    (rf"{EVERY} other month\b|(?:in )?alternate months\b", "months", always(2)),
    (rf"{EVERY} other\b|alternate\b", "other", always(None)),
    (rf"(?:once )?(?:(?:of|in) )?{THE_MONTH}\b|of month\b|monthly\b", "months", always(1)),
    (r"(?:once )?(?:each|every|a|per) week\b|weekly\b", "weeks", always(1)),
    (rf"(?:7|seven) days (?:a|per) week\b|daily\b|everyday\b|{EVERY} day\b", "days",
     always(list(range(7)))),
    (rf"(?:{EVERY} )?week-?days?\b(?: only\b)?", "days", always(list(range(5)))),
    (rf"(?:{EVERY} )?week-?ends?\b(?: only\b)?", "days", always([5, 6])),
    (rf"{EVERY}\b", "every", always(None)),
    (rf"({names(WEEKS)})\b", "week", lambda m: WEEKS[m[1].lower()]),
    (rf"({names(DAYS)})(?:'?s)?\b(?: only\b)?\.?", "days", lambda m: [int(DAYS[m[1].lower()])]),
    (rf"(?:in the )?({names(HALVES)})s?\b\.?", "half", lambda m: HALVES[m[1].lower()]),
    (r"closed\b|shut\b", "closed", always(None)),
    (r"-", "to", always("-")),
    (r"(?:to|through)\b", "to", always("to")),
    (r"and\b|[&,/+]", "and", always(None)),
    (r"[;.|]", "end", always(None)),
    # where a time stands beside it
    (r"(?:start(?:s|ing)?|begins?|beginning)(?: at)? (?=\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m)", "",
     always(None)),
    (r"(?:start|onwards?)(?=\s*(?:[;,.()]|$))", "", always(None)),
    (r"(?:all )?year[- ]round\b|all (?:the )?year\b(?: round\b)?|throughout the year\b", "",
     always(None)),
    # says nothing by itself
    (r"(?:we (?:meet|are|run)|on|at|from|the|an?|of|is|are|open|opens|opening (?:hours|times)|hours"
     r"|times|when|meets?|meetings?|held|sessions?|takes place|runs?|group|club|class(?:es)?)\b"
     r"|[:()@]", "", always(None)),
]  # fmt: skip
COMPILED = [
    (re.compile(pattern, re.IGNORECASE | re.ASCII), kind, value)
    for pattern, kind, value in PATTERNS
]
# A time, and not the day of a date
AFTER_A_TIME = re.compile(rf"(?![\w/]|\.\d|\s?-\s?\d|\s(?:of\s)?{MONTH}\s\d{{4}})", re.IGNORECASE)
YEARS = re.compile(r"20\d\d\s?-\s?20\d\d")


def tokens(text: str) -> Iterator[Token]:
    """Its words in order. Raises NotUnderstoodError at the first that is none of ours."""
    text = text.replace("’", "'")
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        token, at = next_token(text, at)
        if token.kind:
            yield token


def next_token(text: str, at: int) -> tuple[Token, int]:
    for pattern in (BETWEEN, PERIOD, ONE):
        match = pattern.match(text, at)
        if match and is_time(match, pattern) and AFTER_A_TIME.match(text, match.end()):
            return Token("period", match), match.end()
    for compiled, kind, value in COMPILED:
        match = compiled.match(text, at)
        if match:
            return Token(kind, value(match)), match.end()
    raise NotUnderstoodError(text[at:])


def is_time(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """A bare number is no time, and two of them may be years."""
    if pattern is ONE:
        return bool(match["minute"] or match["half"] or match["name"])
    return not YEARS.fullmatch(match[0])
