"""What the map says: its measures, and which of four network types it is.

Genie's papers publish that feedback on the network type is given, and three definitions. The rule
that tells the types apart, its thresholds, the fourth type and every sentence here are our
decision: versioned, and a manager can set the thresholds. Density is not computed: it needs ties
between members, which Genie does not ask about.

What was not asked is not "no": measures say of how many something is known, and a type is given
only where enough is. A difficult tie and someone who died are no support and are counted nowhere.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from mapping.vocabulary import ContactFrequency, Group, NetworkType, Relationship, Ring, Work

WEEKLY = (ContactFrequency.DAILY, ContactFrequency.WEEKLY)
MONTHLY = (*WEEKLY, ContactFrequency.MONTHLY)
PROFESSIONALS = (Group.COMMUNITY, Group.CLINICAL)
CLOSE = (Group.FAMILY, Group.FRIENDS)
SOCIAL = (*CLOSE, Group.GROUPS)


@dataclass(frozen=True)
class Tie:
    """Between the person and a member, as the rule looks at it; what is blank was not said."""

    relationship: str
    frequency: str
    ring: int | None
    work: tuple[str, ...] = ()
    status: str = ""

    @property
    def group(self) -> Group | None:
        return Relationship(self.relationship).group if self.relationship else None


@dataclass(frozen=True)
class Thresholds:
    """The numbers in the rule; these defaults are rule version 1 (our decision)."""

    diverse_family_weekly: int = 1
    diverse_friends_weekly: int = 1
    diverse_groups_monthly: int = 1
    centred_weekly: int = 2
    centred_percent: int = 50


RULE_1 = Thresholds()


@dataclass(frozen=True)
class Counts:
    """The counts that lead to the type: members seen so often; and of how many that is known.

    `known`: of how many members it is known how often they are in touch. `social` is how many
    family, friends and groups there are, those of whom it is not known who they are included.
    """

    family_weekly: int
    friends_weekly: int
    groups_monthly: int
    close: int
    regular: int
    known: int
    social: int
    family_known: int
    friends_known: int
    groups_known: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Measures:
    """Counts by value, in the vocabulary's order, and percentages (0 to 100).

    `frequency_known`: of how many it is known how often they are in touch; `weekly_percent` is of
    these, and None where there are none. `nobody_does`: asked, and nobody does; `not_asked`: nobody
    was named, and nobody said that nobody does.
    """

    members: int
    by_ring: dict[Ring, int]
    by_group: dict[Group, int]
    by_frequency: dict[ContactFrequency, int]
    frequency_known: int
    weekly: int
    weekly_percent: int | None
    weak_ties: int
    weak_tie_percent: int
    nobody_does: list[Work]
    not_asked: list[Work]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def supporting(ties: Iterable[Tie]) -> list[Tie]:
    """Those that count: on the map, and neither difficult nor no longer living."""
    return [tie for tie in ties if tie.ring is not None and not tie.status]


def count(ties: Iterable[Tie]) -> Counts:
    members = supporting(ties)

    def seen(groups: Collection[Group], how_often: Collection[ContactFrequency]) -> int:
        return sum(m.group in groups and m.frequency in how_often for m in members)

    return Counts(
        family_weekly=seen([Group.FAMILY], WEEKLY),
        friends_weekly=seen([Group.FRIENDS], WEEKLY),
        groups_monthly=seen([Group.GROUPS], MONTHLY),
        close=sum(m.group in CLOSE for m in members),
        regular=seen(SOCIAL, MONTHLY),
        known=sum(bool(m.frequency) for m in members),
        social=sum(m.group in SOCIAL or m.group is None for m in members),
        family_known=seen([Group.FAMILY], tuple(ContactFrequency)),
        friends_known=seen([Group.FRIENDS], tuple(ContactFrequency)),
        groups_known=seen([Group.GROUPS], tuple(ContactFrequency)),
    )


def network_type(counts: Counts, rule: Thresholds = RULE_1) -> NetworkType | None:
    """The first type whose condition holds. Order and conditions are our decision. None where the
    frequency of fewer than half of family, friends and groups is known."""
    social_known = counts.family_known + counts.friends_known + counts.groups_known
    if not counts.known or social_known * 2 < counts.social:
        return None
    weekly = counts.family_weekly + counts.friends_weekly
    if counts.regular == 0:
        return NetworkType.FEWER
    if (
        counts.family_weekly >= rule.diverse_family_weekly
        and counts.friends_weekly >= rule.diverse_friends_weekly
        and counts.groups_monthly >= rule.diverse_groups_monthly
    ):
        return NetworkType.DIVERSE
    if weekly >= rule.centred_weekly and weekly * 100 >= counts.close * rule.centred_percent:
        return NetworkType.CENTRED
    return NetworkType.CONTACT


def is_weak_tie(member: Tie) -> bool:
    weak = (Group.GROUPS, *PROFESSIONALS)
    return member.relationship == Relationship.ACQUAINTANCE or member.group in weak


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def measure(ties: Iterable[Tie], nobody: Collection[str] = ()) -> Measures:
    """`nobody`: the kinds of work of which it was said that nobody does them."""
    members = supporting(ties)
    rings = Counter(m.ring for m in members)
    groups = Counter(m.group for m in members)
    frequencies = Counter(m.frequency for m in members)
    known = sum(bool(m.frequency) for m in members)
    weekly = sum(m.frequency in WEEKLY for m in members)
    weak = sum(is_weak_tie(m) for m in members)
    undone = [work for work in Work if not any(work in m.work for m in members)]
    return Measures(
        members=len(members),
        by_ring={ring: rings[ring] for ring in Ring},
        by_group={group: groups[group] for group in Group},
        by_frequency={frequency: frequencies[frequency] for frequency in ContactFrequency},
        frequency_known=known,
        weekly=weekly,
        weekly_percent=percent(weekly, known) if known else None,
        weak_ties=weak,
        weak_tie_percent=percent(weak, len(members)),
        nobody_does=[work for work in undone if work in nobody],
        not_asked=[work for work in undone if work not in nobody],
    )
