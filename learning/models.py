"""Whom to ring when somebody tells of harm, and who sat beside a facilitator at first."""

from django.db import models
from django.utils import timezone

from facilitation.models import Organisation, Session, User
from facilitation.validators import PHONE


class SafeguardingContact(models.Model):
    """The organisation's own, as its manager wrote it down."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="safeguarding"
    )
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, validators=[PHONE])
    times = models.CharField(max_length=100, blank=True)
    # whom to ring at other times
    otherwise = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class SupportedSession(models.Model):
    """That a colleague supported a facilitator in one of their first sessions. It says nothing of
    the person: only which session it was, and it goes with it."""

    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, primary_key=True, related_name="support"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"supported by {self.by_id}"
