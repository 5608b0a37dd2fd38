"""Whether an address is confidential, by a column that may ask it the other way round: under
"Address public?" a no makes it so. No database."""

import re
from collections.abc import Sequence

from imports.cells import Cells
from imports.guess import tidy
from resources.intake.nothing import known
from resources.intake.values import NOT_CONFIDENTIAL
from resources.intake.words import YES

ASKS_IF_PUBLIC = re.compile(r"\b(?:public|publish|visible|shown?|display|shar)\w*")
TURNED = re.compile(r"\b(?:not|don t|hide|withhold|un\w+)\b")
SAYS_PUBLIC = {*YES, "public", "open", "published", "visible", "shown", "everyone", "anyone", "ok",
               "okay", "agreed"}  # fmt: skip


def said(columns: Sequence[str], cells: Cells) -> str:
    """As it would stand under "Confidential": what the first column says that keeps it so, or else
    what any says; empty where none says anything."""
    answers = [answer for column in columns if (answer := said_by(column, known(cells[column])))]
    secret = (one for one in answers if one.casefold() not in NOT_CONFIDENTIAL)
    return next(secret, answers[0] if answers else "")


def said_by(column: str, text: str) -> str:
    """Where a column asks whether the address is public, only a plain yes makes it so."""
    if not text or not asks_if_public(column):
        return text
    return "no" if " ".join(text.split()).casefold().strip(" .!") in SAYS_PUBLIC else "yes"


def asks_if_public(column: str) -> bool:
    plain = tidy(column)
    return bool(ASKS_IF_PUBLIC.search(plain)) and not TURNED.search(plain)
