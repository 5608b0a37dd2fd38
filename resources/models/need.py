"""Where a participant's home is, and what could not be found near it."""

from django.contrib.gis.db import models
from django.utils import timezone

from facilitation.models import Participant, Session
from geography.vocabulary import PointSource
from preferences.models import Interest
from resources.models.directory import Resource


class Home(models.Model):
    """Where distances are measured from. Made from the participant's postcode, or from the spot or
    town they choose where the directory knows no place for it."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="home"
    )
    # the postcode the point was made for: when the participant's differs, the home is made again
    postcode = models.CharField(max_length=8, blank=True)
    point = models.PointField(geography=True)
    point_source = models.CharField(max_length=10, choices=PointSource)
    local_authority = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return "home"


class NearFilters(models.Model):
    """How a session last looked around, for when it comes back. It goes with the session."""

    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, primary_key=True, related_name="near_filters"
    )
    miles = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(null=True)
    free = models.BooleanField(default=False)
    step_free = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    ashore = models.BooleanField(default=False)
    # what was searched by may tell of a person: it is in no address
    words = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"within {self.miles}"


class UnmetNeed(models.Model):
    """Too little in range for an interest. No person: interest, postcode district and date only."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="unmet_needs")
    district = models.CharField(max_length=4)
    date = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.interest_id} in {self.district}"


class ShownResource(models.Model):
    """That "Near you" listed an entry in a session: what there was to choose from."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="shown_resources")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()  # on the page, when it was first listed

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "resource"], name="shown_once_in_a_session")
        ]

    def __str__(self) -> str:
        return f"number {self.position}"


class CountedNeed(models.Model):
    """That a session's need is in the log already, so that looking again does not add to it.

    It goes with the session; the log itself knows no person and no session.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "interest"], name="need_counted_once")
        ]

    def __str__(self) -> str:
        return self.interest_id
