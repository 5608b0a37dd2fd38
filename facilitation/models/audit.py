"""What was done to whose record, without saying who they are."""

import uuid
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from facilitation.models.users import User
from facilitation.roles import Role
from facilitation.vocabulary import AuditKind

# the chain of what is no organisation's: superusers, curators, links that are opened without
# signing in
INSTALLATION = uuid.UUID(int=0)


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def of_manager(self, user: User) -> Self:
        """What was done in the manager's own organisation."""
        if user.role != Role.MANAGER or user.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=user.organisation_id)


class AuditEvent(models.Model):
    """What was done, by whom, to which record. No foreign keys: erasing a person must not erase
    the fact that something happened; and no names, postcodes or answers, ever.

    The database gives each its place in its organisation's chain when the transaction is committed,
    with a digest over the line before and its own fields, and lets nobody change or delete it
    (migration 0004). `facilitation.audit_chain` says what is in the digest.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, choices=AuditKind, default=AuditKind.CHANGE)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    position = models.BigIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("organisation_id", models.Value(INSTALLATION)),
                "position",
                name="one_event_per_position",
            )
        ]
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation"),
            models.Index(fields=["object_id", "action"], name="audit_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    @property
    def chain(self) -> uuid.UUID:
        return self.organisation_id or INSTALLATION


class AuditHead(models.Model):
    """Where a chain ends: whoever appends to it waits here. Written by the database alone; by it
    one sees that the last lines of a chain are gone."""

    chain = models.UUIDField(primary_key=True)
    length = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chain}: {self.length}"
