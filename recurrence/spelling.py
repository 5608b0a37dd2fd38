"""Other ways of writing days and times, turned into the one that the lexer knows: "M-F", "Tu & Th",
"half past ten", "Dydd Llun 9yb". What is not one of them stays as it was.
"""

import re
from functools import partial

from recurrence.vocabulary import Weekday

DAY_OF = {
    **{day.label[:2]: str(day.label) for day in Weekday},
    **{day.label[:3]: str(day.label) for day in Weekday},
    "M": "Monday", "W": "Wednesday", "F": "Friday",
}  # fmt: skip
AND = r"\s?(?:-|,|/|&|\+|and|to)\s?"
# A "T" may be either of two days, and so may an "S".
LETTER = r"(?:M|Tue?|W(?:ed)?|Thu?|F(?:ri)?|Sat?|Sun?)\b"
# Only where they begin a text and a time follows: "M & F" may also be men and women.
IN_LETTERS = re.compile(
    rf"(?!M\s?(?:/|&|,|\+|and)\s?F\b(?!{AND}))({LETTER}(?:{AND}{LETTER})+)(?=:?,?\s\(?\d)"
)
ONE_LETTER = re.compile(rf"\b{LETTER}(?![.'’])")
WORKING_WEEK = re.compile(r"\bM\s?(-|to)\s?F\b")
# "We" is a word, too.
TWO_LETTERS = re.compile(
    r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\b(?=:?\s?(?:[-,&/+]|\d|and\b|$|(?:Mo|Tu|We|Th|Fr|Sa|Su)\b))"
)

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
HOUR = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})"
IN_WORDS = re.compile(rf"\b(half past|quarter past|quarter to) {HOUR}\b(?!:)", re.IGNORECASE)
O_CLOCK = re.compile(rf"\b{HOUR} ?o'? ?clock\b", re.IGNORECASE)
WITH_H = re.compile(r"\b(\d{1,2})h(\d\d)\b")
MINUTES = {"half past": 30, "quarter past": 15, "quarter to": -15}

# Days by themselves could be something else: Mawrth is March, too.
IS_WELSH = re.compile(r"\b(?:dydd|dyddiau|nos|llun|mercher|gwener|sadwrn)\b", re.IGNORECASE)
WELSH_DAYS = {
    "llun": "Monday", "mawrth": "Tuesday", "mercher": "Wednesday", "iau": "Thursday",
    "gwener": "Friday", "sadwrn": "Saturday", "sul": "Sunday",
    # as they are after "nos"
    "lun": "Monday", "fawrth": "Tuesday", "fercher": "Wednesday", "wener": "Friday",
}  # fmt: skip
WELSH_DAY = rf"({'|'.join(WELSH_DAYS)})"
WELSH: list[tuple[str, str]] = [
    (r"(?<=\d)\s?y\.?b\b\.?", "am"),
    (r"(?<=\d)\s?y\.?[ph]\b\.?", "pm"),
    (r"(?:hanner|canol) dydd", "noon"),
    (r"hanner nos", "midnight"),
    (rf"nos {WELSH_DAY}\b", r"\1 evening"),
    (rf"(?:ar )?(?:d?dydd|dyddiau) (?={WELSH_DAY}\b)", ""),
    (r"bob dydd\b(?! a )", "daily"),
    (r"bob\b(?! (?:yn|pythefnos|mis|wythnos))", "every"),
    (r"ar gau\b", "closed"),
    (r"(?:yn )?y bore\b", "morning"),
    (r"(?:yn )?y prynhawn\b", "afternoon"),
    (r"(?:yn )?yr hwyr\b|gyda'r nos\b", "evening"),
    (r"rhwng\b", "between"),
    (r"ac?\b", "and"),
    (r"i\b|tan\b|hyd(?: at)?\b", "to"),
    (r"o\b", "from"),
    (rf"{WELSH_DAY}\b", r"\1"),
]
WELSH_WORDS = [
    (
        re.compile(rf"{'' if wrong.startswith('(?<') else chr(92) + 'b'}{wrong}", re.IGNORECASE),
        right,
    )
    for wrong, right in WELSH
]


def spelled_out(text: str) -> str:
    """The same, with days and times as the lexer knows them."""
    text = text.replace("’", "'")
    text = WITH_H.sub(r"\1:\2", text)
    text = O_CLOCK.sub(lambda one: f"{hour(one[1])}:00", text)
    text = IN_WORDS.sub(lambda one: clock(one[1].lower(), hour(one[2])), text)
    if IS_WELSH.search(text):
        text = from_welsh(text)
    if IN_LETTERS.match(text):
        text = ONE_LETTER.sub(lambda one: DAY_OF[one[0]], text)
    text = WORKING_WEEK.sub(r"Monday \1 Friday", text)
    return TWO_LETTERS.sub(lambda one: DAY_OF[one[1]], text)


def hour(text: str) -> int:
    return NUMBERS.get(text.lower()) or int(text)


def clock(past: str, hours: int) -> str:
    """ "quarter to one" as "12:45"; without the nought in front that would mean the morning."""
    minutes = MINUTES[past]
    if minutes < 0:
        hours, minutes = (hours - 1) or 12, 60 + minutes
    return f"{hours}:{minutes:02}"


def from_welsh(text: str) -> str:
    for wrong, right in WELSH_WORDS:
        text = wrong.sub(partial(english, right), text)
    return text


def english(right: str, match: re.Match[str]) -> str:
    day = WELSH_DAYS.get((match[1] or "").lower(), "") if match.re.groups else ""
    return right.replace(r"\1", day)
