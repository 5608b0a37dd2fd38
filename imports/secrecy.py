"""Whether an address is confidential, by a column that may ask it the other way round: under
"Address public?" a no makes it so. No database."""

import re
from collections.abc import Sequence

from imports.guess import tidy
from resources.intake.words import YES

ASKS_IF_PUBLIC = re.compile(r"\b(?:public|publish|visible|shown?|display|shar)\w*")
TURNED = re.compile(r"\b(?:not|don t|hide|withhold|un\w+)\b")
SAYS_PUBLIC = {*YES, "public", "open", "published", "visible", "shown", "everyone", "anyone"}


def said(columns: Sequence[str] | str, text: str) -> str:
    """The text as it would stand under "Confidential". Where a column asks whether the address is
    public, only a plain yes makes it so."""
    names = [columns] if isinstance(columns, str) else columns
    if not any(asks_if_public(name) for name in names):
        return text
    return "no" if " ".join(text.split()).casefold().strip(" .!") in SAYS_PUBLIC else "yes"


def asks_if_public(column: str) -> bool:
    plain = tidy(column)
    return bool(ASKS_IF_PUBLIC.search(plain)) and not TURNED.search(plain)
