"""How facilitators' first sessions went: who supported them, the steps done, the minutes. Nothing
that was said in them, and of whom they were not at all."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from facilitation.models import Session, StageTime, User
from learning.models import SupportedSession
from learning.readiness import FIRST, FirstSession, missing
from mapping.models import Member
from plans.models import PlanItem
from preferences.models import Answer


@dataclass
class Facilitator:
    user: User
    first: list[FirstSession] = field(default_factory=list)
    sessions: int = 0

    @property
    def missing(self) -> list[str]:
        return missing(self.first)


def first_sessions(users: QuerySet[User]) -> QuerySet[Session]:
    """Finished sessions of real people, in turn; follow-ups on the telephone are none."""
    finished = Session.objects.real().finished().filter(facilitator__in=users, by_telephone=False)
    return finished.order_by("finished_at", "pk")


def with_steps(sessions: QuerySet[Session]) -> QuerySet[Any]:
    """Adds what was done in each, and `minutes`."""
    of_it = OuterRef("pk")
    spent = StageTime.objects.filter(session=of_it).order_by().values("session")
    return sessions.annotate(
        has_map=Exists(Member.objects.on_map().filter(session=of_it)),
        has_answers=Exists(Answer.objects.filter(session=of_it)),
        has_plan=Exists(PlanItem.objects.filter(session=of_it)),
        spent=Coalesce(Subquery(spent.values(sum=Sum("seconds"))), 0),
        supporter=Subquery(SupportedSession.objects.filter(session=of_it).values("by__name")[:1]),
    )


def as_first_session(session: Any) -> FirstSession:
    """About you and the plan's end are behind every session that is finished."""
    done = (True, session.has_map, session.has_answers, session.has_plan, True)
    return FirstSession(session.supporter or "", sum(done), session.spent // 60)


def of_team(manager: User) -> list[Facilitator]:
    """Those who may hold sessions, by name; in the same few queries however many they are."""
    users = User.objects.colleagues_of(manager).order_by("name", "pk")
    numbers: dict[UUID, int] = dict(
        first_sessions(users).order_by().values_list("facilitator").annotate(Count("pk"))
    )
    found = {user.pk: Facilitator(user, sessions=numbers.get(user.pk, 0)) for user in users}
    turns: dict[UUID, int] = defaultdict(int)
    wanted = []
    for pk, facilitator in first_sessions(users).values_list("pk", "facilitator"):
        turns[facilitator] += 1
        if turns[facilitator] <= FIRST:
            wanted.append(pk)
    for session in with_steps(first_sessions(users).filter(pk__in=wanted)):
        found[session.facilitator_id].first.append(as_first_session(session))
    return list(found.values())
