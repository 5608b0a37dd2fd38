"""A file handed over by somebody, on its way into the directory."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from resources.intake.entries import RowOutcome

# The work reports in every second; a longer silence means that the server was restarted under it.
SILENCE = dt.timedelta(seconds=90)
RECENT = dt.timedelta(days=30)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def with_problems(self) -> Self:
        """Left lying before its end, or, in the last month, with rows that failed."""
        ended = {ImportRun.State.DONE, ImportRun.State.UNDONE}
        failed = models.Q(
            state=ImportRun.State.DONE,
            **{f"counts__{RowOutcome.FAILED}__gt": 0},
            created_at__gte=timezone.now() - RECENT,
        )
        return self.filter(failed | ~models.Q(state__in=ended))


class ImportRun(models.Model):
    """One upload: first matched, then checked without saving anything, then imported."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded: say which column means what"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked: nothing is imported yet"
        IMPORTING = "importing", "Being imported"
        DONE = "done", "Imported"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Could not be read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=100)
    file_name = models.CharField(max_length=200)
    # the table as CSV of our kind, packed by gzip; when the import is done, its failed rows alone
    content = models.BinaryField()
    # the file as it came, packed too: another sheet or row of names may be chosen
    original = models.BinaryField(default=b"")
    # how it was read: `tables.Layout`
    layout = models.JSONField(default=dict)
    # of the content: a command that goes on where it stopped is given the file again
    digest = models.CharField(max_length=64, blank=True)
    columns = ArrayField(models.CharField(max_length=300), default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    message = models.TextField(blank=True)
    # RowOutcome: how many rows
    counts = models.JSONField(default=dict)
    # [row number, RowOutcome, sentence], the first few thousand
    remarks = models.JSONField(default=list)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    # the last row whose outcome is saved: where an import that was stopped goes on
    last_row = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    heard_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "import"

    def __str__(self) -> str:
        return f"{self.file_name} from {self.source}"

    @property
    def says_what_for(self) -> bool:
        """Does it say what its entries are for? Without, nobody is shown them."""
        constants, columns = self.mapping.get("constants", {}), self.mapping.get("columns", {})
        return bool(constants.get("interests") or columns.get("interests"))

    @property
    def busy(self) -> bool:
        return self.state in {self.State.CHECKING, self.State.IMPORTING, self.State.UNDOING}

    @property
    def working(self) -> bool:
        return self.busy and timezone.now() - self.heard_at < SILENCE

    @property
    def stuck(self) -> bool:
        return self.busy and not self.working

    @property
    def can_go_on(self) -> bool:
        """Stopped in the middle; a command's file has to be given again, to the command."""
        return self.stuck and (self.state == self.State.UNDOING or bool(self.content))

    @property
    def can_be_discarded(self) -> bool:
        """Nothing of it is in the directory, and nothing is at work on it."""
        waiting = {self.State.UPLOADED, self.State.CHECKED, self.State.FAILED}
        begun = self.stuck and self.state != self.State.UNDOING and not self.last_row
        return self.state in waiting or begun

    def others_at_work(self) -> bool:
        """Is another file of the same source being imported or undone just now?"""
        busy = [self.State.IMPORTING, self.State.UNDOING]
        others = ImportRun.objects.filter(
            source=self.source, state__in=busy, heard_at__gt=timezone.now() - SILENCE
        )
        return others.exclude(pk=self.pk).exists()

    @property
    def can_be_undone(self) -> bool:
        """Something of it is in the directory, and nothing is at work on it."""
        some_of_it = self.state == self.State.IMPORTING and self.stuck and self.last_row > 0
        return self.state == self.State.DONE or some_of_it
