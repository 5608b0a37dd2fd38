"""Dates as people type them here: the day first. No database."""

import datetime as dt
import re
from calendar import monthrange

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t z+].*)?")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:t[\d.:]*z?)?")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s.*)?")
NAMED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4}|\d{2})"
)
# "Dec 2020", "end of July 2027", "12/2020", "2020"
MONTH = re.compile(r"(?:(?:the )?end of )?([a-z]{3})[a-z]*\.?,?[ -](\d{4})")
MONTH_NUMBER = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})")
YEAR = re.compile(r"(?:(?:the )?end of )?((?:19|20)\d\d)")
CENTURY = 2000
# the number that a spreadsheet has for a day from 1990 to 2064
SERIAL = re.compile(r"(?:3[3-9]|4\d|5\d)\d{3}(?:\.\d+)?")
EXCEL_BEGINS = dt.date(1899, 12, 30)


def read(text: str) -> dt.date | None:
    """The day; None for what is none. A year of two digits is of this century."""
    plain = " ".join(text.casefold().split())
    if SERIAL.fullmatch(plain):
        return EXCEL_BEGINS + dt.timedelta(days=int(plain.partition(".")[0]))
    try:
        if match := ISO.fullmatch(plain):
            return dt.date(*map(int, match.group(1, 3, 4)))
        if match := COMPACT.fullmatch(plain):
            return dt.date(*map(int, match.groups()))
        if match := NUMBERS.fullmatch(plain):
            day, month, year = map(int, match.groups())
            return dt.date(full(year), month, day)
        if (match := NAMED.fullmatch(plain)) and match[2] in MONTHS:
            return dt.date(full(int(match[3])), MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        pass
    return None


def read_end(text: str) -> dt.date | None:
    """A last day: of a month or a year that is named alone, its own last."""
    plain = " ".join(text.casefold().split())
    if found := read(text):
        return found
    if match := MONTH.fullmatch(plain):
        number = MONTHS.index(match[1]) + 1 if match[1] in MONTHS else 0
        return last_of(int(match[2]), number)
    if match := MONTH_NUMBER.fullmatch(plain):
        return last_of(int(match[2] or match[3]), int(match[1] or match[4]))
    match = YEAR.fullmatch(plain)
    return last_of(int(match[1]), 12) if match else None


def last_of(year: int, month: int) -> dt.date | None:
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, monthrange(year, month)[1])


def full(year: int) -> int:
    return year if year >= 100 else CENTURY + year
