"""People and sessions: who sits beside whom, what was agreed, and where they have got to."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate, NullIf
from django.urls import reverse
from django.utils import timezone

from facilitation.consent import CURRENT, WORDINGS
from facilitation.models.users import Organisation, User
from facilitation.roles import Role
from facilitation.vocabulary import (
    FOLLOW_UP_URL_NAME,
    STAGE_URL_NAMES,
    AgeBand,
    Condition,
    FollowUpEnd,
    Gender,
    Stage,
)

# No 0/O, 1/I/L, or vowels: read aloud without mistakes, and never a word.
REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def in_english(name: str) -> OrderBy:
    """Sorted by PostgreSQL's own rules for English, which come with ICU: É stands with E. Empty
    names come last."""
    return Collate(NullIf(name, models.Value("")), "en-GB-x-icu").asc(nulls_last=True)


def make_reference() -> str:
    """A reference code such as "G-7KQ2M": what a participant is called on every screen."""
    return "G-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(5))


def caseload(user: User, person: str = "") -> models.Q:
    """Whether a participant, whose fields begin with `person`, is one of this user's own."""
    if not user.holds_sessions:
        return models.Q(pk__in=[])
    return models.Q(**{f"{person}facilitator": user, f"{person}organisation": user.organisation_id})


def agreed_last(participant: str) -> models.Subquery:
    """What the participant in that field agreed to last; null where nothing was asked."""
    consents = Consent.objects.filter(participant=models.OuterRef(participant))
    return models.Subquery(consents.order_by("-recorded_at", "-pk").values("agreed")[:1])


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def caseload_of(self, user: User) -> Self:
        """The participants whose sessions this user may open: their own, and no one else's."""
        return self.filter(caseload(user))

    def of_organisation(self, user: User) -> Self:
        """The participants whom a manager may count and reassign."""
        if user.role != Role.MANAGER or user.organisation_id is None:
            return self.none()
        return self.real().filter(organisation=user.organisation_id)

    def real(self) -> Self:
        """Without those who were made up to practise with."""
        return self.filter(is_practice=False)

    def in_research_of(self, user: User) -> Self:
        """Those of the researcher's organisation whose latest consent includes research."""
        if user.role != Role.RESEARCHER or user.organisation_id is None:
            return self.none()
        return (
            self.real()
            .filter(organisation=user.organisation_id)
            .alias(agreed_last=agreed_last("pk"))
            .filter(agreed_last__contains=[*CURRENT.needed, "research"])
        )

    def by_name(self) -> Self:
        """As in an English telephone book: accents and capitals count last. The nameless follow."""
        return self.order_by(in_english("name"), "reference")

    def without_content(self, *, begun_before: dt.datetime) -> Self:
        """Those of whom nothing was entered in a session begun before then. Nothing is kept of
        anyone who agreed to nothing, and no further step opens to them: this needs to look at
        no step."""
        sessions = Session.objects.filter(participant=models.OuterRef("pk"))
        used = models.Q(finished_at__isnull=False) | ~models.Q(stage=Stage.ABOUT)
        used |= models.Q(started_at__gte=begun_before) | models.Q(previous__isnull=False)
        blank = {"consents": None, "name": "", "postcode": "", "gender": "", "age_band": ""}
        return self.filter(
            models.Exists(sessions),
            ~models.Exists(sessions.filter(used)),
            year_of_birth=None,
            conditions=[],
            **blank,
        )

    def with_progress(self) -> Self:
        """Adds the newest session's `last_stage`, and the date its follow-up is `due`."""
        newest = Session.objects.filter(participant=models.OuterRef("pk")).order_by("-started_at")
        return self.select_related("facilitator").annotate(
            last_stage=models.Subquery(newest.values("stage")[:1]),
            due=models.Subquery(newest.values("follow_up_due")[:1]),
            follow_up_ended=models.Subquery(newest.values("follow_up_ended")[:1]),
        )

    def with_reference(self, code: str) -> Self:
        """Those whose code begins so. G is also one of the letters: "G7K" may mean either."""
        starts = models.Q(reference__startswith=f"G-{code}")
        if code.startswith("G"):
            starts |= models.Q(reference__startswith=f"G-{code[1:]}")
        return self.filter(starts)


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
    # made up to practise with: counts nowhere, and nothing of them is passed on
    is_practice = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    last_stage: str | None  # added by `with_progress`
    follow_up_ended: str | None  # added by `with_progress`
    # what was agreed to last, where it was read with the person; None: not read
    agreed_when_read: list[str] | None = None

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reference

    @property
    def consent(self) -> "Consent | None":
        """What was agreed last."""
        return next(iter(self.consents.all()), None)

    @property
    def agreed(self) -> list[str]:
        """The clauses that were agreed to last."""
        if self.agreed_when_read is not None:
            return self.agreed_when_read
        return self.consent.agreed if self.consent else []

    @property
    def may_be_kept(self) -> bool:
        """Whether the person agrees, so far, to what a session cannot go on without."""
        return CURRENT.needed <= set(self.agreed)

    @property
    def may_be_contacted(self) -> bool:
        """Whether the person agrees, so far, to be asked in some months how they got on."""
        return "follow_up" in self.agreed

    @property
    def may_be_recorded(self) -> bool:
        """Whether the person agrees, so far, that how to reach them and what they need is kept."""
        return "record" in self.agreed

    @property
    def called(self) -> str:
        """Their name or, where it was not given, their reference code."""
        return self.name or self.reference

    @property
    def last_step(self) -> str:
        """The label of `last_stage`, where the query added it (see `with_progress`)."""
        return Stage(self.last_stage).label if self.last_stage else ""

    @property
    def why_no_follow_up(self) -> str:
        """The label of `follow_up_ended`, where the query added it; empty where it is to come."""
        return FollowUpEnd(self.follow_up_ended).label if self.follow_up_ended else ""

    def age_range(self, today: dt.date) -> tuple[int, int] | None:
        """The youngest and oldest the person can be today, in years; None when not known."""
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

    @property
    def by_clause(self) -> dict[str, str]:
        """What was agreed, by its key, in the words of that day."""
        clauses = WORDINGS[self.wording_version].clauses
        return {key: sentence for key, sentence in clauses.items() if key in self.agreed}

    @property
    def sentences(self) -> list[str]:
        return list(self.by_clause.values())


class SessionQuerySet(models.QuerySet["Session"]):
    def for_user(self, user: User) -> Self:
        return self.filter(caseload(user, "participant__"))

    def with_agreed(self) -> Self:
        """With the person, and as `agreed_last` what they agreed to last."""
        return self.select_related("participant").annotate(agreed_last=agreed_last("participant"))

    def open(self) -> Self:
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        return self.exclude(finished_at=None)

    def with_person_and_minutes(self) -> Self:
        """Ready to be listed, whatever their number, in the same few queries."""
        return self.select_related("participant").prefetch_related(
            "stage_times", "follow_ups", "follow_up_attempts"
        )

    def by_name(self) -> Self:
        """By the person's name; see `ParticipantQuerySet.by_name`."""
        return self.order_by(in_english("participant__name"), "participant__reference")

    def real(self) -> Self:
        """Without those of people who were made up to practise with."""
        return self.filter(participant__is_practice=False)

    def awaiting_follow_up(self) -> Self:
        """Finished, with a day for the follow-up, which was neither begun nor given up."""
        return self.finished().filter(
            follow_up_due__isnull=False, follow_ups=None, follow_up_ended=""
        )

    def due_for_follow_up(self, today: dt.date) -> Self:
        """Of those, the ones whose day has come; nobody made up."""
        return self.real().awaiting_follow_up().filter(follow_up_due__lte=today)


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
    # why nobody asks for the follow-up any more; empty: it was begun, or is still to come
    follow_up_ended = models.CharField(max_length=20, choices=FollowUpEnd, blank=True)
    follow_up_ended_at = models.DateTimeField(null=True, blank=True)
    # for which day its facilitator was written to: once, unless another day is agreed
    follow_up_reminded = models.DateField(null=True, blank=True)
    # The clock: the step on screen, when it was last known to be on screen (None: stopped)
    clock_stage = models.CharField(max_length=20, choices=Stage, default=Stage.ABOUT)
    clock_at = models.DateTimeField(null=True, blank=True)
    paused = models.BooleanField(default=False)
    # a follow-up of one page: how it went, asked on the telephone
    by_telephone = models.BooleanField(default=False)
    # when the two meet again, as agreed at the end
    next_meeting = models.DateField(null=True, blank=True)
    next_meeting_time = models.TimeField(null=True, blank=True)

    agreed_last: list[str] | None  # added by `with_agreed`
    # the connection whose transaction holds the row for a change (`facilitation.locks`)
    locked_by: object = None

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return str(self.participant)

    def get_absolute_url(self) -> str:
        if self.begins_with_how_it_went:
            return reverse(FOLLOW_UP_URL_NAME, args=[self.pk])
        return reverse(STAGE_URL_NAMES[Stage(self.stage)], args=[self.pk])

    def earlier(self) -> Iterator["Session"]:
        """The sessions before, the newest first. In the one just before something may not have been
        asked: a telephone call has no step but how it went."""
        session = self.previous
        while session:
            yield session
            session = session.previous

    def end_follow_up(self, why: str) -> None:
        """Nobody asks for it any more; with an empty `why`, somebody does again."""
        self.follow_up_ended = why
        self.follow_up_ended_at = timezone.now() if why else None
        self.save(update_fields=["follow_up_ended", "follow_up_ended_at"])

    @property
    def awaits_follow_up(self) -> bool:
        """As `SessionQuerySet.awaiting_follow_up` says it of many."""
        open_still = bool(self.finished_at and self.follow_up_due and not self.follow_up_ended)
        return open_still and not self.follow_ups.all()

    @property
    def begins_with_how_it_went(self) -> bool:
        """A follow-up that has not gone beyond its beginning, or never will."""
        if self.previous_id is None:
            return False
        return self.by_telephone or self.stage == Stage.ABOUT

    @property
    def consent(self) -> "Consent | None":
        """What was agreed in this session, or since: not what was agreed at an earlier one."""
        last = self.participant.consent
        return last if last and last.recorded_at >= self.started_at else None

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
