"""Plain words about a map, strengths first. Every sentence here is our own wording."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from facilitation.phrases import in_sentence
from mapping.network_type import Counts, Measures, Thresholds
from mapping.vocabulary import ContactFrequency, Group, NetworkType, Relationship, Ring, Work

CIRCLES = {Ring.INNER: "inner circle", Ring.MIDDLE: "middle circle", Ring.OUTER: "outer circle"}
HOW_IMPORTANT = {Ring.INNER: "most", Ring.MIDDLE: "important", Ring.OUTER: "also there"}
SEEN = {
    ContactFrequency.DAILY: "seen every day",
    ContactFrequency.WEEKLY: "seen every week",
    ContactFrequency.MONTHLY: "seen every month",
    ContactFrequency.YEARLY: "seen a few times a year",
    ContactFrequency.RARELY: "seen less often",
}
OFTEN = {
    ContactFrequency.DAILY: "daily",
    ContactFrequency.WEEKLY: "weekly",
    ContactFrequency.MONTHLY: "monthly",
    ContactFrequency.YEARLY: "a few times a year",
    ContactFrequency.RARELY: "less often",
}
WORK_DONE = {
    Work.ILLNESS: "helps with your health",
    Work.EVERYDAY: "helps with everyday things",
    Work.EMOTIONAL: "is there for how you feel",
}
WORK_DONE_TOGETHER = {
    Work.ILLNESS: "help with your health",
    Work.EVERYDAY: "help with everyday things",
    Work.EMOTIONAL: "are there for how you feel",
}
WORK_IN_SHORT = {Work.ILLNESS: "health", Work.EVERYDAY: "everyday", Work.EMOTIONAL: "feelings"}
NOT_ASKED = "not asked yet"
MOST_NAMES = 6  # in one sentence


class Lens(NamedTuple):
    """One question asked on the picture: a press on somebody answers it."""

    value: str
    label: str
    question: str
    about: str


# The kinds of work, and examples of each, are published; the questions are our wording.
HOW_OFTEN = "often"
LENSES = [
    Lens(
        Work.ILLNESS,
        Work.ILLNESS.label,
        "Who helps with your health?",
        "Press those who do. Pills and measuring, understanding it, appointments.",
    ),
    Lens(
        Work.EVERYDAY,
        Work.EVERYDAY.label,
        "Who helps with everyday things?",
        "Press those who do. The house, meals and shopping, getting about, personal care.",
    ),
    Lens(
        Work.EMOTIONAL,
        Work.EMOTIONAL.label,
        "Who is there for how you feel?",
        "Press those who are. When you are worried, for a laugh, or just for company.",
    ),
    Lens(
        HOW_OFTEN,
        "How often",
        "How often are you in touch?",
        "Choose how often, then press everyone it is true of.",
    ),
]

EXPLAINED = {
    NetworkType.DIVERSE: "Family, friends and community groups, all seen regularly.",
    NetworkType.CENTRED: "Mainly friends and family, seen regularly.",
    NetworkType.CONTACT: "Mostly friends and family, seen now and then.",
    NetworkType.FEWER: "Few people are seen every month.",
}


def describe(name: str, relationship: str, ring: int | None, frequency: str) -> str:
    """A member in one breath: "Ann, sibling, inner circle, seen every day"."""
    parts = [
        name,
        in_sentence(Relationship(relationship).label) if relationship else "",
        CIRCLES[Ring(ring)] if ring else "not placed yet",
        SEEN[ContactFrequency(frequency)] if frequency else "",
    ]
    return ", ".join(part for part in parts if part)


def aside(relationship: str, frequency: str) -> str:
    """What stands beside a name in the list: "sibling · daily"."""
    parts = [
        in_sentence(Relationship(relationship).label) if relationship else "",
        OFTEN[ContactFrequency(frequency)] if frequency else "",
    ]
    return " · ".join(part for part in parts if part)


def people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def names_in_words(names: Sequence[str]) -> str:
    """ "Ann", "Ann and Raj", "Ann, Raj and Jo", "Ann, Raj, Jo and 3 others"."""
    if len(names) > MOST_NAMES + 1:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} others"]
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def who_helps(work: Work, names: Sequence[str]) -> str:
    """ "Ann and Raj help with your health."."""
    done = WORK_DONE[work] if len(names) == 1 else WORK_DONE_TOGETHER[work]
    return f"{names_in_words(names)} {done}."


def strengths(
    measures: Measures,
    counts: Counts,
    helpers: Mapping[Work, Sequence[str]] | None = None,
    drawn: Mapping[Ring, int] | None = None,
) -> list[str]:
    """What is there, as short sentences. Never what is missing. `helpers`: the names of those who
    help with each kind of work. `drawn`: how many names the picture beside them has in each circle;
    it has those who count as no support, too, and anyone can count it."""
    groups = measures.by_group
    circles = drawn or measures.by_ring
    names, inner = sum(circles.values()), circles[Ring.INNER]
    regular = counts.family_weekly + counts.friends_weekly
    said = [
        (names, f"You have {plural(names, 'name', 'names')} on your map."),
        (regular, f"You see {people(regular)} in your family or among your friends every week."),
        (inner, f"{inner} in the inner circle."),
        (groups[Group.PET], f"{plural(groups[Group.PET], 'pet', 'pets')} to keep you company."),
        (groups[Group.GROUPS], f"{plural(groups[Group.GROUPS], 'group', 'groups')} you belong to."),
    ]
    sentences = [sentence for number, sentence in said if number]
    return sentences + [who_helps(work, names) for work, names in (helpers or {}).items() if names]


def question(network_type: NetworkType | None, measures: Measures) -> str:
    """One open question to talk about."""
    if measures.members == 0:
        return "Who comes to mind first?"
    if measures.nobody_does and len(measures.nobody_does) < len(Work):
        return (
            f"Who could you turn to when you need someone who {WORK_DONE[measures.nobody_does[0]]}?"
        )
    if network_type == NetworkType.DIVERSE:
        return "Is there anyone you'd like to see more of?"
    if measures.by_group[Group.GROUPS] == 0:
        return "Is there a group or a club you've thought of going to?"
    return "Is there anyone you'd like to see more of?"


def of_asked(number: int, known: int) -> str:
    """ "4 of 6 asked"; where nobody was asked about, that is said, not 0."""
    return f"{number} of {known} asked" if known else NOT_ASKED


def counted(measures: Measures, counts: Counts) -> list[tuple[str, str]]:
    """The counts that led to the type and the measures, as label and number."""
    groups = measures.by_group
    professionals = groups[Group.COMMUNITY] + groups[Group.CLINICAL]
    return [
        ("Family seen every week", of_asked(counts.family_weekly, counts.family_known)),
        ("Friends seen every week", of_asked(counts.friends_weekly, counts.friends_known)),
        ("Groups seen every month", of_asked(counts.groups_monthly, counts.groups_known)),
        ("Family and friends on the map", str(counts.close)),
        ("Professionals on the map", str(professionals)),
        ("Everyone seen every week", of_asked(measures.weekly, measures.frequency_known)),
        *((CIRCLES[ring].capitalize(), str(number)) for ring, number in measures.by_ring.items()),
    ]


def measured(measures: Measures) -> list[tuple[str, str]]:
    """The other measures, for the facilitator: as label and number or words."""
    weak = f"{measures.weak_ties} of {measures.members} ({measures.weak_tie_percent}%)"
    known = f"{measures.frequency_known} of {measures.members}"
    weekly = NOT_ASKED if measures.weekly_percent is None else f"{measures.weekly_percent}%"
    return [
        *((group.label, str(number)) for group, number in measures.by_group.items()),
        ("Asked how often", known if measures.members else NOT_ASKED),
        *((f"In touch {OFTEN[often]}", str(n)) for often, n in measures.by_frequency.items()),
        ("Acquaintances, groups and professionals", weak),
        ("Seen every week, of those asked about", weekly),
        ("Nobody helps with", nobody_helps_with(measures)),
    ]


def nobody_helps_with(measures: Measures) -> str:
    """ "my health; everyday things: not asked yet"."""
    nobody, unasked = (
        [in_sentence(work.label) for work in found]
        for found in (measures.nobody_does, measures.not_asked)
    )
    said = [", ".join(nobody)] if nobody else []
    said += [f"{', '.join(unasked)}: {NOT_ASKED}"] if unasked else []
    return "; ".join(said) or "nothing is left out"


def rule_in_words(rule: Thresholds) -> list[tuple[NetworkType, str]]:
    """The rule as sentences, in the order it is tried. The first that holds is the answer."""
    family, friends = rule.diverse_family_weekly, rule.diverse_friends_weekly
    groups = plural(rule.diverse_groups_monthly, "group", "groups")
    return [
        (NetworkType.FEWER, "No family member, friend or group is seen at least every month."),
        (
            NetworkType.DIVERSE,
            f"At least {plural(family, 'family member', 'family members')} and "
            f"{plural(friends, 'friend', 'friends')} are seen every week, and at least {groups} "
            "every month.",
        ),
        (
            NetworkType.CENTRED,
            f"At least {rule.centred_weekly} of the family and friends are seen every week, and "
            f"they are at least {rule.centred_percent} in every 100 of all family and friends.",
        ),
        (NetworkType.CONTACT, "None of the above."),
    ]


# For the facilitator, folded away. Asking about people out of touch and things once enjoyed is
# published; the wording of every question is ours.
PROMPTS = [
    (
        "By circle",
        [
            "Inner circle: who, or what, matters most to you?",
            "Middle circle: who else is important, if less so?",
            "Outer circle: who else do you come across? A neighbour, someone at a club, a nurse?",
            "Is there a pet, or something you do, that belongs on the map?",
        ],
    ),
    (
        "By what they do",
        [
            "Your health: who helps with medicines, symptoms or appointments?",
            "Everyday things: who helps with shopping, meals, the house or getting about?",
            "How you feel: who is there when you are worried, or just for company?",
        ],
    ),
    ("Further back", ["Is there anyone you've lost touch with, and would like to see again?"]),
]
