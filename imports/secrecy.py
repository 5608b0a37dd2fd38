"""Whether an address is confidential: by a column that may ask it the other way round (under
"Address public?" a no makes it so), or by what stands where the address would be. And what else a
row says that the rule for refuges should read. No database."""

import re
from collections.abc import Sequence

from imports.cells import Cells
from imports.column_names import tidy
from imports.columns import ColumnMapping
from resources import confidential
from resources.intake.nothing import known
from resources.intake.values import NOT_CONFIDENTIAL
from resources.intake.words import YES

ASKS_IF_PUBLIC = re.compile(r"\b(?:public|publish|publication|visible|shown?|display|shar)\w*")
TURNED = re.compile(r"\b(?:not|don t|hide|withhold|un\w+)\b")
SAYS_PUBLIC = {*YES, "public", "open", "published", "visible", "shown", "everyone", "anyone", "ok",
               "okay", "agreed"}  # fmt: skip


WHERE = ("address", "place_name")


def said(columns: Sequence[str], rows: Sequence[Cells]) -> str:
    """As it would stand under "Confidential": what the first column says that keeps it so, in any
    row of an entry, or else what any says; empty where none says anything."""
    answers = [
        answer
        for cells in rows
        for column in columns
        if (answer := said_by(column, known(cells[column])))
    ]
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


def is_withheld(rows: Sequence[Cells], mapping: ColumnMapping) -> bool:
    """Does any row say, instead of an address, that it must not be known?"""
    given = (mapping.columns.get(name, []) for name in WHERE)
    columns = [column for one in given if isinstance(one, list) for column in one]
    return any(
        confidential.says_withheld(cells[column].strip()) for cells in rows for column in columns
    )


def hints(rows: Sequence[Cells], mapping: ColumnMapping) -> list[str]:
    """What stands under columns that are not used, or where the rule for refuges does not look: a
    refuge may be called one there alone. Of a column that is ticked, its name."""
    looked_at = mapping.read_for_refuges
    unread = [
        (column, text)
        for cells in rows
        for column, text in cells.items()
        if text and column not in looked_at
    ]
    ticked = (tidy(column) for column, text in unread if text.strip().casefold() in YES)
    return confidential.hints([*(text for _, text in unread), *ticked])
