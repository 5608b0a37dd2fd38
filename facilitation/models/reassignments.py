"""Whom a person was passed on to, and by whom: for the facilitators concerned, and for good on the
person's own page."""

import uuid
from typing import Self

from django.db import models
from django.utils import timezone

from facilitation.models.sessions import Participant
from facilitation.models.users import User


class ReassignmentQuerySet(models.QuerySet["Reassignment"]):
    def to_tell(self, user: User) -> Self:
        """What somebody else did that the user has not said they read."""
        given = models.Q(before=user, before_read_at=None)
        taken = models.Q(after=user, after_read_at=None)
        return self.with_people().filter(given | taken).exclude(by=user)

    def with_people(self) -> Self:
        return self.select_related("participant", "before", "after", "by")


class Reassignment(models.Model):
    """That a manager moved a person from one facilitator to another. Goes with the person, where
    they are erased; the audit log has it by ids."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="reassignments"
    )
    before = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    before_read_at = models.DateTimeField(null=True, editable=False)
    after_read_at = models.DateTimeField(null=True, editable=False)

    objects = ReassignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} reassigned"
