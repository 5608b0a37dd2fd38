"""What something costs, as people write it. No database.

An amount of ours is what everyone pays for one visit. So "£2 for under-18s", "£20 a month", "from
£5" and "$5" stay words; "£3.50 per session (first free)" is £3.50, with "first free" beside it.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from resources.intake.nothing import known
from resources.vocabulary import Cost

MOST_POUNDS = 99_999
AMOUNT = re.compile(
    r"(?:£|gbp|ukp)\s*(\d{1,3}(?:,\d{3})+|\d{1,5})(?:\.(\d{1,2}))?(?!\d)(?:\s*gbp)?"
    r"|(\d{1,5})(?:\.(\d{1,2}))?(?!\d)\s*(?:pounds?|gbp)\b"
    r"|(\d{1,2})\s*(?:p|pence)\b",
    re.IGNORECASE,
)
BARE = re.compile(r"(\d{1,5})(?:\.(\d{1,2})\d*)?")
FOREIGN = re.compile(r"[$€¥₹]|\b(?:usd|eur|euros?|dollars?|aud|cad|nzd|cents?)\b", re.IGNORECASE)
FREE = re.compile(
    r"(?:(?:it(?:'s| is)|this is|completely|totally|always|all|entry|admission)\s+)*"
    r"(?:free(?:\s+(?:of charge|to (?:attend|join|use|all|everyone)|for (?:all|everyone)"
    r"|entry|admission|service|events?|sessions?|activity))?"
    r"|f\.?o\.?c\.?|no (?:charge|cost|fee)s?|without charge|nothing to pay|gratis)",
    re.IGNORECASE,
)
# one visit, and everyone's
EACH_VISIT = re.compile(
    r"^(?:(?:per|a|an|each|every|for each|for one|/)\s*)"
    r"(?:(?:weekly )?session|visit|class|person|head|time|meeting|lesson|workshop|swim|meal)s?\b"
    r"|^(?:p/?p|each(?! (?:week|month|term|year|quarter))|pps|drop[- ]?in|entry|admission"
    r"|on the door)\b",
    re.IGNORECASE,
)
# words beside an amount that say it is not what everyone pays for a visit
NOT_FOR_ALL = re.compile(
    r"\b(?:for|under|over|aged?|adults?|child(?:ren)?|kids?|seniors?|oaps?|pensioners?|members?|non"
    r"|students?|carers?|concessions?|from|up to|between|to|or|and|plus|then|otherwise|if|unless"
    r"|per|month(?:ly)?|year(?:ly)?|annual(?:ly)?|quarter(?:ly)?|terms?|course|block|hour(?:ly)?"
    r"|week(?:ly)?|day|night|p\.?/?[wmqah]\.?|pcm|p\.c\.m|p/wk|pwk|wk|mth|yr|ph|termly|family|couples?|deposit|membership|subscription|about|around|minimum"
    r"|approx(?:imately)?|depends?|varies|various|suggested|only|km|miles?)\b|\d|[-–—~<>/]",
    re.IGNORECASE,
)
# from a column of its own: "£3, per session"
OF_WHAT = re.compile(r",\s+(?=(?:per|each|p/?p)\b)", re.IGNORECASE)
BEGINS_ANEW = re.compile(r"[\s,;.:!(\[–—-]+")
ADDED = re.compile(r"$|p$|[\s,;.:!(\[–—-]|(?:incl(?:udes|uding|\.)?|with)\b[^\d£]*$", re.IGNORECASE)
# said of an amount, even in brackets: a range, or whose it is
OF_SOME = re.compile(
    r"\s*[-–—]\s*(?:£|\d)|\s*[;,/]\s*£?\d+(?:\.\d+)?\s*(?:$|[;,/])"
    r"|[\s(\[,;:–—-]*(?:for|under|over|adults?|child(?:ren)?|kids?|members?|non|concessions?"
    r"|seniors?|students?|per|monthly|yearly|annual(?:ly)?|an? (?:month|year|term)|each month"
    r"|suggested|optional|voluntary)\b"
    r"|.*\bdonations?\b",
    re.IGNORECASE,
)


class Price(NamedTuple):
    """Shaped as the directory's forms take it; the amount is in pounds."""

    cost: Cost
    amount: Decimal | None = None
    words: str = ""


# The same few words come up again and again.
@lru_cache(maxsize=10_000)
def read(text: str) -> Price:
    original = OF_WHAT.sub(" ", " ".join(known(text).split()))
    if not original:
        return Price(Cost.UNKNOWN)
    if FOREIGN.search(original):
        return Price(Cost.OTHER, None, original)
    return free(original) or fixed(original) or Price(Cost.OTHER, None, original)


def free(text: str) -> Price | None:
    """ "Free", and what is said after it, unless that says for whom."""
    match = FREE.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    words = about(rest)
    # "free parking" is not free
    joined_on = rest.strip() and not BEGINS_ANEW.match(rest.lstrip())
    if joined_on or AMOUNT.search(rest) or restricts(words):
        return None
    return Price(Cost.FREE, None, words)


def restricts(words: str) -> bool:
    """Is it free only for some?"""
    return bool(re.match(r"(?:for|to|if|when|with|until|under|over|members|on)\b", words, re.I))


def fixed(text: str) -> Price | None:
    """One amount, and what is said after it, unless that makes it another."""
    match = AMOUNT.match(text) or BARE.match(text)
    if not match:
        return None
    amount = pounds(*match.groups())
    rest = text[match.end() :].strip()
    each = EACH_VISIT.match(rest)
    bare_and_more = match.re is BARE and rest and not each
    rest = rest[each.end() :] if each else rest
    if amount is None or bare_and_more or qualified(rest):
        return None
    words = about(rest)
    if amount == 0:
        return Price(Cost.FREE, None, words)
    return Price(Cost.AMOUNT, amount, words)


def qualified(rest: str) -> bool:
    """Does what follows an amount make it another? After a bracket or a comma something is added,
    unless it says whose the amount is."""
    if OF_SOME.match(rest):
        return True
    return not ADDED.match(rest) and bool(NOT_FOR_ALL.search(rest))


def pounds(*parts: str | None) -> Decimal | None:
    """From the groups of AMOUNT or BARE: pounds and pence, twice, and pence alone."""
    padded = [*parts, *[None] * (5 - len(parts))]
    if padded[4]:
        return Decimal(padded[4]).scaleb(-2).quantize(Decimal("0.01"))
    whole, pence = padded[0] or padded[2], padded[1] or padded[3] or ""
    if whole is None:
        return None
    found = Decimal(f"{whole.replace(',', '')}.{pence.ljust(2, '0')}")
    return found if found <= MOST_POUNDS else None


def about(rest: str) -> str:
    """What is said beside an amount, without the marks that joined it on."""
    words = BEGINS_ANEW.sub("", rest, count=1).strip() if BEGINS_ANEW.match(rest) else rest.strip()
    if words == "p":
        return ""
    if words.endswith((")", "]")) and words.count("(") + words.count("[") < 1:
        words = words[:-1]
    return words.strip(" .,;")
