"""What others who take our directory need to know of its past."""

from django.db import models


class Removal(models.Model):
    """A resource deleted from the directory altogether, written by a database trigger: whoever
    holds a copy learns that it is gone, and "last modified" never goes back in time."""

    # the resource's
    id = models.UUIDField(primary_key=True)
    removed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
