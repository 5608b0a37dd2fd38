"""Who a case study is for, and what is looked at by eye before it is shown."""

from django.db import models


class Audience(models.TextChoices):
    """A kind of organisation. (Our decision.)"""

    PRACTICES = "practices", "GP practices"
    HOSPITALS = "hospitals", "Hospitals and community health services"
    COUNCILS = "councils", "Councils and commissioners"
    VOLUNTARY = "voluntary", "Voluntary and community groups"


# What no rule finds.
CHECKS = {
    "no_names": "It names nobody and no place, not by a nickname or a description either.",
    "not_rare": "A neighbour who reads it could not say who it is: nothing in it is rare.",
    "kind": "The person would be content to hear it read out.",
}
