"""Whom a person was passed on to is told to the facilitators concerned, and stays to be seen."""

import pytest
from django.urls import reverse

from facilitation import actions, reassignments
from facilitation.models import AuditEvent, Reassignment

SESSIONS = reverse("facilitation:sessions")
READ = reverse("facilitation:passed_on_read")


@pytest.fixture
def page_of(client):
    def page(user, url=SESSIONS):
        client.force_login(user)
        return " ".join(client.get(url).content.decode().split())

    return page


def test_both_facilitators_are_told_until_they_have_read_it(
    client, page_of, alice, bob, mo, session
):
    code = session.participant.reference
    reassignments.reassign(participant=session.participant, to=bob, by=mo)

    assert f"Mo passed {code} on from you to Bob." in page_of(alice)
    assert "on to you. Before, they were with Alice." in page_of(bob)

    client.post(READ)
    assert "Passed on" not in page_of(bob)
    assert f"Mo passed {code} on from you to Bob." in page_of(alice)
    client.post(READ)
    assert "Passed on" not in page_of(alice)


def test_a_manager_who_takes_somebody_over_and_gives_them_back_is_seen(page_of, alice, mo, session):
    person = session.participant
    reassignments.reassign(participant=person, to=mo, by=mo)
    reassignments.reassign(participant=person, to=alice, by=mo)

    told = page_of(alice)
    assert f"Mo took {person.reference} over from you." in told
    assert "on to you. Before, they were with Mo." in told
    page = page_of(alice, reverse("facilitation:participant", args=[person.pk]))
    assert "from Alice to Mo, passed on by Mo" in page
    assert "from Mo to Alice, passed on by Mo" in page
    assert "Passed on" not in page_of(mo)  # did it, and need not be told


def test_the_audit_log_says_from_whom_and_to_whom(client, alice, bob, mo, session):
    reassignments.reassign(participant=session.participant, to=bob, by=mo)
    reassignments.reassign(participant=session.participant, to=mo, by=mo)

    lines = AuditEvent.objects.filter(actor_id=mo.pk).order_by("pk")
    assert list(lines.values_list("action", "object_id")) == [
        ("reassigned", session.participant_id),
        ("reassigned from", alice.pk),
        ("reassigned to", bob.pk),
        ("reassigned", session.participant_id),
        ("reassigned from", bob.pk),
        ("reassigned to themselves", mo.pk),
    ]
    client.force_login(mo)
    page = client.get(reverse("facilitation:audit")).content.decode()
    assert "Reassigned from" in page
    assert "Reassigned to themselves" in page


def test_to_whom_they_are_with_already_nothing_is_done(alice, mo, session):
    reassignments.reassign(participant=session.participant, to=alice, by=mo)

    assert not Reassignment.objects.exists()
    assert not AuditEvent.objects.filter(action="reassigned").exists()


def test_nothing_of_it_is_left_once_the_person_is_erased(page_of, alice, bob, mo, session):
    reassignments.reassign(participant=session.participant, to=bob, by=mo)
    actions.erase(participant=session.participant, by=bob)

    assert not Reassignment.objects.exists()
    assert "Passed on" not in page_of(alice)


@pytest.mark.parametrize("who", ["eve", "cora", "rhea"])
def test_nobody_else_is_told(client, request, bob, mo, session, who):
    reassignments.reassign(participant=session.participant, to=bob, by=mo)
    client.force_login(request.getfixturevalue(who))

    assert session.participant.reference not in client.get(SESSIONS).content.decode()
    client.post(READ)
    assert Reassignment.objects.get().before_read_at is None
    assert Reassignment.objects.get().after_read_at is None
