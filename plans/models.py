"""The plan: up to three priorities, and what became of each."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from facilitation.models import Session
from mapping.models import Member
from mapping.names import display_names
from plans.snapshot import Since, next_dates, since, without_address
from plans.vocabulary import Barrier, Outcome, Reason
from resources.models import Place, Resource
from resources.near import entries

MOST_PRIORITIES = 3  # published: up to three


class PlanItem(models.Model):
    """One priority of a session. Keeps what the resource said that day (`snapshot`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="plan_items")
    position = models.PositiveSmallIntegerField()
    resource = models.ForeignKey(
        Resource, on_delete=models.SET_NULL, null=True, related_name="plan_items"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # plain facts only: name, provider, when, cost, where, contact; no address of a refuge
    snapshot = models.JSONField(default=dict)
    with_members = models.ManyToManyField(Member, related_name="plan_items", blank=True)
    # someone who is not on the map
    companion = models.CharField(max_length=60, blank=True)
    first_step = models.CharField(max_length=300, blank=True)
    step_by = models.CharField(max_length=60, blank=True)
    step_when = models.CharField(max_length=60, blank=True)
    barriers = ArrayField(
        models.CharField(max_length=20, choices=Barrier), default=list, blank=True
    )
    what_would_help = models.CharField(max_length=300, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    # of the members, where they were read with it (`plans.reading`)
    helper_ids_read: list[uuid.UUID] | None = None

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "resource"], name="chosen_once"),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="one_item_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(position__range=(1, MOST_PRIORITIES)), name="up_to_three"
            ),
        ]

    def __str__(self) -> str:
        return f"priority {self.position}"

    @property
    def helper_ids(self) -> list[uuid.UUID]:
        """Of those who could come or help, as they stand on the map."""
        if self.helper_ids_read is not None:
            return self.helper_ids_read
        return [member.pk for member in self.with_members.all()]

    @property
    def said(self) -> dict[str, Any]:
        """What the resource said that day, less an address that has become confidential since."""
        dates = next_dates(self.snapshot, timezone.localdate())
        said: dict[str, Any] = {**self.snapshot, "dates": dates}
        # where the entry is gone, the database has said so in the copy
        gone = self.resource is None and said.get("address_confidential")
        if gone or (self.resource and self.resource.address_confidential):
            return without_address(said)
        return said

    @property
    def since(self) -> Since:
        """What became of the entry since it was chosen."""
        today = timezone.localdate()
        kept = entries.fetch([self.resource_id], today) if self.resource_id else {}
        offered = [one for one in kept.values() if not one.times_have_ended(today)]
        return since(self.snapshot, offered[0] if offered else None, self.place)

    @property
    def barriers_in_words(self) -> str:
        return ", ".join(str(one.label) for one in Barrier if one in self.barriers)

    @property
    def helpers_in_words(self) -> str:
        """The names of those who could come or help, two of one name told apart as on the page."""
        helpers = [member for member in self.with_members.all() if member.is_support]
        called = display_names(self.session.members.all()) if helpers else {}
        names = [called.get(member.pk, member.name) for member in helpers]
        return ", ".join([*names, *([self.companion] if self.companion else [])])

    @property
    def step_in_words(self) -> str:
        """Who takes the first step, and by when: "Jean, by Monday"."""
        return ", ".join(part for part in (self.step_by, self.step_when) if part)


class FollowUp(models.Model):
    """What became of a priority, as told in a later session."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="follow_ups")
    # the session in which it was told
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="follow_up_answers")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)

    class Meta:
        ordering = ["item__position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "session"], name="one_outcome_per_session")
        ]

    def __str__(self) -> str:
        return self.outcome

    @property
    def in_words(self) -> str:
        """Such as "Couldn’t (Getting there)"."""
        reason = f" ({Reason(self.reason).label})" if self.reason else ""
        return f"{Outcome(self.outcome).label}{reason}"
