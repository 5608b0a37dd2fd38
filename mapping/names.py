"""How members are called outside the page: first names, or initials only."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models

from facilitation.phrases import in_sentence
from facilitation.spreadsheets import one_line
from mapping.vocabulary import Relationship

JOINER = "\u200d"
MOST_INITIALS = 3


class Naming(models.TextChoices):
    INITIALS = "initials", "Initials"
    NAMES = "names", "First names"


def shown(name: str, naming: Naming) -> str:
    return one_line(name) if naming == Naming.NAMES else initials(name)


class Named(Protocol):
    """Who has a name, and perhaps a relationship that tells them apart."""

    @property
    def pk(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def relationship(self) -> str: ...


def display_names(members: Iterable[Named]) -> dict[Any, str]:
    """The names by key; where two are the same, with the relationship: "Ann (sibling)"."""
    members = list(members)
    often = Counter(member.name.casefold() for member in members)
    return {
        member.pk: told_apart(member.name, member.relationship)
        if often[member.name.casefold()] > 1
        else member.name
        for member in members
    }


def told_apart(name: str, relationship: str) -> str:
    if not relationship:
        return name
    return f"{name} ({in_sentence(Relationship(relationship).label)})"


def initials(name: str) -> str:
    """ "Ann Smith" is "AS", "the lunch club" is "TLC", "🐶" stays "🐶"; three at most."""
    words = [first_letter(word) for word in one_line(name).split()]
    return "".join(letter for letter in words if letter)[:MOST_INITIALS] or first_cluster(name)


def first_letter(word: str) -> str:
    letter = next((c for c in word if c.isalnum()), "")
    # "ß".upper() is two letters
    return letter.upper() if len(letter.upper()) == 1 else letter


def first_cluster(name: str) -> str:
    """What a reader takes for the first character: an emoji with all that belongs to it."""
    cluster = ""
    for character in one_line(name):
        if cluster and not continues(cluster, character):
            break
        cluster += character
    return cluster


def continues(cluster: str, character: str) -> bool:
    if character == JOINER or cluster.endswith(JOINER):
        return True
    if is_flag_half(character):
        return len(cluster) == 1 and is_flag_half(cluster)
    is_skin_tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    return is_skin_tone or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
