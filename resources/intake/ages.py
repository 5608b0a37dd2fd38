"""Ages as people write them: "55+", "over 50s", "18 to 65", "under 5s", "adults". No database.

"Over 50s" is read as 50 and over, as those who write it mean it; "under 5s" as up to 4. What may be
meant otherwise, such as two groups of ages, is no range: a narrow one would shut people out.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from resources.intake.nothing import known

OLDEST = 120
# said of an upper limit, it means that there is none
NO_LIMIT = 99
ADULT = 18

YEARS = r"(?:\s*-?\s*(?:years?(?:[ -]olds?)?|yrs?\.?|y/?o|y(?![a-z])))?(?:\s*of age)?"
AGE = rf"(\d{{1,3}})(?:\.0+)?{YEARS}'?s?"
RANGE = re.compile(rf"(?:between\s+|from\s+)?{AGE}\s*(?:-|–|—|to|and|until|up to|&)\s*{AGE}")
FROM = re.compile(
    rf"{AGE}\s*(?:\+{YEARS}|plus{YEARS}|(?:to|-) no (?:upper )?limit"
    r"|(?:and|or|&) (?:over|above|up|older|upwards?)(?:'?s)?|upwards?|onwards?|-)"
)
OVER = re.compile(
    rf"(?:over|above|from|min(?:imum)?|at least|older than|>=?)[\s:-]*{AGE}(?: and (?:over|above))?"
)
UNDER = re.compile(rf"(?:under|below|younger than|less than|<)[\s-]*{AGE}")
UP_TO = re.compile(rf"(?:up to|until|max(?:imum)?|no older than|<=)[\s:]*{AGE}")
UP_TO_AFTER = re.compile(rf"{AGE}\s*(?:and|or|&) (?:under|below|younger)")
ONE = re.compile(AGE)
# "20s and 30s" go on to 39
DECADES = re.compile(r"\d0'?s?\s*(?:-|–|—|to|and|&)\s*\d0'?s")
# of small children: the months stay words, and the upper limit of whole years is one
MONTHS = r"(?:months?|mths?|mos?|m|weeks?|wks?|days?)"
IN_MONTHS = re.compile(
    rf"(?:from |between )?\d{{1,3}}(?:\.\d)?\s*{MONTHS}\s*(?:-|–|—|to|and|until|up to|&)\s*{AGE}"
)
UNDER_MONTHS = re.compile(
    rf"(?:(?:under|up to|birth to|0\s*(?:-|–|to))\s*)(\d{{1,2}})\s*{MONTHS}(?: old)?"
)
ABOUT = re.compile(
    r"(?:the )?age of|\b(?:age (?:group|range)|ages|aged|age|(?:young |older )?(?:people|persons?)"
    r"|only|open to|for|those|the|everyone|anyone|children|kids|seniors|youths?)\b:?"
)
EVERYONE = {
    "all", "all ages", "all age groups", "any", "any age", "any ages", "everyone", "everybody",
    "anyone", "all welcome", "all ages welcome", "no limit", "no age limit", "no restriction",
    "no restrictions", "unrestricted", "open", "all years", "whole family", "families", "family",
    "mixed",
}  # fmt: skip


class Ages(NamedTuple):
    """The youngest and the oldest age, in years and both included; None where there is no limit.
    `words` is what could not be read as that, and should be kept."""

    youngest: int | None = None
    oldest: int | None = None
    words: str = ""


NAMED = {"teens": Ages(13, 19), "teenagers": Ages(13, 19)}


# The same few words come up again and again.
@lru_cache(maxsize=10_000)
def read(text: str) -> Ages:
    """A cell that says whom something is for by age."""
    original = known(text)
    plain = " ".join(original.casefold().replace("’", "'").split()).strip(" .()")
    if plain in EVERYONE or not original:
        return Ages()
    if plain in NAMED:
        return NAMED[plain]
    plain = " ".join(ABOUT.sub(" ", plain).split()).strip(" .,()") or plain
    plain = re.sub(r"^(?:birth|newborns?|babies) (?=(?:to|-|up to) )", "0 ", plain)
    found = adults(plain) or limits(plain) or in_months(plain, original)
    return found if found and sensible(found) else Ages(words=original)


def in_months(plain: str, original: str) -> Ages | None:
    """Nobody older is meant, whatever the months are; they stay in words."""
    if match := IN_MONTHS.fullmatch(plain):
        return Ages(None, int(match[1]), original)
    if match := UNDER_MONTHS.fullmatch(plain):
        return Ages(None, int(match[1]) // 12, original)
    return None


def adults(plain: str) -> Ages | None:
    """ "Adults", and what is said of their age beside it."""
    without = re.sub(r"^(?:all |older )?adults?\b", "", plain).strip(" ,:-()")
    if without == plain or plain == "older adults":
        return None
    return limits(without) if without else Ages(ADULT)


def limits(plain: str) -> Ages | None:
    if DECADES.fullmatch(plain):
        return None
    if match := RANGE.fullmatch(plain):
        return nothing_of_zeros(int(match[1]), int(match[2]))
    if match := FROM.fullmatch(plain) or OVER.fullmatch(plain):
        return Ages(int(match[1]) or None)
    if match := UNDER.fullmatch(plain):
        return Ages(None, int(match[1]) - 1)
    if match := UP_TO.fullmatch(plain) or UP_TO_AFTER.fullmatch(plain):
        return Ages(None, int(match[1]))
    return None


def nothing_of_zeros(youngest: int, oldest: int) -> Ages:
    """0 to 0 is what a program writes that was told nothing; 99 is no limit either."""
    return Ages(youngest or None, oldest if 0 < oldest < NO_LIMIT or oldest > OLDEST else None)


def sensible(ages: Ages) -> bool:
    youngest, oldest = ages.youngest, ages.oldest
    given = [age for age in (youngest, oldest) if age is not None]
    in_order = youngest is None or oldest is None or youngest <= oldest
    return in_order and all(0 <= age <= OLDEST for age in given)


def read_youngest(text: str) -> Ages:
    """A cell under "Youngest age": a single number there is where it begins."""
    return Ages(single(text) or None) if single(text) is not None else read(text)


def read_oldest(text: str) -> Ages:
    """A cell under "Oldest age": a single number is where it ends; so is that of "65 and over",
    which says nothing else there. 0 is no limit."""
    if (age := single(text)) is not None:
        return Ages(None, age or None)
    found = read(text)
    if found.youngest is not None and found.oldest is None:
        return Ages(None, found.youngest)
    return found


def single(text: str) -> int | None:
    match = ONE.fullmatch(known(text).casefold())
    return int(match[1]) if match and int(match[1]) <= OLDEST else None


def both(youngest: str, oldest: str) -> Ages:
    """From the two columns of a table, or two fields of a feed: each may hold a whole range."""
    lower, upper = read_youngest(youngest), read_oldest(oldest)
    words = "; ".join(dict.fromkeys(filter(None, [lower.words, upper.words])))
    if words and known(youngest) and known(oldest) and not (lower.words and upper.words):
        # one half says nothing without the other
        words = f"{known(youngest)} to {known(oldest)}"
    found = Ages(
        lower.youngest if lower.youngest is not None else upper.youngest,
        upper.oldest if upper.oldest is not None else lower.oldest,
        words,
    )
    if sensible(found):
        return found
    said = f"{known(youngest)} to {known(oldest)}"
    return Ages(words="; ".join(filter(None, [said, words])))
