"""Opening hours as people write them. Knows no database."""

import datetime as dt
import re

# A time: 9, 09:00, 9.30, 10am, 2.30 pm, 1900
TIME = r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?m?\.?"
PERIOD = re.compile(rf"{TIME}\s*(?:-|–|—|to|until)\s*{TIME}", re.IGNORECASE)
BETWEEN_PERIODS = re.compile(r"\s*(?:,|;|&|/|\band\b)\s*", re.IGNORECASE)
CLOSED = {"", "closed", "-", "n/a", "none", "shut"}
MIDDAY = 12
# Nothing in a directory opens at one in the morning: "1:00-18:00" lost a digit. (Our decision.)
EARLIEST = dt.time(5)

Period = tuple[dt.time, dt.time]


class UnreadableHoursError(ValueError):
    """The text is not opening hours."""


def parse(text: str) -> list[Period]:
    """The periods in "10:00-13:00,14:00-17:00" or "10am to 1pm and 2-5pm"; none for "closed".

    Raises UnreadableHoursError, also when a period ends before it starts.
    """
    tidy = " ".join(text.split())
    if tidy.casefold() in CLOSED:
        return []
    return [period(part) for part in BETWEEN_PERIODS.split(tidy)]


def period(text: str) -> Period:
    match = PERIOD.fullmatch(text)
    if not match:
        raise UnreadableHoursError(text)
    hour, minute, half, last_hour, last_minute, last_half = match.groups()
    ends = clock(last_hour, last_minute, last_half, text)
    # "2-5pm" means the afternoon at both ends, "10-1pm" does not
    guesses = [half] if half else [last_half, "a", None]
    for guess in guesses:
        starts = clock(hour, minute, guess, text)
        if EARLIEST <= starts < ends:
            return starts, ends
    raise UnreadableHoursError(text)


def clock(hour: str, minute: str | None, half: str | None, text: str) -> dt.time:
    hours = int(hour)
    if half and hours <= MIDDAY:
        hours = hours % MIDDAY + (MIDDAY if half.lower() == "p" else 0)
    try:
        return dt.time(hours, int(minute or 0))
    except ValueError:
        raise UnreadableHoursError(text) from None
