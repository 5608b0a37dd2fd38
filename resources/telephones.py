"""Telephone numbers as people type them, in one form: "023 8000 0000 ext 12". No database.

By the tables of Google's libphonenumber. A number of another country keeps its +; a short one, such
as 111, stays as it is.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

COUNTRY = "GB"
# Excel took it for a number: "1632960123.0", "1.632960123E+09"
FLOAT = re.compile(r"\+?\d+\.0+")
# with all its digits: of "2.38056E+09" some are lost
POWER = re.compile(r"\d\.\d{8,}E\+?\d{1,2}", re.IGNORECASE)
# 111, 119, 60066: those of no more than six digits are the same everywhere in the country
SHORT = re.compile(r"[1-9]\d{2,5}|[1-9]\d{2} \d{3}")
NO_TELEPHONE = re.compile(
    r"\b(?:fax|facsimile|minicom|text ?phone|f(?=[.:]))\b"
    r"[\s.:]*(?:no\.?|number)?[\s.:]*[+(]?[\d][\d\s()\-.]*",
    re.IGNORECASE,
)
# one number as nearly all are written, which needs no search
PLAIN = re.compile(r"0[1-9](?: ?\d){8,9}")
# a whole number, and another after no more than a space
RUN_ON = re.compile(r"(\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4})\s+(?=\(?0\d)")
# a letter too: "01632 960O96" was mistyped
TOUCHES_BEFORE, TOUCHES_AFTER = re.compile(r"\d[ -]?$"), re.compile(r"[ -]?\d|[O-]\w*\d", re.I)
BOTH = re.compile(
    r"\b(?:tel(?:ephone)?|phone)\.?\s*(?:/|&|and|or)\s*fax\b"
    r"|\bfax\.?\s*(?:/|&|and|or)\s*(?:tel(?:ephone)?|phone)\b",
    re.IGNORECASE,
)
ANNOUNCING = re.compile(
    r"\b(?:tel(?:ephone)?|(?:free|help)?(?:phone|line)|land ?line|mob(?:ile)?|call|ring|enquiries"
    r"|switchboard|t|m|no|number)\b\.?:?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:;|\||\n|,|/|\bor\b|\band\b|&)\s*", re.IGNORECASE)
LONGEST = 200
SHORTEST, LONGEST_NUMBER = 9, 10  # digits after the nought


class Telephones(NamedTuple):
    """The numbers in a text, each in the one form; and whether there was anything else in it."""

    numbers: tuple[str, ...] = ()
    more: str = ""


def tidy(text: str) -> str:
    """One number in its one form; what is none, or more than one, as it was."""
    found = read(text)
    return found.numbers[0] if len(found.numbers) == 1 and not found.more else text.strip()


def digits(number: str) -> str:
    """What to find one of those numbers by: "02380000000" for "023 8000 0000 ext 12"."""
    return re.sub(r"\D", "", number.partition(" ext ")[0])


def significant(text: str) -> list[str]:
    """What tells the numbers in a text from all others, to look for among the digits of another
    text: "2380000000" for "023 8000 0000", which is in "+44 (0)23 8000 0000", too."""
    found = [digits(number).removeprefix("0") for number in find(text).numbers]
    return [number for number in found if len(number) >= SHORTEST]


def find(text: str) -> Telephones:
    """The numbers in a text. A fax is no telephone, but is kept in what there is more."""
    written = as_digits(text.strip())[:LONGEST]
    if PLAIN.fullmatch(written) and (shown := in_one_form(plain_number(written))):
        return Telephones((shown,))
    if SHORT.fullmatch(written):
        return Telephones((written,))
    # one number for both is a telephone
    written = BOTH.sub("tel", written)
    voice = NO_TELEPHONE.sub(" ", written)
    faxes = " ".join(match[0].strip() for match in NO_TELEPHONE.finditer(written))
    found: list[str] = []
    rest = voice = separated(voice)
    for match in PhoneNumberMatcher(voice, COUNTRY, leniency=phonenumbers.Leniency.POSSIBLE):
        shown = in_one_form(match.number)
        # a part of a longer row of digits is no number
        cut = TOUCHES_BEFORE.search(voice[: match.start]) or TOUCHES_AFTER.match(voice[match.end :])
        if shown and not cut:
            found.append(shown)
            rest = rest.replace(match.raw_string, " ", 1)
    if not found:
        return Telephones((), " ".join(text.split()))
    return Telephones(tuple(dict.fromkeys(found)), " ".join(f"{beside(rest)} {faxes}".split()))


# An office has one number for all that it runs. Not for people's numbers: they are kept in it.
read = lru_cache(maxsize=10_000)(find)


def separated(text: str) -> str:
    """Two numbers that share a cell, so that neither runs into the other."""
    text = RUN_ON.sub(r"\1 ; ", text)
    parts = BETWEEN.split(text)
    whole = len(parts) > 1 and all(
        sum(map(str.isdigit, part)) >= SHORTEST for part in parts if part
    )
    return " ; ".join(parts) if whole else text


def as_digits(text: str) -> str:
    """What Excel made a number of, as the number it was: "01632960123" for "1632960123.0"."""
    if FLOAT.fullmatch(text):
        text = text.partition(".")[0]
    elif POWER.fullmatch(text):
        text = str(int(float(text)))
    lost_its_nought = re.fullmatch(r"[1-9]\d{8,9}", text) and is_possible(f"0{text}")
    if lost_its_nought:
        return f"0{text}"
    code = re.fullmatch(r"(?:00)?(44\d{9,10})", text)
    return f"+{code[1]}" if code else text


def plain_number(text: str) -> phonenumbers.PhoneNumber:
    """What `phonenumbers.parse` makes of a text that is PLAIN, at a hundredth of the time."""
    return phonenumbers.PhoneNumber(
        country_code=phonenumbers.country_code_for_region(COUNTRY),
        national_number=int(text.replace(" ", "")),
    )


def is_possible(text: str) -> bool:
    return bool(in_one_form(phonenumbers.parse(text, COUNTRY)))


def in_one_form(number: phonenumbers.PhoneNumber) -> str:
    """As it is read out at home: "01632 960123"; abroad with its +. Empty for what can be none."""
    if number.country_code != phonenumbers.country_code_for_region(COUNTRY):
        valid = phonenumbers.is_valid_number(number)
        form = PhoneNumberFormat.INTERNATIONAL
    else:
        digits = str(number.national_number)
        # the numbers for use in drama are possible, but not valid
        valid = digits.startswith(DRAMA) or phonenumbers.is_valid_number(number)
        form = PhoneNumberFormat.NATIONAL
    if not valid:
        return ""
    bare = phonenumbers.PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
    )
    shown = phonenumbers.format_number(bare, form)
    return f"{shown} ext {number.extension}" if number.extension else shown


# Ofcom's numbers for drama, which are given to nobody: so those of tests and demonstrations
DRAMA = (
    "1632960", "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960",
    "1314960", "1414960", "1514960", "1614960", "2079460", "1914980", "2896496", "2920180",
    "7700900", "8081570", "9098790", "3069990",
)  # fmt: skip


def beside(rest: str) -> str:
    """What is said beside numbers, without the marks and the words that only announce them."""
    words = ANNOUNCING.sub(" ", rest)
    words = re.sub(r"^[\s;|,/&:.()'\-]+|[\s;|,/&:.()'\-]+$", "", " ".join(words.split()))
    return "" if words.casefold() in {"or", "and"} else words
