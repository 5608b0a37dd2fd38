"""What people write into a cell where there is nothing to say."""

import re

NOTHING = {
    "", "na", "n/a", "n.a", "n\\a", "n/k", "nk", "none", "nil", "null", "nan", "unknown",
    "not known", "not applicable", "not available", "not given", "not provided", "not specified",
    "not recorded", "no data", "no information", "missing", "undefined", "tbc", "tba", "tbd",
    "to be confirmed", "to be announced", "to follow", "blank", "empty",
    "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!",
}  # fmt: skip
ONLY_MARKS = re.compile(r"[\s\-‐-―_.?*/\\|,;:!()\[\]]*")


def known(text: str) -> str:
    """The text without spaces round it; empty for "NA", "-", "n/a", "TBC" and their like."""
    tidy = text.strip()
    return "" if is_nothing(tidy) else tidy


def is_nothing(text: str) -> bool:
    plain = " ".join(text.split()).casefold()
    bare = plain.strip("()[]<>. ")
    return plain in NOTHING or bare in NOTHING or bool(ONLY_MARKS.fullmatch(plain))
