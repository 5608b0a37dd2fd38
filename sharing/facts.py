"""What a summary is made of, read once: its page, its PDF, its text and its FHIR document tell the
same."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from facilitation.models import Participant, PersonRecord, Session
from plans.models import FollowUp, PlanItem
from plans.vocabulary import Outcome
from referrals.models import Referral
from sharing.models import Goal, Summary


@dataclass(frozen=True)
class GoalFacts:
    """One priority of the plan: what is hoped for, and the first step towards it."""

    item: PlanItem
    said: dict[str, Any]
    goal: Goal | None
    told: FollowUp | None  # what became of it, as told last

    @property
    def hope(self) -> str:
        return (self.goal.hope if self.goal else "") or f"To take up: {self.said['name']}"

    @property
    def action(self) -> str:
        return self.item.first_step or f"Get in touch with {self.said['name']}"

    @property
    def importance(self) -> int | None:
        return self.goal.importance if self.goal else None

    @property
    def confidence(self) -> int | None:
        return self.goal.confidence if self.goal else None

    @property
    def outcome(self) -> Outcome | None:
        return Outcome(self.told.outcome) if self.told else None


@dataclass(frozen=True)
class Facts:
    summary: Summary
    session: Session
    person: Participant
    record: PersonRecord | None  # where the person agreed that it is kept
    referral: Referral | None
    goals: list[GoalFacts]
    before: list[FollowUp]  # what became of the plan before, as told in this session

    @property
    def organisation(self) -> str:
        return self.person.organisation.name

    @property
    def met_on(self) -> dt.date:
        return timezone.localdate(self.session.started_at)


def facts_of(summary: Summary) -> Facts:
    session = summary.session
    person = session.participant
    referrals = Referral.objects.filter(participant=person, accepted_at__isnull=False)
    return Facts(
        summary=summary,
        session=session,
        person=person,
        record=PersonRecord.objects.filter(participant=person).first(),
        referral=referrals.select_related("partner").order_by("accepted_at").first(),
        goals=goals_of(summary),
        before=list(FollowUp.objects.filter(session=session).select_related("item__resource")),
    )


def goals_of(summary: Summary) -> list[GoalFacts]:
    goals = {goal.item_id: goal for goal in summary.goals.all()}
    items = summary.session.plan_items.select_related("resource")
    return [
        GoalFacts(
            item=item,
            said=item.said,
            goal=goals.get(item.pk),
            told=item.follow_ups.order_by("session__started_at").last(),
        )
        for item in items.prefetch_related("with_members", "follow_ups")
    ]
