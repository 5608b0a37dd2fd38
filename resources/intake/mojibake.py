"""UTF-8 that was once read as Windows-1252: "CafÃ©" for "Café". Pure.

Mended where it is certain: where the characters, written in Windows-1252, are UTF-8 for something
that people here write. Whatever else looks odd is left as it is. (ftfy does this for every pair of
encodings; one pair is what spreadsheets do, and comes to these lines.)
"""

import re

MARKS = "£€¥§©®°·½¼¾²³×‘’“”–—…•™\xa0\N{ZERO WIDTH SPACE}\N{BYTE ORDER MARK}"
LATIN = range(0xC0, 0x180)  # À to ž
NOT_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
MOST_TIMES = 3  # a file that went through as many programs


def mend(text: str) -> str:
    if text.isascii():
        return text
    for _ in range(MOST_TIMES):
        mended = NOT_ASCII.sub(lambda found: meant(found[0]), text)
        if mended == text:
            break
        text = mended
    return text


def meant(characters: str) -> str:
    """The characters that were meant by these, or these."""
    try:
        read = b"".join(map(as_written, characters)).decode("utf-8")
    except UnicodeError:
        return characters
    plain = all(one in MARKS or ord(one) in LATIN for one in read)
    return read if plain else characters


def as_written(character: str) -> bytes:
    """In Windows-1252, and the five bytes that it has no character for as themselves. Raises
    UnicodeError."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")
