"""Columns whose name is a question that their cells answer by yes or no: "Referral required?",
"Women only", "Free?". No database."""

import re
from collections.abc import Sequence

from imports.column_names import tidy

YES = re.compile(
    r"(?:yes|y|true|t|1|required|needed|necessary|essential)\b\s*[-–,;:(]*\s*", re.IGNORECASE
)
NO = re.compile(r"(?:no|n|false|f|0|not (?:required|needed|necessary|essential))", re.IGNORECASE)
# By field: what the name asks, and what a yes and a no say in words that the field's reader knows
QUESTIONS: dict[str, list[tuple[str, str, str]]] = {
    "joining": [
        (r"self refer", "book", ""),
        (r"referr?al|refer", "referral", ""),
        (r"drop in|walk in", "drop in", ""),
        (r"book|appointment|register|registration", "book", "no booking needed"),
    ],
    "genders": [(r"\bwomen\b", "women", ""), (r"\bmen\b", "men", "")],
    "cost_text": [(r"\bfree\b", "free", "")],
}


def answered(field: str, columns: Sequence[str] | str, text: str) -> tuple[str, str]:
    """The text in words, and what is said beside a yes: ("referral", "GP") for "Yes - GP". As it is
    where its column asks nothing, or it says neither."""
    if field not in QUESTIONS or isinstance(columns, str):
        return text, ""
    name = " ".join(map(tidy, columns))
    meant = next((words for asks, *words in QUESTIONS[field] if re.search(asks, name)), None)
    if meant is None:
        return text, ""
    if NO.fullmatch(text.strip(" .!")):
        return meant[1], ""
    yes = YES.match(text)
    return (meant[0], text[yes.end() :].strip(" ).")) if yes else (text, "")
