"""A text as it was meant: small letters, no accents, one spelling. Pure; for `refuge_words`."""

import re
import unicodedata
from functools import lru_cache

# Mistyped, they are read as they were meant
SPELT = ("refuge", "refuges", "domestic", "violence", "violent", "abusive", "accommodation",
         "confidential", "undisclosed", "survivors", "survivor", "victims", "trafficking",
         "trafficked", "shelter", "hostel")  # fmt: skip
MISSPELT = {"abuze": "abuse", "abues": "abuse", "abus": "abuse", "abbuse": "abuse",
            "woman": "women", "womens": "women", "womans": "women", "womes": "women",
            "womyns": "women", "wimmins": "women", "refuj": "refuge",
            "ladies": "women", "ladys": "women", "female": "women", "females": "women",
            "refuje": "refuge", "refudge": "refuge", "wimmin": "women", "wimen": "women",
            "wimens": "women", "wemon": "women", "wommen": "women", "wommens": "women",
            "saef": "safe", "seif": "safe", "hosue": "house", "huose": "house",
            "hse": "house", "womxn": "women", "womxns": "women", "safehse": "safehouse",
            "savehouse": "safehouse", "safehosue": "safehouse", "accom": "accommodation",
            "accomm": "accommodation"}  # fmt: skip
# Words of their own, one letter away from those above
RIGHT = {"refuse", "refuses", "refused", "refute", "refutes", "refugee", "refugees", "violet",
         "violets", "accommodating", "shelters", "hostels", "helter", "hotel", "hostile",
         "survival"}  # fmt: skip

# "Re-fuge", "R*fuge", "refu-\nge"
BROKEN = re.compile(r"\br\W{0,2}[e3*]\W{0,2}f\W{0,2}[u*]\W{0,2}[g9]\W{0,2}[e3]")
# "Wom£n", "w0men"
WOMEN = re.compile(r"\bw[o0]m[ae@£€3*&]n")
APOSTROPHES = re.compile("['’‘ʼ`´]")
INITIALS = re.compile(r"\b(?:\w[. -]){3,}\w\b|\b(?:\w\.){2,}|\bd/[av]\b")
TOKEN = re.compile(r"[^\W_]+|[.,]")
SENTENCE_END = re.compile(r"[;:!?\n]+")


def folded(text: str) -> str:
    """Small letters without accents; hyphens and whatever cannot be seen are left out."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(
        one for one in apart if not unicodedata.combining(one) and unicodedata.category(one) != "Cf"
    )


def tokens(text: str) -> list[str]:
    whole = WOMEN.sub("women", BROKEN.sub("refuge", folded(text)))
    plain = SENTENCE_END.sub(" . ", APOSTROPHES.sub("", whole))
    plain = INITIALS.sub(lambda found: re.sub(r"[. /-]", "", found[0]), plain)
    return TOKEN.findall(plain)


# Those of a directory come up again and again
@lru_cache(maxsize=50_000)
def spelling(token: str) -> str:
    """The token as it was meant."""
    if token in MISSPELT:
        return MISSPELT[token]
    if len(token) < SHORTEST_MISTYPED or token in RIGHT:
        return token
    for meant in SPELT:
        allowed = 2 if len(meant) >= LONG else 1
        alike = token[0] == meant[0] and abs(len(token) - len(meant)) <= allowed
        if alike and distance(token, meant) <= allowed:
            return meant
    return token


SHORTEST_MISTYPED = 5
LONG = 10  # letters: two of them may be wrong


def distance(one: str, other: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment;
    Damerau 1964)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
