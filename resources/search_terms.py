"""What is typed into a search, as the terms that it is made of, however it is typed. Pure.

`resources_plain` in the database puts what is searched into the same form.
"""

import re
import unicodedata

from resources import telephones
from resources.confidential import POSTCODE

MOST_TERMS = 8
SHORTEST_TELEPHONE = 9  # digits: fewer are looked for as they are

# Accents, which NFKD sets apart, and apostrophes: left out. Punctuation and symbols part words.
LEFT_OUT = re.compile("['’‘ʼ`´\u0300-\u036f]")
BETWEEN = re.compile(
    "[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u2bff"
    "\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff]+"
)
LETTERS = str.maketrans("łøđ", "lod")  # an accent, but not to NFKD


def plain(text: str) -> str:
    """Small letters and single spaces: "mens cafe drop in" for "Men’s Café: drop–in"."""
    letters = unicodedata.normalize("NFKD", text).lower().translate(LETTERS)
    return " ".join(BETWEEN.sub(" ", LEFT_OUT.sub("", letters)).split())


def terms(text: str) -> list[str]:
    """The words of a search. A postcode and a telephone number are one each, without spaces:
    ["choir", "so171bj"] for "Choir SO17 1BJ", ["01632960123"] for "+44 1632 960123"."""
    numbers: list[str] = []
    if sum(map(str.isdigit, text)) >= SHORTEST_TELEPHONE:
        found = telephones.find(text)
        numbers, text = [telephones.digits(number) for number in found.numbers], found.more
    text = POSTCODE.sub(lambda match: "".join(match[0].split()), text)
    return list(dict.fromkeys([*plain(text).split(), *numbers]))[:MOST_TERMS]
