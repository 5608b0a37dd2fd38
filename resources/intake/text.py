"""Other people's text as plain text: no markup, no script, no control characters."""

import html
import re
import unicodedata
from typing import Any

import nh3

from resources.intake.mojibake import mend

# Feeds escape once, twice or not at all.
MOST_ESCAPES = 5
# A page of text. What reads HTML as browsers do takes minutes over what was made to be slow.
LONGEST = 30_000
MOST_TAGS = 300
TEXT_OR_NUMBER = (str, int, float)
TAG = re.compile(r"<[^<>]*>?")
BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
ITEMS = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
DROPPED = {"script", "style", "iframe", "object", "template", "noscript"}


def plain(value: Any) -> str:
    """What a reader would see of `value`: "" for what is no text or number. Lines are kept."""
    if value is None or value == "":
        return ""  # most of what is asked for
    if isinstance(value, bool) or not isinstance(value, TEXT_OR_NUMBER):
        return ""
    text = mend(str(value)[:LONGEST])
    if "<" in text or "&" in text:
        text = without_markup(text)
    return tidy(text)


def one_line(value: Any, most: int) -> str:
    """The same in one line of at most `most` characters."""
    if not (text := plain(value)):
        return ""
    return shorten(" ".join(text.split()) if "\n" in text else text, most)


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def without_markup(text: str) -> str:
    """Cleaned until it no longer changes: what was escaped once may be markup when it is not."""
    for _ in range(MOST_ESCAPES):
        marked = ITEMS.sub("\n- ", BREAKS.sub("\n", text))
        if marked.count("<") > MOST_TAGS:
            marked = TAG.sub(" ", marked)
        cleaned = html.unescape(nh3.clean(marked, tags=set(), clean_content_tags=DROPPED))
        if cleaned == text:
            return text
        text = cleaned
    # still changing: whoever wrote this meant no good
    return text.replace("<", "").replace("&", "")


def tidy(text: str) -> str:
    if text.isprintable():
        # one line without anything odd in it, as nearly all are
        return " ".join(text.split())
    kept = (
        character if character in "\n\t" or unicodedata.category(character) not in BAD else " "
        for character in text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    )
    lines = (" ".join(part.split()) for part in "".join(kept).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


# control characters (NUL among them), and halves of characters that no database takes
BAD = {"Cc", "Cs"}
