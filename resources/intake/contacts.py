"""E-mail and web addresses as people type them. No database."""

import re
from typing import NamedTuple

from resources.intake.nothing import known

# "Bude Library <bude@example.org>", as mail programs write an address
PART = r"[^\s<>()\[\],;:\"'|/@]"
# from where a word begins and of some length: a cell may be 100,000 letters
EMAIL = re.compile(
    rf"(?<!{PART})(?<!@){PART}{{1,100}}@{PART}{{1,255}}\.[a-z]{{2,}}(?!{PART}{{0,255}}@)",
    re.IGNORECASE,
)
WEB = re.compile(
    r"https?://[^\s<>\"]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"]*)?(?![@\w])",
    re.IGNORECASE,
)


class Contact(NamedTuple):
    """The first address in a text; and what it says besides, if that is another one, or all of it
    when there is none."""

    address: str = ""
    more: str = ""


def email(text: str) -> Contact:
    """The name that a mail program put before an address is dropped."""
    found = [match.rstrip(".") for match in EMAIL.findall(known(text))]
    if not found:
        return Contact("", known(text))
    return Contact(found[0], ", ".join(dict.fromkeys(one for one in found[1:] if one != found[0])))


def web(text: str) -> Contact:
    found = [match.rstrip(".,;)") for match in WEB.findall(known(text))]
    if not found:
        return Contact("", known(text))
    return Contact(found[0], ", ".join(dict.fromkeys(one for one in found[1:] if one != found[0])))
