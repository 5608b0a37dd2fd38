"""A value of a mapping or of the demonstration, to a value as the directory's forms take it."""

import re
from typing import Any

from django.utils.text import slugify

from facilitation.vocabulary import Condition, Gender
from resources.vocabulary import Cost, Delivery, Joining, Status

# Several values in one cell
SEPARATORS = re.compile(r"[;|,]")
SEVERAL = {"interests", "delivery", "genders", "conditions", "authorities"}
CHOICES = {
    "delivery": Delivery, "cost": Cost, "joining": Joining, "status": Status,
    "genders": Gender, "conditions": Condition,
}  # fmt: skip
NO = {"no", "n", "false", "0"}
# Of an address: in whatever words it is said, all but a plain no keeps it secret
NOT_CONFIDENTIAL = {*NO, "", "f", "none", "na", "n/a", "-", "not confidential", "public", "open"}


def tidy(name: str, value: Any) -> Any:
    """A value as the directory's forms take it."""
    if name in SEVERAL:
        parts = value if isinstance(value, list) else SEPARATORS.split(str(value))
        return [choice(name, str(part).strip()) for part in parts if str(part).strip()]
    if name == "address_confidential":
        return str(value).strip().casefold() not in NOT_CONFIDENTIAL
    return choice(name, value) if name in CHOICES else value


def choice(name: str, text: Any) -> Any:
    """The choice that `text` names by its value or by its words, or the text as it is."""
    if name == "interests":
        return slugify(text)
    choices = CHOICES.get(name)
    if choices is None:
        return text
    plain = str(text).strip().casefold()
    for value, label in choices.choices:
        if plain in {value.casefold(), str(label).casefold()}:
            return value
    return text
