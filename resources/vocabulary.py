"""The directory's words: how a resource is delivered, what it costs, how to join."""

from django.db import models


class Status(models.TextChoices):
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Temporarily closed"
    CLOSED = "closed", "Closed"


class Delivery(models.TextChoices):
    PLACE = "place", "At a place"
    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"
    HOME = "home", "Comes to your home"


class Cost(models.TextChoices):
    FREE = "free", "Free"
    AMOUNT = "amount", "A fixed amount"
    OTHER = "other", "Something else (say it in words)"
    UNKNOWN = "unknown", "Not known"


class Joining(models.TextChoices):
    DROP_IN = "drop_in", "Just turn up"
    CONTACT = "contact", "Contact them first"
    REFERRAL = "referral", "Someone has to refer you"


class Known(models.TextChoices):
    """An accessibility fact. "Not known" is honest, and is never shown as "no"."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"
