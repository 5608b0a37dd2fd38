"""Where a point on the map came from."""

from django.db import models


class PointSource(models.TextChoices):
    """Where a point on the map came from; kept beside the point."""

    POSTCODE = "postcode", "postcode directory"
    PIN = "pin", "pin placed by hand"
    TOWN = "town", "centre of a town"
    NOMINATIM = "nominatim", "address search"
    IMPORTED = "imported", "imported with the entry"
