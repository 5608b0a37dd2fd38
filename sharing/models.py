"""A summary for a practice, and what the person agreed to."""

import uuid

from django.db import models
from django.utils import timezone

from facilitation.models import Session, User
from plans.models import PlanItem
from sharing.consent import WORDINGS

# PRSB: goal importance and confidence
LEAST, MOST = 1, 10


class Summary(models.Model):
    """What is told a practice of one session beside its plan. Deleted with the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, related_name="practice_summary"
    )
    practice = models.CharField(max_length=200)
    # as the person gave it: nobody looked it up
    nhs_number = models.CharField(max_length=10, blank=True)
    strengths = models.CharField(max_length=300, blank=True)
    needs = models.CharField(max_length=300, blank=True)
    risks = models.CharField(max_length=300, blank=True)
    requests = models.CharField(max_length=300, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "summaries"

    def __str__(self) -> str:
        return str(self.session)

    @property
    def agreement(self) -> "Agreement | None":
        """What was agreed last, unless it was taken back."""
        last = self.agreements.first()
        return last if last and last.withdrawn_at is None else None


class Goal(models.Model):
    """What the person hopes for from one priority, and how much, each from 1 to 10."""

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="goals")
    item = models.OneToOneField(PlanItem, on_delete=models.CASCADE, related_name="goal")
    hope = models.CharField(max_length=200, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["item__position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__range": (LEAST, MOST)}) | models.Q(**{name: None}),
                name=f"{name}_from_1_to_10",
            )
            for name in ("importance", "confidence")
        ]

    def __str__(self) -> str:
        return f"goal {self.item_id}"


class Agreement(models.Model):
    """That the person saw the summary and agreed that it is given away: to these very words, by
    their digest. Changed since, it is asked again. Rows are only ever added, or taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="agreements")
    wording_version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"wording {self.wording_version}"

    @property
    def sentence(self) -> str:
        return WORDINGS[self.wording_version].summary.format(practice=self.summary.practice)


class Answer(models.TextChoices):
    ACCEPTED = "accepted", "Yes, they can come"
    DECLINED = "declined", "No, not at present"
    ASKED = "asked", "We have a question first"


class Introduction(models.Model):
    """What an organisation of the directory is told of somebody who would like to come, and what it
    answered. Shown to whoever has its signed link, until it is answered, taken back or too old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(PlanItem, on_delete=models.CASCADE, related_name="introduction")
    called = models.CharField(max_length=60)
    contact = models.CharField(max_length=200)
    about = models.CharField(max_length=300, blank=True)
    # what the person agreed to
    wording_version = models.CharField(max_length=20)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # by the link of an earlier making nothing is found any more
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_text = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"introduction {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the organisation may look at it and answer: after a question, still."""
        return self.withdrawn_at is None and self.answer in {"", Answer.ASKED}

    @property
    def organisation(self) -> str:
        """Who is told: the organisation, or the entry where that is all that is known."""
        return str(self.item.said.get("provider") or self.item.said["name"])

    @property
    def sentence(self) -> str:
        wording = WORDINGS[self.wording_version]
        return wording.introduction.format(organisation=self.organisation)
