"""Names and places that must not get into a case study, as a pure rule.

Every word of what is typed is compared with every word that is stored: without capitals and
accents, without a possessive or plural s, and two or three words written as one. Ordinary words
that are also names (Will, Rose, the Hub) are refused only where they are written like one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
APOSTROPHES = "'’‘ʼ`´"
WORD = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*")
# what begins a sentence may be any word with a capital
SENTENCE_ENDS = re.compile(rf"(?:^|[.!?:\n])[\s\"“”{APOSTROPHES}(]*$")
# letters that are no letter with an accent, and are typed without it all the same
SPELT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
PATTERNS = {
    "an e-mail address": re.compile(r"\S+@\S+"),
    "a web address": re.compile(r"(?:https?://|www\.)\S+", re.I),
    "a postcode": re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.I),
    "a telephone number": re.compile(r"\+?\d(?:[\s().-]*\d){5,}"),
}


class Name(NamedTuple):
    """Something stored. `strict`: an ordinary word of it is refused wherever it has a capital, not
    only inside a sentence."""

    text: str
    whose: str  # such as "somebody on the map"
    strict: bool = True


class Found(NamedTuple):
    typed: str
    whose: str


def fold(word: str) -> str:
    """A word as it is compared: "Zoë’s" is "zoes"."""
    visible = "".join(c for c in word if unicodedata.category(c) != "Cf" and c not in APOSTROPHES)
    parts = unicodedata.normalize("NFKD", visible.casefold().translate(SPELT))
    return "".join(part for part in parts if not unicodedata.combining(part))


def forms(word: str) -> Iterator[str]:
    """What a typed word may be a form of: the word, and without a possessive or plural s."""
    yield word
    if len(word) > 2 and word.endswith("s"):
        yield word[:-1]
    if len(word) > 3 and word.endswith("es"):
        yield word[:-2]


def words_of(name: str, ordinary: Set[str]) -> Iterator[str]:
    """The words of what is stored by which it would be known again: of "Carol from singing" only
    the first; of "grace next door", where capitals tell nothing, each."""
    matches = list(WORD.finditer(name))
    has_capitals = any(match[0][0].isupper() for match in matches)
    for match in matches:
        owner, *rest = re.split(f"[{APOSTROPHES}]", match[0])
        kept = {fold(match[0]), *([fold(owner)] if rest in (["s"], ["S"]) else [])}
        for word in kept - not_names():
            is_said = has_capitals and match[0][0].islower() and is_ordinary(word, ordinary)
            is_number = word.isdigit() and len(word) < 4
            if len(word) > 1 and not is_said and not is_number:
                yield word


def find(text: str, names: Iterable[Name], more_ordinary: Set[str] = frozenset()) -> list[Found]:
    """What in the text tells who or where it is, each once."""
    plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
    found = [
        Found(match[0].strip(), what)
        for what, pattern in PATTERNS.items()
        for match in [pattern.search(plain)]
        if match
    ]
    ordinary = ordinary_words() | more_ordinary
    stored: dict[str, Name] = {}
    for name in names:
        for word in words_of(name.text, ordinary):
            if word not in stored or name.strict:
                stored[word] = name
    found += named(plain, stored, ordinary)
    return list(dict.fromkeys(found))


def named(text: str, stored: dict[str, Name], ordinary: Set[str]) -> Iterator[Found]:
    matches = list(WORD.finditer(text))
    folded = [fold(match[0]) for match in matches]
    for start, match in enumerate(matches):
        for end in (start + 1, start + 2, start + 3):
            joined = "".join(folded[start:end])
            name = next((stored[form] for form in forms(joined) if form in stored), None)
            if end > len(matches) or name is None or (end > start + 1 and len(joined) < 4):
                continue
            if end == start + 1 and is_ordinary(joined, ordinary) and not is_name(match, name):
                continue
            if end > start + 1 and is_said(folded[start:end], ordinary):
                continue
            yield Found(text[match.start() : matches[end - 1].end()], name.whose)


def is_ordinary(word: str, ordinary: Set[str]) -> bool:
    return any(form in ordinary for form in forms(word))


def is_said(words: Sequence[str], ordinary: Set[str]) -> bool:
    """Whether some words that make up a name when joined are simply words: "to day" is not
    Today."""
    return all(is_ordinary(word, ordinary) or word in not_names() for word in words)


def is_name(match: "re.Match[str]", name: Name) -> bool:
    """Whether an ordinary word is written as a name is."""
    if not match[0][0].isupper():
        return False
    return name.strict or not SENTENCE_ENDS.search(match.string[: match.start()])


@cache
def ordinary_words() -> frozenset[str]:
    """Words that are used without naming anything, though some of them are names too."""
    return frozenset((DATA / "ordinary_words.txt").read_text(encoding="utf-8").split())


@cache
def not_names() -> frozenset[str]:
    """What people are called who are told by what they are, and what stands between names."""
    return frozenset((DATA / "not_names.txt").read_text(encoding="utf-8").split())


def capitalised(text: str) -> str:
    """Of free text, the words that are written as names inside of sentences."""
    names = [
        match[0]
        for match in WORD.finditer(text)
        if match[0][0].isupper() and not SENTENCE_ENDS.search(text[: match.start()])
    ]
    return " ".join(name for name in names if not is_ordinary(fold(name), ordinary_words()))
