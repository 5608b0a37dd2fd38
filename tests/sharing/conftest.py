import datetime as dt

import pytest

from facilitation import agreements
from facilitation.models import PersonRecord
from plans import actions as plans
from resources.models import Place, Provider, Resource
from sharing.actions import summaries
from sharing.models import Summary
from tests.referrals.build import make_partner, make_referral

PLANTED = {
    "name": "Margaret",
    "postcode": "SO17 1BJ",
    "phone": "01632 960111",
    "email": "margaret@home.example",
}
# on no summary, in no letter: what is said between the two
PRIVATE = ["Zebedee", "psychiatrist", "the stairs are steep", "diabetes", "every day"]


@pytest.fixture
def item(session):
    """One priority, of somebody whom a practice referred and whose record has secrets."""
    person = session.participant
    person.name, person.postcode, person.year_of_birth = "Margaret", "SO17 1BJ", 1948
    person.gender, person.conditions = "woman", ["diabetes"]
    person.save()
    agreements.agree_to(participant=person, clause="record", by=session.facilitator)
    PersonRecord.objects.create(
        participant=person,
        phone=PLANTED["phone"],
        email=PLANTED["email"],
        adjustments=["large_print"],
        note="the stairs are steep",
    )
    make_referral(
        make_partner(person.organisation),
        participant=person,
        session=session,
        status="booked",
        accepted_at=session.started_at,
        reasons=["lonely"],
        why="Would like company",
    )
    session.members.create(
        name="Zebedee", relationship="psychiatrist", frequency="daily", ring=1, x=0.5, y=0.4
    )
    provider = Provider.objects.create(name="Solent Steps", email="hello@steps.example")
    resource = Resource.objects.create(name="Strollers", provider=provider, delivery=["place"])
    place = Place.objects.create(resource=resource, name="The Hub", postcode="SO17 1BJ")
    item = plans.choose(session=session, resource=resource, place=place)
    plans.save_priority(
        item=item,
        first_step="Ring on Monday",
        step_by="Jean",
        step_when="by Friday",
        with_members=[],
        barriers=["confidence"],
        what_would_help="Going together",
    )
    return item


@pytest.fixture
def summary(item, alice) -> Summary:
    return summaries.save(
        session=item.session,
        details={
            "practice": "Portswood Surgery",
            "nhs_number": "9434765919",
            "strengths": "Good neighbours",
            "needs": "Company",
            "risks": "",
            "requests": "A medication review",
            "review_on": dt.date(2100, 2, 26),
        },
        goals={item: {"hope": "Walk with others", "importance": 8, "confidence": 7}},
        by=alice,
    )
