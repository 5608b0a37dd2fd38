"""The words of the plan: what might get in the way, and what became of a priority."""

from django.db import models


class Barrier(models.TextChoices):
    TRANSPORT = "transport", "Getting there"
    COST = "cost", "The cost"
    CONFIDENCE = "confidence", "Feeling unsure"
    HEALTH = "health", "My health"
    CARING = "caring", "Looking after someone"
    TIME = "time", "Finding the time"


class Outcome(models.TextChoices):
    NOT_YET = "not_yet", "Not yet"
    CONTACTED = "contacted", "Got in touch"
    WENT_ONCE = "went_once", "Went once"
    STILL_GOING = "still_going", "Still going"
    STOPPED = "stopped", "Stopped going"
    COULD_NOT = "could_not", "Couldn’t"


class Reason(models.TextChoices):
    WRONG_DETAILS = "wrong_details", "Closed, or the details were wrong"
    TRANSPORT = "transport", "Getting there"
    COST = "cost", "The cost"
    CONFIDENCE = "confidence", "Felt unsure"
    HEALTH = "health", "My health"
    NOT_FOR_ME = "not_for_me", "Not for me"
    NO_REPLY = "no_reply", "Nobody replied"
    OTHER = "other", "Something else"


# After these nobody is asked what got in the way.
WENT_WELL = {Outcome.STILL_GOING}
# They got there, whatever came of it.
TAKEN_UP = (Outcome.WENT_ONCE, Outcome.STILL_GOING, Outcome.STOPPED)
