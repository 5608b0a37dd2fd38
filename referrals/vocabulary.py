"""Words of a referral. Where the PRSB social prescribing standard leaves them free, they are
ours."""

from django.db import models

# SNOMED CT, UK edition: what a report counts, once for each referral
ACCEPTED_CODE = "871731000000106"  # Referral to social prescribing service
DECLINED_CODE = "871711000000103"  # Social prescribing declined


class Kind(models.TextChoices):
    """The study's two pathways: a person to be supported, or somebody who wants to learn it."""

    SUPPORT = "support", "Someone who would like support"
    TRAINING = "training", "Someone who would like to learn to facilitate"


class Status(models.TextChoices):
    NEW = "new", "New"
    CONTACTED = "contacted", "Contacted"
    BOOKED = "booked", "Booked"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"
    NO_REPLY = "no_reply", "No reply"


WAITING = (Status.NEW, Status.CONTACTED)
ENDED = (Status.DONE, Status.DECLINED, Status.NO_REPLY)


class Reason(models.TextChoices):
    """PRSB: presenting complaints or issues, in words of our own."""

    LONELY = "lonely", "Lonely, or sees few people"
    MOOD = "mood", "Low mood or worry"
    CONDITION = "condition", "Living with a long-term condition"
    ACTIVE = "active", "Getting more active"
    CARER = "carer", "Looks after someone"
    BEREAVED = "bereaved", "Lost someone"
    MONEY = "money", "Money, benefits or housing"
    INDEPENDENT = "independent", "Staying independent at home"
    WORK = "work", "Work, learning or volunteering"
    OTHER = "other", "Something else"


class Reached(models.TextChoices):
    """What came of one attempt to reach the person."""

    SPOKE = "spoke", "Spoke with them"
    MESSAGE = "message", "Left a message"
    NO_ANSWER = "no_answer", "No answer"
    WRONG = "wrong", "Wrong number or address"


class Declined(models.TextChoices):
    PERSON = "person", "They would rather not"
    ELSEWHERE = "elsewhere", "They have support already"
    NOT_FOR_US = "not_for_us", "Not something we can help with"
    OUT_OF_AREA = "out_of_area", "They live outside our area"
    TWICE = "twice", "They were referred before"
