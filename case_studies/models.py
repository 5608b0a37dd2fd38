"""One person's story on one page, what they agreed to, and what the manager approved."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from case_studies.vocabulary import Audience
from facilitation.models import Session, User
from facilitation.roles import Role
from facilitation.vocabulary import Condition

# what is typed, and shown to others
TEXTS = ("heading", "before", "taken_up", "words")


class CaseStudyQuerySet(models.QuerySet["CaseStudy"]):
    def agreed(self) -> Self:
        """Those whose latest agreement stands."""
        of_the_same = Agreement.objects.filter(case_study=models.OuterRef("case_study"))
        latest = of_the_same.order_by("-recorded_at", "-pk").values("pk")[:1]
        standing = Agreement.objects.filter(pk=models.Subquery(latest), withdrawn_at=None)
        return self.filter(pk__in=standing.values("case_study"))

    def of_manager(self, user: User) -> Self:
        """What people of the manager's own organisation agreed to: nothing else of theirs."""
        if user.role != Role.MANAGER or user.organisation_id is None:
            return self.none()
        own = self.filter(session__participant__organisation=user.organisation_id)
        return own.filter(session__participant__is_practice=False).agreed()

    def with_maps(self) -> Self:
        """Ready to be told, whatever their number, in the same few queries."""
        people = "session__participant"
        return self.select_related(
            f"{people}__organisation", f"{people}__facilitator", "approved_by"
        ).prefetch_related(
            "agreements", "session__follow_up_answers", f"{people}__sessions__members"
        )


class CaseStudy(models.Model):
    """Drafted by the facilitator after a follow-up. Deleted with the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="case_study")
    heading = models.CharField(max_length=80)
    before = models.TextField(max_length=500)
    taken_up = models.TextField(max_length=500)
    words = models.TextField(max_length=400, blank=True)
    conditions = ArrayField(
        models.CharField(max_length=20, choices=Condition), default=list, blank=True
    )
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience), default=list)
    # the very words that the manager approved, by their digest
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        ordering = ["-approved_at", "pk"]
        verbose_name_plural = "case studies"

    def __str__(self) -> str:
        return f"case study {self.pk}"

    @property
    def agreement(self) -> "Agreement | None":
        """What was agreed to last, unless it was taken back."""
        last = next(iter(self.agreements.all()), None)
        return last if last and last.withdrawn_at is None else None

    @property
    def conditions_in_words(self) -> list[str]:
        return [str(one.label) for one in Condition if one in self.conditions]

    @property
    def audiences_in_words(self) -> list[str]:
        return [str(one.label) for one in Audience if one in self.audiences]


class Agreement(models.Model):
    """That the person read it and agreed that it is shown: to these very words and maps, by their
    digest. Rows are only ever added, or taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="agreements")
    wording_version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"wording {self.wording_version}"
