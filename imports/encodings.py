"""In which encoding a file was written. No database.

A general detector guesses among a hundred encodings and needs pages of text; a council's list has
three accents and a pound sign. So the few that British offices write are tried, and the one counts
in which those characters stand where people put them.
"""

import codecs
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

CHUNK = 1 << 20
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Windows, old Macintosh, DOS, and ISO's for Welsh; the earlier one where they do as well
CANDIDATES = ("cp1252", "mac_roman", "cp850", "iso8859_14", "latin-1")
CHOICES = ("utf-8-sig", "utf-16", *CANDIDATES)
NAMES = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "cp1252": "Windows", "mac_roman": "Macintosh (old)", "cp850": "DOS",
    "iso8859_14": "ISO 8859-14 (Welsh)", "latin-1": "ISO 8859-1",
}  # fmt: skip
LETTERS = set("àáâäæçèéêëìíîïñòóôöœùúûüýÿŵŷß")
MARKS = set("‘’“”–—…•·°½¼¾²³©®™×\xa0")
MOST_SAMPLED = 2000
AROUND = 20


class Encoding(NamedTuple):
    """The name as Python knows it, and, where it is a guess, an example of what it makes of it."""

    name: str
    example: str = ""


def find(content: IO[bytes]) -> Encoding:
    """UTF-8 (with or without a byte order mark), UTF-16, or else a guess."""
    start = content.read(1000)
    if start[:2] in UTF_16:
        return Encoding("utf-16")
    if without_mark := utf_16_without_mark(start):
        return Encoding(without_mark)
    content.seek(0)
    if is_utf_8(content):
        return Encoding("utf-8-sig")
    content.seek(0)
    return guess(b"\n".join(spots(content)))


def utf_16_without_mark(start: bytes) -> str:
    """Every other byte of plain text is nought then."""
    odd, even = start[1::2].count(0), start[::2].count(0)
    most = len(start) // 4
    return "utf-16-le" if odd > most > even else "utf-16-be" if even > most > odd else ""


def is_utf_8(content: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in iter(lambda: content.read(CHUNK), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def spots(content: IO[bytes]) -> Iterator[bytes]:
    """The first few hundred places that are more than ASCII, with what stands round them."""
    found = 0
    spot = re.compile(rb"[^\n\x80-\xff]{0,%d}[\x80-\xff][^\n]{0,%d}" % (AROUND, AROUND))
    for chunk in iter(lambda: content.read(CHUNK), b""):
        for match in spot.finditer(chunk):
            yield match[0]
            found += 1
            if found == MOST_SAMPLED:
                return


def guess(sample: bytes) -> Encoding:
    scores = {}
    for name in CANDIDATES:
        try:
            scores[name] = score(sample.decode(name))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=lambda name: scores[name])
    example = next(iter(sample.decode(best).splitlines()), "").strip()
    return Encoding(best, example)


def score(text: str) -> int:
    """How many characters beyond ASCII stand where people put them, less those that do not."""
    padded = f" {text} "
    return sum(
        1 if is_likely(*padded[at - 1 : at + 2]) else -2
        for at in range(1, len(padded) - 1)
        if padded[at] > "\x7f"
    )


def is_likely(before: str, character: str, after: str) -> bool:
    if character.casefold() in LETTERS or character.lower() in LETTERS:
        beside_a_letter = before.isalpha() or after.isalpha()
        return beside_a_letter and not (character.isupper() and before.islower())
    if character in "£€":
        return not before.isalpha() and not after.isalpha()
    if character == "’":
        return before.isalpha() or before in " )."
    return character in MARKS and not (before.isalpha() and after.isalpha())
