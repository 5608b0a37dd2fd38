"""A map as rows of a table: about the person's map as a whole ("ego"), and one row a member.

Pure. Values are the vocabulary's own keys (`mapping.vocabulary`), so that a script can rely on
them; COLUMNS explains each in words, and goes with the researchers' files as their code book.
"""

from collections.abc import Sequence
from typing import Protocol

from mapping.network_type import Measures
from mapping.vocabulary import ContactFrequency, Group, Relationship, Ring, TieStatus, Work

ExportRow = dict[str, str | int | float]

MEMBER_COLUMNS = {
    "member": "this member of this map",
    "previous": "the same member in the map before, where there is one",
    "name": "initials or first name, as was asked for",
    "relationship": "who it is: " + ", ".join(Relationship.values),
    "group": "what that counts as: " + ", ".join(Group.values),
    "ring": "importance to the person: 1 most important, 2 important, 3 also there",
    "frequency": "how often in touch: " + ", ".join(ContactFrequency.values) + "; empty: not asked",
    "tie_status": "no support: " + ", ".join(TieStatus.values) + "; empty: everyone else",
    **{f"work_{work.value}": f"1: helps with “{work.label}”" for work in Work},
    "x": "place in the picture, 0 left to 1 right; the person is at 0.5",
    "y": "place in the picture, 0 top to 1 bottom; the person is at 0.5",
}
MEASURE_COLUMNS = {
    "members": "how many are on the map, those who are no support left out, as below",
    **{f"ring_{ring.value}": f"how many in ring {ring.value}" for ring in Ring},
    **{f"group_{group.value}": f"how many: {group.label.lower()}" for group in Group},
    **{
        f"frequency_{frequency.value}": f"how many are in touch: {frequency.label.lower()}"
        for frequency in ContactFrequency
    },
    "frequency_known": "of how many it is known how often they are in touch",
    "weekly_percent": "percentage of those in touch at least weekly; empty: nobody asked about",
    "weak_tie_percent": "percentage that are acquaintances, groups or professionals",
    **{
        f"nobody_{work.value}": f"1: no one helps with “{work.label}”; empty: not asked"
        for work in Work
    },
}


class Exported(Protocol):
    """A member as the exports read it."""

    @property
    def relationship(self) -> str: ...
    @property
    def frequency(self) -> str: ...
    @property
    def ring(self) -> int | None: ...
    @property
    def work(self) -> Sequence[str]: ...
    @property
    def x(self) -> float | None: ...
    @property
    def y(self) -> float | None: ...
    @property
    def tie_status(self) -> str: ...


def member_row(member: Exported) -> ExportRow:
    """What is known of a member, apart from who it is."""
    relationship = member.relationship
    return {
        "relationship": relationship,
        "group": Relationship(relationship).group.value if relationship else "",
        "ring": told(member.ring),
        "frequency": member.frequency,
        "tie_status": member.tie_status,
        **{f"work_{work.value}": int(work in member.work) for work in Work},
        "x": told(member.x),
        "y": told(member.y),
    }


def told(number: float | None) -> float | str:
    return "" if number is None else number


def measures_row(measures: Measures) -> ExportRow:
    return {
        "members": measures.members,
        **{f"ring_{ring.value}": measures.by_ring[ring] for ring in Ring},
        **{f"group_{group.value}": measures.by_group[group] for group in Group},
        **{f"frequency_{often.value}": measures.by_frequency[often] for often in ContactFrequency},
        "frequency_known": measures.frequency_known,
        "weekly_percent": told(measures.weekly_percent),
        "weak_tie_percent": measures.weak_tie_percent,
        **{f"nobody_{work.value}": nobody(work, measures) for work in Work},
    }


def nobody(work: Work, measures: Measures) -> int | str:
    return "" if work in measures.not_asked else int(work in measures.nobody_does)
