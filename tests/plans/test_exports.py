"""What researchers export: who is in it, what it says, and what never leaks."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilitation import actions as facilitation_actions
from facilitation import agreements
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent
from facilitation.pseudonyms import pseudonym
from mapping.models import Member
from plans import actions
from plans.exports import table as export_table
from preferences.models import Answer, Questionnaire

URL = reverse("plans:exports")
# everything that the people and pages typed, and what tells who it was
SECRETS = {
    "name": "Margaret Secret",
    "postcode": "SO17 1BJ",
    "inward": "1BJ",
    "member": "Ann Secret",
    "step": "Ring my secret sister",
    "help": "A secret lift",
    "resource": "Tuesday Strollers",
    "facilitator": "Alice",
    "dropped": "Secret bowls",
    "phone": "01632 960417",
    "email": "secret@home.example",
    "needs": "A secret chair",
    "carer": "Secret Susan",
    "note": "Never mention the secret",
    "companion": "Secret Carol",
    "who": "Secret Jean",
    "when": "by secret Friday",
    "meeting": "2100-02-26",
}
RECORD = {
    **{name: SECRETS[name] for name in ("phone", "email", "needs", "carer", "note")},
    "mobility": ["wheelchair"],
    "adjustments": ["large_print"],
}


def agree(session, *agreed) -> None:
    facilitation_actions.record_consent(
        participant=session.participant,
        version=CURRENT.version,
        agreed=[*agreed],
        by=session.facilitator,
    )


@pytest.fixture
def told(session, alice, strollers):
    """A finished session full of secrets, and its follow-up, of someone who agreed to research."""
    agree(session, "keep", "research", "record")
    person = session.participant
    agreements.save_record(participant=person, details=RECORD)
    actions.save_meeting(session=session, day=dt.date(2100, 2, 26), time=None)
    person.name, person.postcode = SECRETS["name"], SECRETS["postcode"]
    person.gender, person.age_band, person.conditions = "woman", "70-79", ["pain", "heart"]
    person.save()
    session.dropped_activities.create(name=SECRETS["dropped"])
    ann = Member.objects.create(
        session=session, name=SECRETS["member"], relationship="sibling", ring=1, x=0.5, y=0.4
    )
    item = actions.choose(session=session, resource=strollers, place=strollers.places.get())
    actions.save_priority(
        item=item,
        first_step=SECRETS["step"],
        step_by=SECRETS["who"],
        step_when=SECRETS["when"],
        companion=SECRETS["companion"],
        with_members=[ann],
        barriers=["cost", "time"],
        what_would_help=SECRETS["help"],
    )
    session.stage_times.create(stage="plan", seconds=200)
    finish(session, days_ago=100)
    later = facilitation_actions.start_follow_up(session=session, facilitator=alice)
    actions.save_outcome(session=later, item=item, outcome="stopped", reason="health")
    finish(later, days_ago=9)
    return session


def finish(session, *, days_ago: int) -> None:
    facilitation_actions.finish(session=session, by=session.facilitator)
    session.started_at -= dt.timedelta(days=days_ago)
    session.save()


@pytest.fixture
def export(client, rhea):
    def export() -> str:
        client.force_login(rhea)
        response = client.post(URL)
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        return str(response.getvalue(), "utf-8-sig")

    return export


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_a_finished_session(export, told):
    first, second = table(export())

    expected = {
        "participant": pseudonym("participant", told.participant_id),
        "map": pseudonym("map", told.pk),
        "wave": "1",
        "days_since_first": "0",
        "gender": "woman",
        "age_band": "70-79",
        "conditions": "pain heart",
        "district": "SO17",
        "minutes_plan": "3",
        "questionnaire": "2026-1",
        "item_5": "yes",
        "item_5_interests": "swimming walking-and-outdoor-activities",
        "item_6": "",
        "priority_1_interests": "walking-and-outdoor-activities",
        "priority_1_helpers": "1",
        "priority_1_barriers": "cost time",
        "priority_1_outcome": "stopped",
        "priority_1_reason": "health",
        "priority_2_interests": "",
    }
    assert {name: first[name] for name in expected} == expected
    assert (second["wave"], second["days_since_first"]) == ("2", "91")
    assert second["participant"] == first["participant"]


def test_nothing_that_tells_who_it_was_leaks(export, told):
    text = export()

    assert {name for name, secret in SECRETS.items() if secret in text} == set()
    assert [word for word in ("wheelchair", "large_print") if word in text] == []
    assert told.participant.reference not in text
    for key in (told.pk, told.participant_id, told.facilitator_id):
        assert str(key) not in text
        assert key.hex not in text
    assert str(told.started_at.year) + "-" not in text.replace("2026-1,", "")


def test_what_looks_like_a_formula_is_marked_as_text(export, told):
    Questionnaire.objects.update(version="=HYPERLINK(0)")

    assert table(export())[0]["questionnaire"] == "'=HYPERLINK(0)"


def test_only_who_agreed_and_only_what_is_finished(export, told, alice):
    agree(told, "keep")
    unfinished = facilitation_actions.start_session(facilitator=alice)
    agree(unfinished, "keep", "research")

    assert table(export()) == []


def test_nobody_of_another_organisation(export, told, rhea, eve):
    rhea.organisation = eve.organisation
    rhea.save()

    assert table(export()) == []


@pytest.mark.parametrize("who", ["alice", "mo", "cora", "eve"])
def test_researchers_only(client, request, told, who):
    client.force_login(request.getfixturevalue(who))

    assert (client.get(URL).status_code, client.post(URL).status_code) == (404, 404)


def test_the_page_explains_and_exporting_is_recorded(client, rhea, item_bank, export):
    client.force_login(rhea)
    page = client.get(URL).content.decode()

    assert "item_13_interests" in page
    assert reverse("mapping:research") in page
    export()
    events = AuditEvent.objects.filter(action="sessions exported for research")
    assert list(events.values_list("actor_id", "object_id")) == [(rhea.pk, rhea.organisation_id)]


def test_it_costs_the_same_for_one_person_and_for_more(rhea, told, alice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(export_table(rhea))
        return len(captured)

    one = queries()
    item = Answer.objects.get().item
    for _ in range(3):
        other = facilitation_actions.start_session(facilitator=alice)
        agree(other, "keep", "research")
        Answer.objects.create(session=other, item=item, choice="yes")
        facilitation_actions.finish(session=other, by=alice)
    assert queries() == one
