"""Stage 1: the network map. Members on three rings, the changes that made the map, its result."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from facilitation.models import Organisation, Session, User
from mapping import phrases
from mapping.changes import FIELDS, stacks
from mapping.network_type import PROFESSIONALS, RULE_1, Thresholds, Tie
from mapping.rings import Point, to_point
from mapping.vocabulary import (
    RELATIONSHIPS,
    ChangeKind,
    ContactFrequency,
    NetworkType,
    Relationship,
    Ring,
    Shape,
    TieStatus,
    Work,
    shape_of,
)


class MemberQuerySet(models.QuerySet["Member"]):
    def on_map(self) -> "MemberQuerySet":
        """Those with a place; the others wait beside the picture and count nowhere."""
        return self.filter(ring__isnull=False)

    def unplaced(self) -> "MemberQuerySet":
        """In the order in which they were named."""
        return self.filter(ring__isnull=True).order_by("created_at", "name", "pk")

    def company(self) -> "MemberQuerySet":
        """Who could be asked to go along or help: people first, pets and professionals last; those
        who wait from last time too.

        Never someone whose tie is difficult, nor someone who died; and an activity goes nowhere by
        itself.
        """
        offered = self.filter(tie_status="").exclude(relationship=Relationship.ACTIVITY)
        importance = models.F("ring").asc(nulls_last=True)
        return offered.order_by(last_of_all("relationship"), importance, "name", "pk")


def last_of_all(field: str) -> models.Case:
    """Sorts pets after people, and professionals after pets."""
    professionals = [r for group in PROFESSIONALS for r in RELATIONSHIPS[group]]
    return models.Case(
        models.When(**{f"{field}__in": professionals}, then=2),
        models.When(**{field: Relationship.PET}, then=1),
        default=0,
        output_field=models.SmallIntegerField(),
    )


class Member(models.Model):
    """Someone or something in the person's network. A third party: first name or nickname only.

    The ring is a fact of its own. `x` and `y` are where the member stands in the picture, as a
    share of its width and height (0 to 1, the person at 0.5, 0.5), and always inside that ring.
    """

    # made by the browser, so that adding someone twice over a bad connection adds them once
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(max_length=40)
    relationship = models.CharField(max_length=30, choices=Relationship, blank=True)
    frequency = models.CharField(max_length=20, choices=ContactFrequency, blank=True)
    work = ArrayField(models.CharField(max_length=20, choices=Work), default=list, blank=True)
    # none of the three: named, but not placed yet
    ring = models.PositiveSmallIntegerField(choices=Ring, null=True, blank=True)
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    tie_status = models.CharField(max_length=20, choices=TieStatus, blank=True)
    # in a follow-up: the same member in the map before
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["ring", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ring__isnull=False, x__range=(0, 1), y__range=(0, 1))
                | models.Q(ring__isnull=True, x__isnull=True, y__isnull=True),
                name="member_on_the_map_or_unplaced",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Member":
        """Of its columns as JSON has them."""
        return cls(**{**row, "id": uuid.UUID(row["id"])})

    @property
    def point(self) -> Point:
        """Where they stand; only for somebody who is on the map."""
        assert self.x is not None
        assert self.y is not None
        return to_point(self.x, self.y)

    @property
    def is_support(self) -> bool:
        """Whether they may be counted and named as somebody who is there for the person."""
        return not self.tie_status

    @property
    def shape(self) -> Shape:
        return shape_of(self.relationship)

    @property
    def order(self) -> tuple[int, str, str]:
        """Most important first, then by name: the order of the list and of every picture."""
        return self.ring or 0, self.name.casefold(), str(self.pk)

    @property
    def tie(self) -> Tie:
        """What the network type looks at."""
        return Tie(self.relationship, self.frequency, self.ring, tuple(self.work), self.tie_status)

    @property
    def state(self) -> dict[str, Any]:
        """The member as a change's `before` or `after`; see `mapping.changes`."""
        state = {field: getattr(self, field) for field in FIELDS if field != "previous"}
        return state | {"previous": str(self.previous_id) if self.previous_id else None}

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, "previous_id" if name == "previous" else name, value)

    @property
    def description(self) -> str:
        """In one breath: "Ann, sibling, inner circle, seen every day"."""
        return phrases.describe(self.name, self.relationship, self.ring, self.frequency)

    @property
    def aside(self) -> str:
        return phrases.aside(self.relationship, self.frequency)


class MapChangeQuerySet(models.QuerySet["MapChange"]):
    def stacks(self) -> tuple[list["MapChange"], list["MapChange"]]:
        """What can be undone and what can be redone, the next one last."""
        return stacks(self.order_by("number"))


class MapChange(models.Model):
    """One change of one member, as it was applied. The map is what its changes add up to.

    `before` and `after` are states (see `mapping.changes`); None: not on the map. `number` counts
    the changes of a session from 1. Undoing is itself a change.
    """

    # made by the browser: a change that arrives twice is applied once
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="map_changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ChangeKind, default=ChangeKind.DO)
    # of an undo or redo: the change it is about
    of = models.UUIDField(null=True, blank=True)
    member_id = models.UUIDField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MapChangeQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_change_per_number")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def as_dict(self) -> dict[str, Any]:
        """As the page's script knows it."""
        return {
            "id": str(self.pk),
            "number": self.number,
            "kind": self.kind,
            "of": str(self.of) if self.of else None,
            "member": str(self.member_id),
            "before": self.before,
            "after": self.after,
        }


class NetworkRule(models.Model):
    """An organisation's own thresholds for the network type. Rows are only ever added: version 1
    is in the code, an organisation's first own rule is version 2."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="network_rules"
    )
    version = models.PositiveSmallIntegerField()
    diverse_family_weekly = models.PositiveSmallIntegerField(default=RULE_1.diverse_family_weekly)
    diverse_friends_weekly = models.PositiveSmallIntegerField(default=RULE_1.diverse_friends_weekly)
    diverse_groups_monthly = models.PositiveSmallIntegerField(default=RULE_1.diverse_groups_monthly)
    centred_weekly = models.PositiveSmallIntegerField(default=RULE_1.centred_weekly)
    centred_percent = models.PositiveSmallIntegerField(default=RULE_1.centred_percent)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "version"], name="one_network_rule_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version}"

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(**{name: getattr(self, name) for name in Thresholds.__dataclass_fields__})


class NetworkResult(models.Model):
    """The network type of a session's map, with the rule and the counts that led to it."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="network_result")
    # blank: too little is known of how often people are in touch
    network_type = models.CharField(max_length=20, choices=NetworkType, blank=True)
    rule_version = models.PositiveSmallIntegerField()
    counts = models.JSONField()
    measures = models.JSONField()
    # the facilitator's own judgement, where it differs, and why
    chosen_type = models.CharField(max_length=20, choices=NetworkType, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    chosen_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.session_id)

    @property
    def type(self) -> NetworkType | None:
        """What holds: the facilitator's choice, or else the rule's answer, if it has one."""
        found = self.chosen_type or self.network_type
        return NetworkType(found) if found else None


class NobodyHelps(models.Model):
    """It was asked who helps with this kind of work, and the answer was: nobody."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="nobody_helps")
    work = models.CharField(max_length=20, choices=Work)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "work"], name="one_nobody_helps_per_work")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DroppedActivity(models.Model):
    """Something the person used to enjoy and no longer does (asking for it is published)."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="dropped_activities"
    )
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
