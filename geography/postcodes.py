"""UK postcodes as text: read, tidied, taken apart. Knows no database."""

import itertools
import re

# The rule of BS 7666 in the fuller form that GOV.UK gives for bulk data transfer: which letters
# may stand where; the inward part has no C, I, K, M, O or V. Beyond it: GIR 0AA, and the letters
# of W1 and NPT that were in use until 2000 and are still in the directory. All but one of the
# 2,720,556 codes in the ONS Postcode Directory of November 2025 fit (NPT0VA does not).
POSTCODE = re.compile(
    r"(?:[A-PR-UWYZ][1-9][0-9]?"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?"
    r"|[A-PR-UWYZ][0-9][A-HJKMNPR-Y]"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]"
    r"|NPT)"
    r"[0-9][ABD-HJLNP-UW-Z]{2}"
    r"|GIR0AA"
)
# In a longer text
WITHIN = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
# An O that was typed, or read, as a zero: no area of one letter has a district that begins with it.
ZERO_DISTRICT = re.compile(r"[A-PR-UWYZ]0[0-9][0-9][ABD-HJLNP-UW-Z]{2}")
# Which characters people type for each other, and read for each other on paper.
LOOKALIKES = {"0": "0O", "O": "O0", "1": "1I", "I": "I1"}
MOST_CHARACTERS = 7


class MalformedPostcodeError(ValueError):
    """The text is not shaped like a UK postcode. `meant` is the one it may have been meant for, to
    be asked about: "YO1 7FR" for "Y01 7FR"."""

    def __init__(self, meant: str = "") -> None:
        super().__init__()
        self.meant = meant


def parse(text: str) -> str:
    """The postcode in `text` without its space, in capitals: "SO171BJ" for " so17 1bj".

    Dots, dashes and spaces are ignored. An O typed for a zero, or a 1 for an I, is put right where
    only one postcode can be meant. A zero after the first letter is asked about instead: "P01 2AB"
    is shaped like a postcode, but there is no such district. Raises MalformedPostcodeError.
    """
    code = re.sub(r"[\s.\-‐-―]+", "", text.strip().upper())
    if ZERO_DISTRICT.fullmatch(code):
        raise MalformedPostcodeError(meant=spaced(f"{code[0]}O{code[2:]}"))
    if POSTCODE.fullmatch(code):
        return code
    if len(code) <= MOST_CHARACTERS:
        meant = [guess for guess in lookalikes(code) if POSTCODE.fullmatch(guess)]
        if len(meant) == 1:
            return meant[0]
    raise MalformedPostcodeError


def split(text: str) -> tuple[str, str]:
    """The one postcode in a text, and what stands beside it; the text has none, or several:
    ("", text)."""
    found = WITHIN.findall(text)
    if len(found) != 1:
        return "", text
    rest = " ".join(text.replace(found[0], " ").split())
    return found[0], rest.strip(" ,.;:()-")


def lookalikes(code: str) -> list[str]:
    """Every reading of `code` with O and 0, I and 1 taken for each other."""
    choices = [LOOKALIKES.get(character, character) for character in code]
    return ["".join(characters) for characters in itertools.product(*choices)]


def spaced(code: str) -> str:
    """As people write it: "SO17 1BJ" for "SO171BJ"."""
    return f"{code[:-3]} {code[-3:]}" if code else ""


def district(code: str) -> str:
    """The outward part, which names no home: "SO17" for "SO171BJ"."""
    return code[:-3]
