"""Who refers people to an organisation, and what became of each referral."""

import datetime as dt
import secrets
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from facilitation.models import (
    REFERENCE_ALPHABET,
    ContactAndNeeds,
    Organisation,
    Participant,
    Session,
    User,
)
from referrals.vocabulary import (
    ACCEPTED_CODE,
    DECLINED_CODE,
    WAITING,
    Declined,
    Kind,
    Reached,
    Reason,
    Status,
)

# Somebody new is reached within five days, and somebody contacted is booked within three weeks.
# (Our decision.)
CONTACT_WITHIN = dt.timedelta(days=5)
BOOK_WITHIN = dt.timedelta(days=21)
# After so many attempts in vain it is kind to stop. (Our decision.)
ATTEMPTS = 3


def make_key() -> str:
    """What is secret in a partner's link: 128 random bits."""
    return secrets.token_urlsafe(16)


def make_code() -> str:
    """A receipt's code such as "R-7KQ2M4": names nobody, and is read aloud without mistakes."""
    return "R-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(6))


class PartnerQuerySet(models.QuerySet["Partner"]):
    def of_organisation(self, user: User) -> Self:
        """The partners of the user's own organisation, for whoever works with referrals."""
        if not user.holds_sessions:
            return self.none()
        return self.filter(organisation=user.organisation_id)


class Partner(models.Model):
    """A practice, a group or a service that refers people, by a private link and without an
    account. A new key makes the old link and its posters useless."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="partners"
    )
    name = models.CharField(max_length=200)
    # where word of what came of a referral goes, if the referrer gives no address of their own
    email = models.EmailField(blank=True)
    key = models.CharField(max_length=40, unique=True, default=make_key, editable=False)
    key_made_at = models.DateTimeField(default=timezone.now, editable=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_partner_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class ReferralQuerySet(models.QuerySet["Referral"]):
    def of_organisation(self, user: User) -> Self:
        """The referrals to the user's own organisation, which its facilitators share."""
        if not user.holds_sessions:
            return self.none()
        return self.filter(organisation=user.organisation_id)

    def waiting(self) -> Self:
        return self.filter(status__in=WAITING)

    def booked(self) -> Self:
        return self.filter(status=Status.BOOKED)

    def ended(self) -> Self:
        return self.exclude(status__in=WAITING).exclude(status=Status.BOOKED)

    def overdue_first(self, now: dt.datetime) -> Self:
        """Adds `overdue`; those first, and the longest waiting first within each."""
        overdue = models.Q(status=Status.NEW, received_at__lt=now - CONTACT_WITHIN)
        overdue |= models.Q(status=Status.CONTACTED, received_at__lt=now - BOOK_WITHIN)
        return self.annotate(
            overdue=models.Case(models.When(overdue, then=True), default=False)
        ).order_by("-overdue", "received_at")

    def listed(self) -> Self:
        """Ready to be listed, whatever their number, in the same few queries."""
        return self.select_related("partner", "owner", "participant").annotate(
            tried=models.Count("attempts")
        )


class Referral(ContactAndNeeds):
    """One person referred by a partner. Deleted with the person; see `Participant`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # on the receipt, and in every letter about it
    code = models.CharField(max_length=10, unique=True, default=make_code, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="referrals"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SUPPORT)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    # who; how to reach them stands among contact and needs
    name = models.CharField(max_length=60)
    postcode = models.CharField(max_length=8, blank=True)
    year_of_birth = models.PositiveSmallIntegerField(null=True, blank=True)

    # why
    reasons = ArrayField(models.CharField(max_length=20, choices=Reason), default=list, blank=True)
    why = models.TextField(max_length=600, blank=True)

    # what a visitor should know
    risks = models.CharField(max_length=300, blank=True)

    # what the person said, and who writes it down
    wording_version = models.CharField(max_length=20)
    may_tell_referrer = models.BooleanField(default=False)
    referrer_name = models.CharField(max_length=100)
    referrer_role = models.CharField(max_length=100, blank=True)
    referrer_email = models.EmailField(blank=True)

    # what became of it
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="referrals"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="referrals"
    )
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="referrals"
    )
    # the first meeting, as arranged
    meeting_on = models.DateField(null=True, blank=True)
    meeting_at = models.TimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    declined = models.CharField(max_length=20, choices=Declined, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    overdue: bool  # added by `overdue_first`
    tried: int  # added by `listed`

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=Status.DECLINED) ^ models.Q(declined=""),
                name="a_reason_when_declined",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status", "received_at"])]

    def __str__(self) -> str:
        return self.code

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def is_ended(self) -> bool:
        return not self.is_waiting and self.status != Status.BOOKED

    @property
    def for_training(self) -> bool:
        return self.kind == Kind.TRAINING

    @property
    def waited(self) -> int:
        """Whole days from the day it came to the first word with the person, or to now."""
        until = self.contacted_at or self.accepted_at or self.ended_at or timezone.now()
        return (timezone.localdate(until) - timezone.localdate(self.received_at)).days

    @property
    def waiting_in_words(self) -> str:
        return {0: "since today", 1: "one day"}.get(self.waited, f"{self.waited} days")

    @property
    def snomed_code(self) -> str:
        """The SNOMED CT concept that is counted for it; empty as long as nothing is decided."""
        if self.for_training:
            return ""
        if self.accepted_at:
            return ACCEPTED_CODE
        return DECLINED_CODE if self.status == Status.DECLINED else ""

    @property
    def reasons_in_words(self) -> str:
        return " · ".join(label for value, label in Reason.choices if value in self.reasons)


class Attempt(models.Model):
    """One time that somebody tried to reach the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reached = models.CharField(max_length=10, choices=Reached)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_reached_display()
