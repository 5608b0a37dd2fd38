"""Dates as people type them here: the day first. No database."""

import datetime as dt
import re

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s.*)?")
NAMED = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4}|\d{2})"
)
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
            return dt.date(*map(int, match.groups()))
        if match := NUMBERS.fullmatch(plain):
            day, month, year = map(int, match.groups())
            return dt.date(full(year), month, day)
        if (match := NAMED.fullmatch(plain)) and match[2] in MONTHS:
            return dt.date(full(int(match[3])), MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        pass
    return None


def full(year: int) -> int:
    return year if year >= 100 else CENTURY + year
