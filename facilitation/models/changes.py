"""What arrived already: a change that is sent twice is made once."""

from django.db import models
from django.utils import timezone

from facilitation.models.sessions import Session


class AppliedChange(models.Model):
    """A change of a session that was made, by the id which the page gave it, and the answer.

    A page that never heard the answer sends the change again and hears the same answer. Deleted
    when the session is finished: it then takes no more changes.
    """

    id = models.UUIDField(primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="applied_changes")
    answer = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.pk)
