"""What was done to reach a person about a follow-up that is due."""

import uuid

from django.db import models
from django.utils import timezone

from facilitation.models.sessions import Session
from facilitation.models.users import User
from facilitation.vocabulary import AttemptMethod

# After so many attempts in vain it is kind to stop. (Our decision; as for referrals.)
MOST_ATTEMPTS = 3


class FollowUpAttempt(models.Model):
    """One time that somebody tried to reach the person, and did not. Nothing is typed about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # the finished session that is to be followed up
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="follow_up_attempts"
    )
    on = models.DateField(default=timezone.localdate)
    how = models.CharField(max_length=10, choices=AttemptMethod)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.get_how_display()
