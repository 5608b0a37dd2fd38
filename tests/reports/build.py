"""People with sessions, follow-ups and referrals of a quarter that is over, many at a time."""

import datetime as dt
from typing import Any

from django.utils import timezone

from facilitation.models import Participant, Session, User
from facilitation.periods import Period, begin, end
from facilitation.vocabulary import Stage
from mapping.models import NetworkResult
from plans.models import FollowUp, PlanItem
from tests.referrals.build import make_referral

MONTHS = 3


def last_quarter() -> Period:
    after = begin(timezone.localdate(), MONTHS)
    return Period(begin(after - dt.timedelta(days=1), MONTHS), after)


def a_moment(period: Period, day: int = 20) -> dt.datetime:
    noon = dt.datetime.combine(period.first + dt.timedelta(days=day), dt.time(12))
    return timezone.make_aware(noon)


def make_people(number: int, facilitator: User, **details: Any) -> list[Participant]:
    of = {"facilitator": facilitator, "organisation": facilitator.organisation, **details}
    return [Participant.objects.create(**of) for _ in range(number)]


def make_session(person: Participant, at: dt.datetime, **details: Any) -> Session:
    """A finished one."""
    return Session.objects.create(
        participant=person,
        facilitator=person.facilitator,
        stage=Stage.PLAN,
        started_at=at,
        finished_at=details.pop("finished_at", at + dt.timedelta(hours=1)),
        **details,
    )


def reach(number: int, facilitator: User, **details: Any) -> list[Session]:
    """So many people with a first session, finished in the last quarter."""
    at = a_moment(last_quarter())
    return [make_session(person, at) for person in make_people(number, facilitator, **details)]


def refer(sessions: list[Session], partner: Any) -> None:
    for session in sessions:
        make_referral(
            partner,
            participant=session.participant,
            received_at=session.started_at - dt.timedelta(days=9),
            contacted_at=session.started_at - dt.timedelta(days=6),
            accepted_at=session.started_at - dt.timedelta(days=6),
            status="done",
        )


def tell(sessions: list[Session], outcome: str, reason: str = "", *, days: int = 91) -> None:
    """In a follow-up so many days after each: what became of its one priority."""
    for session in sessions:
        item = PlanItem.objects.create(session=session, position=1)
        later = make_session(
            session.participant, session.started_at + dt.timedelta(days=days), previous=session
        )
        FollowUp.objects.create(item=item, session=later, outcome=outcome, reason=reason)


def type_of(sessions: list[Session], network_type: str) -> None:
    NetworkResult.objects.bulk_create(
        NetworkResult(
            session=session, network_type=network_type, rule_version=1, counts={}, measures={}
        )
        for session in sessions
    )


def quarter_after(period: Period) -> Period:
    return Period(period.after, end(period.after, MONTHS))
