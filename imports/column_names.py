"""What columns are called, made plain; and those that are called after days of the week."""

import re
import unicodedata
from functools import lru_cache

from imports.vocabulary import DAY_NAMES

# "1. Name of group", "Q3) Postcode"
NUMBERED_SO = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,2}\s?[.):]\s+", re.IGNORECASE)


# asked of the same few columns in every row
@lru_cache(maxsize=5000)
def tidy(column: str) -> str:
    """In small letters and single words, without what stands in brackets: "address 1" for
    "Address1", "start time" for "startTime (24h)"."""
    column = unicodedata.normalize("NFKD", column)  # "Ffôn" is "ffon"
    column = "".join(one for one in column if not unicodedata.combining(one))
    column = NUMBERED_SO.sub("", column)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    spaced = re.sub(r"(?<=[A-Za-z]{3})(?=\d+$)", " ", spaced.strip())
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", spaced)
    words = re.findall(r"[a-z0-9£]+", (outside if outside.strip() else spaced).casefold())
    return re.sub(r"(?<=\w) (?:y n|yes no)$", "", " ".join(words))  # "Parking Y/N"


AROUND_A_DAY = {
    "opening", "open", "opens", "hours", "hour", "times", "time", "staffed", "close", "closes",
    "closing", "from", "to", "until", "start", "starts", "end", "ends", "finish", "session",
    "sessions", "am", "pm", "morning", "afternoon", "evening", "eve",
}  # fmt: skip


def is_hours(plain: str, day: str) -> bool:
    """ "Monday", "Mon hours", "opening_hours_monday"; not "Monday club"."""
    words = plain.split()
    named = [word for word in words if word in (day, day[:3], day[:4], day[:5])]
    return len(named) == 1 and set(words) - set(named) <= AROUND_A_DAY


def days_together(plain: str) -> tuple[str, ...]:
    """The days of "Mon-Fri", "Weekday hours" or "Weekend"; none of any other column."""
    words = [word for word in plain.split() if word not in AROUND_A_DAY]
    if plain in ("weekday", "weekdays"):
        return ()  # which day it is, beside a time
    if len(words) == 1:
        return SEVERAL_DAYS.get(words[0].removesuffix("s"), ())
    named = [at for word in words for at, day in enumerate(DAY_NAMES) if word in (day, day[:3])]
    apart = len(words) == len(named) == 2 and named[0] < named[1]
    return DAY_NAMES[named[0] : named[1] + 1] if apart else ()


SEVERAL_DAYS = {
    "weekday": DAY_NAMES[:5], "weekend": DAY_NAMES[5:], "daily": DAY_NAMES,
}  # fmt: skip


ASKS_TO_SHARE = re.compile(
    r"\b(?:can|may|ok|okay|happy|permission|consent|agree|willing|publish|share|display|show)\b"
)
SHARED = {"email": r"e ?mail|contact", "phone": r"phone|telephone|number|contact"}


def asks_to_share(plain: str, field: str) -> bool:
    """ "Can we share your e-mail?"."""
    called = re.search(rf"\b(?:{SHARED[field]})", plain)
    return bool(called and ASKS_TO_SHARE.search(plain))


# what stands beside a time or a price
DATES = {"date", "dates", "event date", "session date", "date of event", "date of session"}
COST = r"(?:costs?|prices?|charges?|fees?)(?: (?:£|gbp|amount))?"
COST_DETAILS = (
    r"(?:cost|price|fee|charge|payment|charging)s? (?:details?|notes?|info(?:rmation)?|comments?"
    r"|description|basis|unit|type|per|frequency|period|for)|charged per|unit|per"
)


def is_date(plain: str) -> bool:
    return plain in DATES


def is_cost(plain: str) -> bool:
    return bool(re.fullmatch(COST, plain))


def says_what_for(plain: str) -> bool:
    """Beside another, what a price is for, or one more price."""
    return bool(re.fullmatch(rf"{COST}|{COST_DETAILS}", plain))
