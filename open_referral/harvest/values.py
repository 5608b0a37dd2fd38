"""Other people's JSON, value by value: what it should be, or nothing. Nothing here raises."""

import datetime as dt
import hashlib
import math
import re
from functools import lru_cache
from typing import Any
from uuid import UUID

from resources.intake import dates
from resources.intake.nothing import known
from resources.intake.text import TEXT_OR_NUMBER, one_line, plain, shorten

Json = dict[str, Any]

LONGEST_KEY = 200
TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "t", "1"), True),
    **dict.fromkeys(("false", "no", "n", "f", "0"), False),
}
LONGEST_TEXT = 100_000
# places, times or terms of one service: no real one has so many
MOST_OF_A_KIND = 200


def objects(value: Any) -> list[Json]:
    """The first objects in a list; of an object, itself; of anything else, none."""
    if value is None:
        return []
    found = value[:MOST_OF_A_KIND] if isinstance(value, list) else [value]
    return [part for part in found if isinstance(part, dict)]


def known_text(value: Any, most: int) -> str:
    """In one line; empty where people write that they do not know."""
    if value is None:
        return ""
    text = one_line(value, most)
    return known(text) if text else ""


def take_text(holder: Json, name: str, most: int) -> str:
    """`known_text`, and what was read is no longer there. What is no text stays, and so does what
    is longer: `leftovers` tells of it."""
    value = holder.get(name)
    if value is None or isinstance(value, bool) or not isinstance(value, TEXT_OR_NUMBER):
        return ""
    text = one_line(value, LONGEST_TEXT)
    if len(text) <= most:
        del holder[name]
    return known(shorten(text, most))


def take_truth(holder: Json, name: str) -> bool | None:
    """Yes, no, or None where nothing of the kind stands there."""
    value = holder.get(name)
    if value is None:
        return None  # as nearly always
    truth = value if isinstance(value, bool) else TRUTH.get(str(value).strip().casefold())
    if truth is not None:
        del holder[name]
    return truth


def take_lines(holder: Json, name: str, most: int) -> str:
    """The same with its lines kept."""
    if not (text := plain(holder.get(name))):
        return ""
    if len(text) <= most:
        del holder[name]
    return known(shorten(text, most))


def key_of(value: Any) -> str:
    """An id as a feed gives it, short enough to keep. However it writes a UUID, it is the same."""
    text = uuid_text(value) or one_line(value, 10_000)
    if len(text) <= LONGEST_KEY:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def uuid_text(value: Any) -> str:
    """The id as a UUID, or empty. The nil UUID names nothing."""
    return as_uuid(value) if isinstance(value, str) else ""


# each is asked about several times, and those of organisations and terms in many services
@lru_cache(maxsize=10_000)
def as_uuid(text: str) -> str:
    try:
        found = UUID(text)
    except ValueError:
        return ""
    return str(found) if found.int else ""


def number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        found = float(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and math.isfinite(found) else None


def moment(value: Any) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if found is None or not 1970 <= found.year <= 9000:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def web(value: Any) -> str:
    """A web address, as feeds write them: often without what it begins with."""
    text = known_text(value, 500)
    return f"https://{text}" if re.match(r"www\.|[\w-]+(\.[\w-]+)+(/|$)", text) else text


def date(value: Any, *, ends: bool = False) -> dt.date | None:
    """As ISO 8601 has it, or as people write it here. Of what ends, a month or a year alone is its
    last day."""
    if not isinstance(value, str) or not value:
        return None
    found = of_text(value, ends=ends)
    return found if found and 1900 <= found.year <= 2200 else None


# the same few days come up again and again
@lru_cache(maxsize=10_000)
def of_text(value: str, *, ends: bool) -> dt.date | None:
    if dates.SERIAL.fullmatch(value.strip()):
        return None
    return (dates.read_end if ends else dates.read)(value)
