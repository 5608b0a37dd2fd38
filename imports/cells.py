"""The texts of a row by what a mapping says of them. Knows no database."""

import re
from collections.abc import Mapping

from imports.columns import IN_BRACES, ColumnMapping
from resources.intake.nothing import known
from resources.intake.text import plain

Cells = Mapping[str, str]  # by the names of their columns
MARKUP = re.compile(r"</?(?:p|br|div|li|ul|ol|b|i|strong|em|span|a|h\d|script)\b[^>]*>", re.I)
# whose lines are kept
PARAGRAPHS = {"description", "provider_description"}


def text_of(cells: Cells, mapping: ColumnMapping, name: str) -> str:
    """The text of one column, of several joined by commas, or of a sentence with columns in it;
    empty where they say that there is nothing. A name is taken as it is."""
    given = mapping.columns.get(name)
    if not given:
        return ""
    if isinstance(given, str):
        return IN_BRACES.sub(lambda match: known(cells[match[1]]), given)
    if name in PARAGRAPHS:
        said = (known(cells[column]) for column in given)
        read = (plain(text) if MARKUP.search(text) else text for text in said)
        return "\n\n".join(dict.fromkeys(filter(None, read)))
    one_line = [" ".join(text.split()).strip(" ,") for column in given if (text := cells[column])]
    parts = one_line if name == "name" else [known(text) for text in one_line]
    return ", ".join(part for part in dict.fromkeys(parts) if part)
