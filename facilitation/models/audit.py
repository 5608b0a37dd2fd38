"""What was done to whose record, without saying who they are."""

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """What was done, by whom, to which record. No foreign keys: erasing a person must not erase
    the fact that something happened; and no names, postcodes or answers, ever."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
