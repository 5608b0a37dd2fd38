"""The words of the plan: what might get in the way, and what became of a priority."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Barrier(models.TextChoices):
    TRANSPORT = "transport", _("Getting there")
    COST = "cost", _("The cost")
    CONFIDENCE = "confidence", _("Feeling unsure")
    HEALTH = "health", _("My health")
    CARING = "caring", _("Looking after someone")
    TIME = "time", _("Finding the time")


class Outcome(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet")
    CONTACTED = "contacted", _("Got in touch")
    WENT_ONCE = "went_once", _("Went once")
    STILL_GOING = "still_going", _("Still going")
    STOPPED = "stopped", _("Stopped going")
    COULD_NOT = "could_not", _("Couldn’t")


class Reason(models.TextChoices):
    WRONG_DETAILS = "wrong_details", _("Closed, or the details were wrong")
    TRANSPORT = "transport", _("Getting there")
    COST = "cost", _("The cost")
    CONFIDENCE = "confidence", _("Felt unsure")
    HEALTH = "health", _("My health")
    NOT_FOR_ME = "not_for_me", _("Not for me")
    NO_REPLY = "no_reply", _("Nobody replied")
    OTHER = "other", _("Something else")


# The person wanted it, and there was none that they could have: told to the log of unmet needs.
UNMET = (Reason.WRONG_DETAILS, Reason.TRANSPORT, Reason.COST, Reason.NO_REPLY)
# After these nobody is asked what got in the way.
WENT_WELL = {Outcome.STILL_GOING}
# They got there, whatever came of it.
TAKEN_UP = (Outcome.WENT_ONCE, Outcome.STILL_GOING, Outcome.STOPPED)
