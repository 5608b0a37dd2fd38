"""How many questions a change of the map asks the database: what people wait for when many are at
it. Counted as PostgreSQL is asked, less the two that begin and end the transaction."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mapping.actions import add_members
from tests.mapping.hands import ANN


def asked(captured) -> list[str]:
    return [
        query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]


@pytest.fixture
def send(as_alice, session):
    """Sends changes as the page's script does; what was asked of the database meanwhile."""

    def send(since, *states):
        body = {
            "since": since,
            "changes": [
                {"id": str(uuid.uuid4()), "member": member, "kind": "do", "of": None}
                | {"before": before, "after": after}
                for member, before, after in states
            ],
        }
        address = reverse("mapping:changes", args=[session.pk])
        as_alice.get(reverse("facilitation:about", args=[session.pk]))
        with CaptureQueriesContext(connection) as captured:
            answer = as_alice.post(address, json.dumps(body), content_type="application/json")
        assert answer.json()["refused"] == {}
        return asked(captured)

    return send


@pytest.fixture
def members(session):
    names = ("Ann", "Bo", "Cy")
    add_members(session=session, everyone=[{**ANN, "name": name} for name in names])
    return [(str(member.pk), member.state) for member in session.members.all()]


def test_a_change_asks_five_questions(send, members):
    member, before = members[0]

    assert len(send(3, (member, before, {**before, "frequency": "weekly"}))) == 5


def test_so_do_many_at_once(send, members):
    moved = [(pk, before, {**before, "x": 0.5, "y": 0.42, "ring": 1}) for pk, before in members]

    assert len(send(3, *moved)) == 5


def test_naming_somebody_and_taking_somebody_off(send, members):
    member, before = members[0]
    place = {"ring": 1, "x": 0.5, "y": 0.42, "previous": None, "tie_status": ""}

    assert len(send(3, (str(uuid.uuid4()), None, {**ANN, **place}))) == 5
    # what hangs on a member goes first
    assert len(send(4, (member, before, None))) <= 9
