"""What the map says: its measures, and which of four network types it is.

Genie's papers publish that feedback on the network type is given, and three definitions. The rule
that tells the types apart, its thresholds, the fourth type and every sentence here are our
decision: versioned, and a manager can set the thresholds. Density is not computed: it needs ties
between members, which Genie does not ask about.
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


@dataclass(frozen=True)
class Tie:
    """Between the person and a member, as the rule looks at it; what is blank was not said."""

    relationship: str
    frequency: str
    ring: int
    work: tuple[str, ...] = ()

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
    """The counts that lead to the type: members seen so often."""

    family_weekly: int
    friends_weekly: int
    groups_monthly: int
    close: int
    regular: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Measures:
    """Counts by value, in the vocabulary's order, and percentages of all members (0 to 100)."""

    members: int
    by_ring: dict[Ring, int]
    by_group: dict[Group, int]
    by_frequency: dict[ContactFrequency, int]
    weekly: int
    weekly_percent: int
    weak_ties: int
    weak_tie_percent: int
    nobody_does: list[Work]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def count(members: Iterable[Tie]) -> Counts:
    members = list(members)

    def seen(groups: Collection[Group], how_often: Collection[ContactFrequency]) -> int:
        return sum(m.group in groups and m.frequency in how_often for m in members)

    return Counts(
        family_weekly=seen([Group.FAMILY], WEEKLY),
        friends_weekly=seen([Group.FRIENDS], WEEKLY),
        groups_monthly=seen([Group.GROUPS], MONTHLY),
        close=sum(m.group in CLOSE for m in members),
        regular=seen([*CLOSE, Group.GROUPS], MONTHLY),
    )


def network_type(counts: Counts, rule: Thresholds = RULE_1) -> NetworkType:
    """The first type whose condition holds. Order and conditions are our decision."""
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


def measure(members: Iterable[Tie]) -> Measures:
    members = list(members)
    rings = Counter(m.ring for m in members)
    groups = Counter(m.group for m in members)
    frequencies = Counter(m.frequency for m in members)
    weekly = sum(m.frequency in WEEKLY for m in members)
    weak = sum(is_weak_tie(m) for m in members)
    done = {work for m in members for work in m.work}
    return Measures(
        members=len(members),
        by_ring={ring: rings[ring] for ring in Ring},
        by_group={group: groups[group] for group in Group},
        by_frequency={frequency: frequencies[frequency] for frequency in ContactFrequency},
        weekly=weekly,
        weekly_percent=percent(weekly, len(members)),
        weak_ties=weak,
        weak_tie_percent=percent(weak, len(members)),
        nobody_does=[work for work in Work if work not in done],
    )
