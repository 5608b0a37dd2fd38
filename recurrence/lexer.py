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
HALVES = {"morning": "a", "afternoon": "p", "evening": "p"}

DAY = rf"(?:{names(DAYS)})(?:'?s)?\b\.?"
MONTH = rf"(?:{names(MONTH_NUMBERS)})\b\.?"
SOME_MONTHS = rf"{MONTH}(?:\s?(?:,|and|&|or)\s?{MONTH})*"
DATE = (
    rf"(?:{DAY},?\s)?(?:(\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s({names(MONTH_NUMBERS)})\.?,?\s(\d{{4}})"
    r"|(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})-(\d\d)-(\d\d))\b"
)
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


Value = Callable[[re.Match[str]], Any]


def always(value: Any) -> Value:
    return lambda match: value


# What may come next, the first that fits.
PATTERNS: list[tuple[str, str, Value]] = [
    (rf"(?:from|starting(?: on| from)?|beginning|since) {DATE}", "from", date),
    (rf"(?:until|till?|to|-|ending(?: on)?|up to) {DATE}", "until", date),
    (rf"(?:(?:but )?not(?: on)?|except(?: on)?|excluding) {DATE}", "not", date),
    (rf"(?:from )?{MONTH}\s?(?:-|to|until|through)\s?{MONTH}(?! \d)", "in", range_of_months),
    (rf"(?:only )?(?:in|during) {SOME_MONTHS}(?! \d)", "in", lambda m: months(m[0])),
    (rf"(?:(?:but )?not|except|excluding|apart from) (?:(?:in|during) )?{SOME_MONTHS}(?! \d)", "in",
     lambda m: sorted({*range(1, 13)} - set(months(m[0])))),
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
    (rf"(?:{EVERY} )?week-?days?\b", "days", always(list(range(5)))),
    (rf"(?:{EVERY} )?week-?ends?\b", "days", always([5, 6])),
    (rf"{EVERY}\b", "every", always(None)),
    (rf"({names(WEEKS)})\b", "week", lambda m: WEEKS[m[1].lower()]),
    (rf"({names(DAYS)})(?:'?s)?\b\.?", "days", lambda m: [int(DAYS[m[1].lower()])]),
    (r"(?:in the )?(morning|afternoon|evening)s?\b", "half", lambda m: HALVES[m[1].lower()]),
    (r"closed\b|shut\b", "closed", always(None)),
    (r"-|(?:to|through)\b", "to", always(None)),
    (r"and\b|[&,/+]", "and", always(None)),
    (r"[;.]", "end", always(None)),
    # says nothing by itself
    (r"(?:we (?:meet|are|run)|on|at|from|the|an?|of|is|are|open|opens|opening (?:hours|times)|hours"
     r"|times|when|meets?|meetings?|held|sessions?|takes place|runs?)\b|[:()]", "", always(None)),
]  # fmt: skip
COMPILED = [
    (re.compile(pattern, re.IGNORECASE | re.ASCII), kind, value)
    for pattern, kind, value in PATTERNS
]
# A time, and not the day of a date
AFTER_A_TIME = re.compile(rf"(?![\w/]|\s?-\s?\d|\s(?:of\s)?{MONTH}\s\d{{4}})", re.IGNORECASE)
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
