"""A manager sees who is with whom, and hands people over; nothing of what was said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilitation import actions
from facilitation.models import AuditEvent, Participant

CASELOAD = reverse("facilitation:caseload")


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


def hand_over(client, participant, to):
    url = reverse("facilitation:reassign", args=[participant.pk])
    return client.post(url, {"facilitator": to, "sure": "yes"}, follow=True)


def test_the_caseload_shows_reference_facilitator_step_and_when_due(as_mo, alice, session):
    session.stage = "plan"
    session.save()
    Participant.objects.filter(pk=session.participant_id).update(
        name="Margaret", postcode="SO17 1BJ"
    )
    actions.finish(session=session, by=alice)

    page = as_mo.get(CASELOAD).content.decode()

    assert session.participant.reference in page
    assert "Alice" in page
    assert "Your plan" in page
    assert f"{session.follow_up_due:%Y}" in page
    assert "Margaret" not in page
    assert "SO17" not in page
    assert str(session.pk) not in page  # no way into the session


def test_other_organisations_are_not_there(as_mo, eve, session):
    other = actions.start_session(facilitator=eve)

    people = as_mo.get(CASELOAD).context["page"].object_list

    assert [person.reference for person in people] == [session.participant.reference]
    assert hand_over(as_mo, other.participant, eve.pk).status_code == 404


def test_handing_over_is_asked_first_and_says_what_the_colleague_will_see(as_mo, bob, session):
    url = reverse("facilitation:reassign", args=[session.participant_id])

    page = as_mo.post(url, {"facilitator": bob.pk}).content.decode()

    session.participant.refresh_from_db()
    assert session.participant.facilitator.name == "Alice"
    assert f"Hand {session.participant.reference} over to Bob?" in page
    assert "Bob will see all that Alice sees of this person" in page
    assert "and the private note" in page
    assert "Alice will see nothing of it any more" in page
    assert AuditEvent.objects.filter(action="reassigned").count() == 0


def test_the_consents_sentence_matches(session):
    (keep,) = (one for one in session.participant.consent.sentences if "is kept. It is seen" in one)

    assert keep.endswith("by the person helping me, or by a colleague who takes over from them.")


def test_handing_over_moves_the_person_and_is_on_record(as_mo, mo, bob, session):
    page = hand_over(as_mo, session.participant, bob.pk)

    session.participant.refresh_from_db()
    assert session.participant.facilitator == bob
    assert "is now with Bob." in page.content.decode()
    event = AuditEvent.objects.get(action="reassigned")
    assert (event.actor_id, event.object_id) == (mo.pk, session.participant_id)


@pytest.mark.parametrize("who", ["eve", "cora", "rhea", "gone", "", "nonsense", "\x00"])
def test_only_an_active_colleague_takes_over(as_mo, alice, bob, session, request, who):
    bob.is_active = False
    bob.save()
    to = {"gone": bob.pk, "": "", "nonsense": "nonsense", "\x00": "\x00"}.get(who)
    to = request.getfixturevalue(who).pk if to is None else to

    page = hand_over(as_mo, session.participant, to)

    session.participant.refresh_from_db()
    assert session.participant.facilitator == alice
    assert "choose a colleague from the list" in page.content.decode()


@pytest.mark.parametrize("name", ["alice", "eve", "cora", "rhea"])
def test_the_caseload_is_for_managers(client, request, session, bob, name):
    client.force_login(request.getfixturevalue(name))

    assert client.get(CASELOAD).status_code == 404
    assert hand_over(client, session.participant, bob.pk).status_code == 404


def test_a_manager_sits_down_with_people_too(as_mo, mo):
    own = actions.start_session(facilitator=mo)

    assert as_mo.get(reverse("facilitation:about", args=[own.pk])).status_code == 200


def test_someone_is_found_by_reference(as_mo, alice, session):
    actions.start_session(facilitator=alice)
    code = session.participant.reference

    found = as_mo.post(CASELOAD, {"reference": code.lower()}).context["page"].object_list

    assert [person.reference for person in found] == [code]


@pytest.mark.parametrize("typed", ["", "Margaret", "\x00"])
def test_what_is_no_code_is_said(as_mo, typed):
    response = as_mo.post(CASELOAD, {"reference": typed})

    assert list(response.context["form"].errors) == ["reference"]


def test_a_code_that_nobody_has_is_no_mistake(as_mo, session):
    Participant.objects.filter(pk=session.participant_id).update(reference="G-22222")

    response = as_mo.post(CASELOAD, {"reference": "G-ZZZZZ"})

    assert "Nobody in the caseload has this code." in response.content.decode()
    assert "There is a problem" not in response.content.decode()


def queries(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(CASELOAD).status_code == 200
    return len(captured)


def test_twenty_rows_take_the_queries_of_one(as_mo, alice, bob, session):
    one = queries(as_mo)
    for number in range(19):
        actions.start_session(facilitator=[alice, bob][number % 2])

    assert queries(as_mo) == one
