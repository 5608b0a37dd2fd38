"""Other people's JSON, value by value: what it should be, or nothing. Nothing here raises."""

import datetime as dt
import hashlib
import math
import re
from typing import Any
from uuid import UUID

from open_referral.harvest.text import one_line

Json = dict[str, Any]

LONGEST_KEY = 200
# places, times or terms of one service: no real one has so many
MOST_OF_A_KIND = 200
# what people write where nothing is known
NOTHING = {"not known", "unknown", "n/a", "na", "none", "null", "tbc", "-", "."}


def objects(value: Any) -> list[Json]:
    """The first objects in a list; of an object, itself; of anything else, none."""
    found = value[:MOST_OF_A_KIND] if isinstance(value, list) else [value]
    return [part for part in found if isinstance(part, dict)]


def member(value: Json, *names: str) -> list[Json]:
    """The objects under the first of these names that has any."""
    return next((found for name in names if (found := objects(value.get(name)))), [])


def known_text(value: Any, most: int) -> str:
    """In one line; empty where people write that they do not know."""
    text = one_line(value, most)
    return "" if text.casefold() in NOTHING else text


def key_of(value: Any) -> str:
    """An id as a feed gives it, short enough to keep. However it writes a UUID, it is the same."""
    text = uuid_text(value) or one_line(value, 10_000)
    if len(text) <= LONGEST_KEY:
        return text
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def uuid_text(value: Any) -> str:
    """The id as a UUID, or empty. The nil UUID names nothing."""
    try:
        found = UUID(value) if isinstance(value, str) else None
    except ValueError:
        return ""
    return str(found) if found and found.int else ""


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


def phone(phones: list[Json]) -> str:
    """The first number. Whose it is by name is never kept."""
    return next((found for one in phones if (found := known_text(one.get("number"), 40))), "")


def date(value: Any) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and 1900 <= found.year <= 2200 else None
