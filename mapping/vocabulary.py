"""The words of the network map: rings, relationships and their groups, contact, kinds of work.

Relationships follow the EUGENIE vocabulary that Genie's papers publish; "paid carer" and the
contact frequencies are our decision.
"""

from django.db import models


class Ring(models.IntegerChoices):
    """By importance to the person. Three circles, as published."""

    INNER = 1, "Most important"
    MIDDLE = 2, "Important"
    OUTER = 3, "Also there"


class Group(models.TextChoices):
    """What a kind of relationship counts as, in the measures and by its shape in the picture."""

    FAMILY = "family", "Family"
    FRIENDS = "friends", "Friends and acquaintances"
    PET = "pet", "Pets"
    GROUPS = "groups", "Groups"
    COMMUNITY = "community", "Community professionals"
    CLINICAL = "clinical", "Clinical professionals"
    ACTIVITY = "activity", "Activities"


class Relationship(models.TextChoices):
    PARTNER = "partner", "Spouse or partner"
    CHILD = "child", "Child"
    GRANDCHILD = "grandchild", "Grandchild"
    PARENT = "parent", "Parent"
    SIBLING = "sibling", "Sibling"
    OTHER_RELATIVE = "other_relative", "Other relative"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"
    COLLEAGUE = "colleague", "Colleague"
    CLASSMATE = "classmate", "Classmate"
    ACQUAINTANCE = "acquaintance", "Acquaintance"
    PET = "pet", "Pet"
    SUPPORT_GROUP = "support_group", "Support group"
    LUNCH_CLUB = "lunch_club", "Lunch or tea club"
    ONLINE_GROUP = "online_group", "Online group"
    RELIGIOUS_GROUP = "religious_group", "Religious group"
    CULTURAL_GROUP = "cultural_group", "Cultural or ethnic group"
    SPORTS_GROUP = "sports_group", "Sports group"
    SOCIAL_GROUP = "social_group", "Other social group"
    HEALTH_TRAINER = "health_trainer", "Health trainer"
    LINK_WORKER = "link_worker", "Social prescriber or link worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    RELIGIOUS_LEADER = "religious_leader", "Religious leader"
    ADVICE_WORKER = "advice_worker", "Legal or advice worker"
    WARDEN = "warden", "Community warden"
    HEALER = "healer", "Healer or herbalist"
    CARER = "carer", "Paid carer"
    GP = "gp", "GP"
    NURSE = "nurse", "Nurse"
    MATRON = "matron", "Community matron"
    PSYCHIATRIST = "psychiatrist", "Psychiatrist"
    PODIATRIST = "podiatrist", "Podiatrist"
    PHARMACIST = "pharmacist", "Pharmacist"
    SPECIALIST = "specialist", "Specialist doctor"
    PHYSIOTHERAPIST = "physiotherapist", "Physiotherapist"
    ACTIVITY = "activity", "Activity"

    @property
    def group(self) -> Group:
        return next(group for group, members in RELATIONSHIPS.items() if self in members)


R = Relationship
RELATIONSHIPS: dict[Group, list[Relationship]] = {
    Group.FAMILY: [R.PARTNER, R.CHILD, R.GRANDCHILD, R.PARENT, R.SIBLING, R.OTHER_RELATIVE],
    Group.FRIENDS: [R.FRIEND, R.NEIGHBOUR, R.COLLEAGUE, R.CLASSMATE, R.ACQUAINTANCE],
    Group.PET: [R.PET],
    Group.GROUPS: [
        R.SUPPORT_GROUP,
        R.LUNCH_CLUB,
        R.ONLINE_GROUP,
        R.RELIGIOUS_GROUP,
        R.CULTURAL_GROUP,
        R.SPORTS_GROUP,
        R.SOCIAL_GROUP,
    ],
    Group.COMMUNITY: [
        R.HEALTH_TRAINER,
        R.LINK_WORKER,
        R.SOCIAL_WORKER,
        R.RELIGIOUS_LEADER,
        R.ADVICE_WORKER,
        R.WARDEN,
        R.HEALER,
        R.CARER,
    ],
    Group.CLINICAL: [
        R.GP,
        R.NURSE,
        R.MATRON,
        R.PSYCHIATRIST,
        R.PODIATRIST,
        R.PHARMACIST,
        R.SPECIALIST,
        R.PHYSIOTHERAPIST,
    ],
    Group.ACTIVITY: [R.ACTIVITY],
}


# What people say, beside the word that is counted. Our decision, to find the right line sooner.
EVERYDAY_WORDS = {
    R.PARTNER: "wife, husband",
    R.CHILD: "daughter, son",
    R.PARENT: "mother, father",
    R.SIBLING: "sister, brother",
    R.OTHER_RELATIVE: "aunt, cousin, in-law",
    R.PET: "dog, cat, bird",
    R.ACTIVITY: "crossword, walking",
}


class ContactFrequency(models.TextChoices):
    """How often they are in contact, most often first."""

    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "At least once a week"
    MONTHLY = "monthly", "At least once a month"
    YEARLY = "yearly", "A few times a year"
    RARELY = "rarely", "Less often"


class Work(models.TextChoices):
    """The work of living with a long-term condition that a member shares."""

    ILLNESS = "illness", "My health"
    EVERYDAY = "everyday", "Everyday things"
    EMOTIONAL = "emotional", "How I feel"


class TieStatus(models.TextChoices):
    """Why a member is not support; blank for everyone else. Shown to the facilitator only."""

    DIFFICULT = "difficult", "A difficult tie"
    DIED = "died", "No longer living"


class NetworkType(models.TextChoices):
    """The first three are published; the fourth, for few regular contacts, is our decision."""

    DIVERSE = "diverse", "Diverse"
    CENTRED = "centred", "Friend and/or family centred"
    CONTACT = "contact", "Friend and/or family contact"
    FEWER = "fewer", "Fewer regular contacts"


class Shape(models.TextChoices):
    """How members are told apart in the picture: by shape first, then by colour."""

    FAMILY = "family", "Family"
    FRIENDS = "friends", "Friends"
    GROUPS = "groups", "Groups"
    PROFESSIONALS = "professionals", "Professionals"
    PETS = "pets", "Pets"
    ACTIVITIES = "activities", "Activities"
    UNKNOWN = "unknown", "Not said yet"


SHAPES = {
    Group.FAMILY: Shape.FAMILY,
    Group.FRIENDS: Shape.FRIENDS,
    Group.PET: Shape.PETS,
    Group.GROUPS: Shape.GROUPS,
    Group.COMMUNITY: Shape.PROFESSIONALS,
    Group.CLINICAL: Shape.PROFESSIONALS,
    Group.ACTIVITY: Shape.ACTIVITIES,
}


def shape_of(relationship: str) -> Shape:
    return SHAPES[Relationship(relationship).group] if relationship else Shape.UNKNOWN


class ChangeKind(models.TextChoices):
    DO = "do", "Do"
    UNDO = "undo", "Undo"
    REDO = "redo", "Redo"
