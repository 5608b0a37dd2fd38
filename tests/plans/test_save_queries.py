"""How many questions each kind of save asks the database: what people wait for when many are at it.
Less where a transaction begins and ends. Whoever needs one more raises the number here, and says
why."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mapping.actions import add_members
from plans.actions import choose
from tests.mapping.hands import ANN
from tests.mapping.test_queries import asked


def fields(**changed):
    sides = {name: {"before": [], "after": after} for name, after in changed.items()}
    body = json.dumps({"id": str(uuid.uuid4()), "fields": sides})
    return {"data": body, "content_type": "application/json"}


def answer(session):
    questionnaire = session.answers.get().item.questionnaire_id
    address = reverse("preferences:preferences", args=[session.pk])
    return f"{address}?questionnaire={questionnaire}", fields(**{"1-choice": ["yes"]})


def first_step(session):
    name = f"item-{session.plan_items.get().pk.hex}-first_step"
    return reverse("plans:save", args=[session.pk]), fields(**{name: ["Ring"]})


def name(session):
    return reverse("facilitation:about", args=[session.pk]), fields(name=["Margaret"])


def choice(session):
    taken = session.plan_items.get()
    address = reverse("plans:choose", args=[session.pk])
    taken.delete()
    return address, {"data": {"resource": taken.resource_id}}


def no_choice(session):
    resource = session.plan_items.get().resource_id
    return reverse("plans:unchoose", args=[session.pk]), {"data": {"resource": resource}}


def minute(session):
    return reverse("facilitation:tick", args=[session.pk]), {}


SAVES = {
    answer: 9,
    first_step: 8,
    name: 14,
    choice: 11,
    no_choice: 11,  # with the priority goes what was said of it to others (`sharing`): two deletes
    minute: 6,
}


@pytest.mark.parametrize(
    ("save", "most"), SAVES.items(), ids=lambda one: getattr(one, "__name__", one)
)
def test_a_save_asks_no_more_than_it_has_to(as_alice, session, strollers, save, most):
    add_members(session=session, everyone=[{**ANN, "name": name} for name in ("Ann", "Bo")])
    choose(session=session, resource=strollers, place=None)
    address, sent = save(session)
    as_alice.get(reverse("facilitation:about", args=[session.pk]))  # opened: that is written down

    with CaptureQueriesContext(connection) as captured:
        response = as_alice.post(address, **sent, headers={"accept": "application/json"})

    assert response.status_code == 200
    assert (response.json().get("errors") or {}) == {}
    assert len(asked(captured)) == most
