"""What changed between two maps, in plain words: strengths first, nobody to blame. Our wording."""

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from mapping import phrases
from mapping.compare.rule import Difference, DifferenceKind, Pair
from mapping.vocabulary import ContactFrequency, Group, Relationship

HEADINGS = {
    DifferenceKind.NEW: "New on your map",
    DifferenceKind.NEARER: "Nearer to you",
    DifferenceKind.MORE: "More often",
    DifferenceKind.FURTHER: "Further out",
    DifferenceKind.LESS: "Less often",
    DifferenceKind.GONE: "No longer on your map",
    DifferenceKind.DIED: "No longer with us",
}
OFTEN = {
    ContactFrequency.DAILY: "every day",
    ContactFrequency.WEEKLY: "every week",
    ContactFrequency.MONTHLY: "every month",
    ContactFrequency.YEARLY: "a few times a year",
    ContactFrequency.RARELY: "once in a while",
}
VERBS = {Group.ACTIVITY: "do", Group.GROUPS: "go to"}


class SentenceGroup(NamedTuple):
    """The changes of one kind, in sentences."""

    kind: DifferenceKind
    heading: str
    sentences: list[str]


def sentences_by_kind(
    differences: list[Difference], names: Mapping[Hashable, str] | None = None
) -> list[SentenceGroup]:
    """By kind, strengths first; kinds without a change left out. `names`: by key, where two of one
    name are to be told apart."""
    names = names or {}
    groups = [
        SentenceGroup(
            kind,
            heading,
            in_order(
                sentence(difference, names.get(difference.member.key, difference.member.name))
                for difference in differences
                if difference.kind == kind
            ),
        )
        for kind, heading in HEADINGS.items()
    ]
    return [group for group in groups if group.sentences]


def in_order(sentences: Iterable[str]) -> list[str]:
    return sorted(sentences, key=lambda sentence: (sentence.casefold(), sentence))


def sentence(difference: Difference, name: str = "") -> str:
    name = name or difference.member.name
    match difference.kind:
        case DifferenceKind.NEW:
            return f"{name} is new on your map."
        case DifferenceKind.GONE:
            return f"{name} is no longer on your map."
        case DifferenceKind.DIED:
            return f"{name} is no longer with us."
        case DifferenceKind.NEARER:
            return f"{name} has moved nearer."
        case DifferenceKind.FURTHER:
            return f"{name} has moved further out."
        case DifferenceKind.MORE:
            return f"You {verb(difference)} {name} more often: {now_and_before(difference.pair)}."
        case DifferenceKind.LESS:
            return f"You {verb(difference)} {name} less often: {now_and_before(difference.pair)}."


def verb(difference: Difference) -> str:
    relationship = difference.member.relationship
    return VERBS.get(Relationship(relationship).group, "see") if relationship else "see"


def now_and_before(pair: Pair) -> str:
    """ "every week now, every month before"."""
    assert pair.before is not None
    assert pair.after is not None
    now, before = (OFTEN[ContactFrequency(side.frequency)] for side in (pair.after, pair.before))
    return f"{now} now, {before} before"


def still_there(pairs: list[Pair]) -> str:
    """How many are on both maps; empty when nobody is."""
    number = sum(pair.before is not None and pair.after is not None for pair in pairs)
    if not number:
        return ""
    return f"{phrases.plural(number, 'name is', 'names are')} on both maps."
