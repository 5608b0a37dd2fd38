import datetime as dt

import pytest

from mapping.models import Member
from plans import actions
from preferences.models import Answer, Interest, Item
from resources.models import Place, Provider, Resource, Schedule


@pytest.fixture
def wants_fitness(session, item_bank) -> Answer:
    """The session answers Yes to getting fitter, narrowed to walking and swimming."""
    return Answer.objects.create(
        session=session,
        item=Item.objects.get(number=5),
        choice="yes",
        kept=["swimming", "walking-and-outdoor-activities"],
    )


@pytest.fixture
def make_resource(item_bank):
    """Makes a walking group with one place, unless told otherwise."""

    def make(name="Tuesday Strollers", *, interest="walking-and-outdoor-activities", **fields):
        provider, _ = Provider.objects.get_or_create(name="Solent Steps", phone="023 8000 0000")
        resource = Resource.objects.create(
            **{"name": name, "provider": provider, "delivery": ["place"], **fields}
        )
        resource.interests.add(Interest.objects.get(slug=interest))
        Place.objects.create(
            resource=resource,
            name="The Hub",
            address="1 The Avenue",
            town="Southampton",
            postcode="SO17 1BJ",
            step_free="yes",
            parking="no",
            transport="Bus 7 stops outside",
        )
        Schedule.objects.create(resource=resource, weekday=1, starts=dt.time(10), ends=dt.time(11))
        return resource

    return make


@pytest.fixture
def strollers(make_resource, wants_fitness):
    return make_resource()


@pytest.fixture
def planned(session, strollers):
    """One priority with Ann; and people, secrets of whom must not be on the hand-out."""
    session.participant.name = "Margaret"
    session.participant.postcode = "SO14 7DW"
    session.participant.conditions = ["copd"]
    session.participant.save()
    session.facilitator.phone = "01632 960200"
    session.facilitator.phone_times = "Monday to Thursday"
    session.facilitator.save()
    actions.save_meeting(session=session, day=dt.date(2100, 2, 26), time=dt.time(14))
    common = {"session": session, "ring": 1, "x": 0.5, "y": 0.4}
    ann = Member.objects.create(
        name="Ann", relationship="sibling", frequency="daily", work=["illness"], **common
    )
    Member.objects.create(name="Zebedee", relationship="psychiatrist", **common)
    item = actions.choose(session=session, resource=strollers, place=strollers.places.get())
    actions.save_priority(
        item=item,
        first_step="Ring on Monday",
        step_by="Jean",
        step_when="by Friday",
        companion="the lady from church",
        with_members=[ann],
        barriers=["confidence"],
        what_would_help="Going <together>",
    )
