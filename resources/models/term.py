"""What other people's words mean in our interests: the terms of feeds, the categories of files."""

from django.db import models
from django.db.models.functions import Lower

from preferences.models import Interest


class TermMapping(models.Model):
    """What a term means: of a feed's taxonomy, or of a file from that source."""

    taxonomy = models.CharField(max_length=200, blank=True)
    term = models.CharField(max_length=200)
    interests = models.ManyToManyField(
        Interest, blank=True, related_name="+", help_text="None: entries with it get no interest."
    )
    checked = models.BooleanField(
        "checked by a curator", default=False, help_text="Until then it is our first guess."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["checked", "taxonomy", "term"]
        constraints = [
            models.UniqueConstraint(Lower("taxonomy"), Lower("term"), name="one_meaning_per_term")
        ]

    def __str__(self) -> str:
        return f"{self.taxonomy}: {self.term}" if self.taxonomy else self.term
