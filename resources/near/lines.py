"""A result's line as HTML. A page has fifty of them: their template is rendered once for each way
in which a line can look, with marks where its words go.

What is kept is the template with its marks: no word of an entry, and nothing of a person.
"""

import re
from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# between two signs that no text means anything by
MARK, MARKS = "\ue000{}\ue001", re.compile("\ue000([a-z_]+)\ue001")
Look = tuple[frozenset[str], frozenset[str]]

# by the words that there are, and by what is so: texts and names of words in turn
looks: dict[Look, list[str]] = {}


def line(words: Mapping[str, str], flags: frozenset[str]) -> SafeString:
    """templates/resources/result.html with these words, and with what is so."""
    there = {name: conditional_escape(word) for name, word in words.items() if word}
    look = frozenset(there), flags
    if look not in looks:
        looks[look] = pattern(*look)
    parts = looks[look].copy()
    parts[1::2] = [there[name] for name in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308 (escaped above)


def pattern(names: frozenset[str], flags: frozenset[str]) -> list[str]:
    marked: dict[str, object] = {name: mark_safe(MARK.format(name)) for name in names}  # noqa: S308
    context = {**marked, **dict.fromkeys(flags, True)}
    return MARKS.split(render_to_string("resources/result.html", context))
