"""People and sessions: who sits beside whom, what was agreed, and where they have got to."""

import datetime as dt
import secrets
import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone

from facilitation.roles import ADMIN_APPS, Role
from facilitation.vocabulary import STAGE_URL_NAMES, AgeBand, Condition, Gender, Stage

# No 0/O, 1/I/L, or vowels: read aloud without mistakes, and never a word.
REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def make_reference() -> str:
    """A reference code such as "G-7KQ2": what a participant is called on every screen."""
    return "G-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(5))


class Organisation(models.Model):
    """A delivery organisation. Nothing of one is visible to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who logs in. A participant never does: they sit beside a facilitator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    role = models.CharField(max_length=20, choices=Role, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or "A user"

    @property
    def is_staff(self) -> bool:
        """May open the admin at all."""
        return self.is_superuser or self.role in ADMIN_APPS


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def caseload_of(self, user: User) -> Self:
        """The participants whose sessions this user may open: their own, and no one else's."""
        if user.role not in {Role.FACILITATOR, Role.MANAGER} or user.organisation_id is None:
            return self.none()
        return self.filter(facilitator=user, organisation=user.organisation_id)

    def of_organisation(self, user: User) -> Self:
        """The participants whom a manager may count and reassign."""
        if user.role != Role.MANAGER or user.organisation_id is None:
            return self.none()
        return self.filter(organisation=user.organisation_id)


class Participant(models.Model):
    """The person. Owns the data: deleting the row deletes everything recorded about them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=10, unique=True, default=make_reference, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="participants"
    )
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="participants")
    name = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    gender = models.CharField(max_length=20, choices=Gender, blank=True)
    year_of_birth = models.PositiveSmallIntegerField(null=True, blank=True)
    age_band = models.CharField(max_length=10, choices=AgeBand, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=20, choices=Condition), default=list, blank=True
    )
    conditions_not_said = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reference

    def age_range(self, today: dt.date) -> tuple[int, int] | None:
        """The youngest and oldest the person can be today, in years; None when not said."""
        if self.year_of_birth:
            oldest = today.year - self.year_of_birth
            return max(oldest - 1, 0), oldest
        return AgeBand(self.age_band).ages if self.age_band else None


class Consent(models.Model):
    """What was agreed, in which wording, when, and who wrote it down. Rows are only ever added."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    wording_version = models.CharField(max_length=20)
    agreed = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"wording {self.wording_version}"


class SessionQuerySet(models.QuerySet["Session"]):
    def for_user(self, user: User) -> Self:
        return self.filter(participant__in=Participant.objects.caseload_of(user))

    def open(self) -> Self:
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        return self.exclude(finished_at=None)

    def due_for_follow_up(self, today: dt.date) -> Self:
        """Finished, due by today, and not followed up by a later session yet."""
        return self.finished().filter(follow_up_due__lte=today, follow_ups=None)


class Session(models.Model):
    """One sitting of participant and facilitator, or the follow-up of an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="sessions")
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions")
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    # the furthest step reached: where "Continue" on My sessions leads
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ABOUT)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    follow_up_due = models.DateField(null=True, blank=True)
    # The clock: the step on screen, when it was last known to be on screen (None: stopped)
    clock_stage = models.CharField(max_length=20, choices=Stage, default=Stage.ABOUT)
    clock_at = models.DateTimeField(null=True, blank=True)
    paused = models.BooleanField(default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.participant)

    def get_absolute_url(self) -> str:
        return reverse(STAGE_URL_NAMES[Stage(self.stage)], args=[self.pk])

    @property
    def minutes(self) -> int:
        """Whole minutes spent in the session so far, pauses left out."""
        return sum(time.seconds for time in self.stage_times.all()) // 60


class StageTime(models.Model):
    """Seconds spent on one step of one session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="stage_times")
    stage = models.CharField(max_length=20, choices=Stage)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "stage"], name="one_time_per_stage")
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.seconds} s"


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
