"""Changed fields: merged one by one, each change once, nothing overwritten without a word."""

import json
import threading
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from facilitation import actions
from facilitation.field_changes import FieldChange, merge
from facilitation.models import AppliedChange, Participant, Session
from tests.field_changes import send_changes


@pytest.fixture
def url(session) -> str:
    return reverse("facilitation:about", args=[session.pk])


def person(session) -> Participant:
    return Participant.objects.get(pk=session.participant_id)


@pytest.mark.parametrize(
    ("current", "before", "after", "value", "overlaps"),
    [
        ([], [], ["Ann"], ["Ann"], False),
        (["Ann"], ["Ann"], [], [], False),
        (["Ann"], [], ["Ann"], ["Ann"], False),  # the other window did the same
        (["Bea"], [], ["Ann"], ["Ann"], True),
        (["Bea"], ["Ann"], [], [], True),
        (["a", "b"], ["b", "a"], ["b"], ["b"], False),  # ticks have no order
        (["Ann Lee"], [" Ann  Lee "], ["Ann"], ["Ann"], False),  # nor do spaces count
    ],
)
def test_one_field_of_two_windows(current, before, after, value, overlaps):
    merged = merge({"name": current, "other": ["x"]}, {"name": FieldChange(before, after)})

    assert merged.values == {"name": value, "other": ["x"]}
    assert merged.overlaps == ({"name": current} if overlaps else {})


def test_what_was_not_touched_stays_as_another_window_left_it(as_alice, session, url):
    send_changes(as_alice, url, {"postcode": ([], ["so171bj"])})
    answer = send_changes(as_alice, url, {"name": ([], ["Margaret"])}).json()

    assert answer["overlaps"] == {}
    assert answer["now"]["postcode"] == ["SO17 1BJ"]
    assert (person(session).name, person(session).postcode) == ("Margaret", "SO17 1BJ")


def test_both_changed_it_the_later_stays_and_hears_of_the_other(as_alice, session, url):
    send_changes(as_alice, url, {"name": ([], ["Maggie"])})
    answer = send_changes(as_alice, url, {"name": ([], ["Margaret"])}).json()

    assert answer["overlaps"] == {"name": ["Maggie"]}
    assert answer["saved"] == {"name": ["Margaret"]}
    assert person(session).name == "Margaret"


def test_a_change_that_arrives_twice_is_made_once_and_answered_alike(as_alice, session, url):
    same = uuid.uuid4()
    first = send_changes(as_alice, url, {"name": ([], ["Ann"])}, same).json()
    send_changes(as_alice, url, {"name": (["Ann"], ["Bea"])})
    again = send_changes(as_alice, url, {"name": ([], ["Ann"])}, same).json()

    assert person(session).name == "Bea"
    assert again["saved"] == first["saved"] == {"name": ["Ann"]}
    assert again["now"]["name"] == ["Bea"]


def test_what_is_wrong_waits_and_the_rest_is_saved(as_alice, session, url):
    fields: dict = {"name": ([], ["Ann"]), "year_of_birth": ([], ["48"])}
    answer = send_changes(as_alice, url, fields).json()

    assert list(answer["errors"]) == ["year_of_birth"]
    assert answer["saved"] == {"name": ["Ann"]}
    assert (person(session).name, person(session).year_of_birth) == ("Ann", None)


def test_before_consent_nothing_is_saved(as_alice, alice):
    fresh = actions.start_session(facilitator=alice)
    url = reverse("facilitation:about", args=[fresh.pk])
    answer = send_changes(as_alice, url, {"name": ([], ["Ann"])}).json()
    assert (answer["saved"], list(answer["errors"])) == ({}, ["agreed"])
    assert person(fresh).name == ""

    send_changes(as_alice, url, {"name": ([], ["Ann"]), "agreed": ([], ["keep"])})
    assert person(fresh).name == "Ann"


def test_a_field_that_is_gone_is_said_and_not_dropped(as_alice, url):
    answer = send_changes(as_alice, url, {"item-1-first_step": ([], ["Ring"])}).json()

    assert answer["errors"] == {"item-1-first_step": ["This was taken off in another window."]}


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"\xff",
        b'{"id": "x", "fields": {}}',
        b'{"id": "8b0b0f0e-0000-4000-8000-000000000000", "fields": {"name": {"before": []}}}',
        b'{"id": "8b0b0f0e-0000-4000-8000-000000000000", "fields": {"name": []}}',
        b'{"id": "8b0b0f0e-0000-4000-8000-000000000000", "fields": "name"}',
        json.dumps(
            {"id": str(uuid.uuid4()), "fields": {"name": {"before": [], "after": ["\ud800"]}}}
        ).encode(),
        json.dumps(
            {"id": str(uuid.uuid4()), "fields": {"name": {"before": [], "after": ["\0"]}}}
        ).encode(),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_and_no_fault(as_alice, url, body):
    answer = as_alice.post(
        url, body, content_type="application/json", headers={"accept": "application/json"}
    )

    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_another_sessions_id_is_refused(as_alice, alice, session, url):
    other = actions.start_session(facilitator=alice)
    taken = AppliedChange.objects.get(session=other).pk

    assert send_changes(as_alice, url, {"name": ([], ["Ann"])}, taken).status_code == 400
    assert person(session).name == ""


def test_what_was_applied_is_forgotten_when_the_session_is_finished(as_alice, alice, session, url):
    send_changes(as_alice, url, {"name": ([], ["Ann"])})
    assert session.applied_changes.count() == 2  # it was started, and this
    actions.finish(session=session, by=alice)

    assert session.applied_changes.count() == 0
    refused = send_changes(as_alice, url, {"name": (["Ann"], ["Bea"])})
    assert (refused.status_code, refused.json()["code"]) == (403, "finished")


def test_the_pages_button_merges_too(as_alice, session, url):
    """Without scripts: what another window saved while the page was open stays."""
    page = as_alice.get(url)
    seen = page.context["seen"]
    send_changes(as_alice, url, {"postcode": ([], ["SO17 1BJ"])})
    send_changes(as_alice, url, {"gender": ([], ["man"])})

    data = {"seen": seen, "agreed": ["keep", "follow_up"], "name": "Ann", "gender": "woman"}
    after = as_alice.post(url, data, follow=True).content.decode()

    kept = person(session)
    assert (kept.name, kept.postcode, kept.gender) == ("Ann", "SO17 1BJ", "woman")
    assert "Another window changed this too. Yours is kept." in after


@pytest.mark.parametrize("times", [2, 3])
def test_starting_a_session_twice_makes_one_person(as_alice, times):
    start = reverse("facilitation:start")
    once = uuid.uuid4()
    landed = {as_alice.post(start, {"once": once}).url for _ in range(times)}

    assert len(landed) == 1
    assert (Participant.objects.count(), Session.objects.count()) == (1, 1)
    as_alice.post(start, {"once": uuid.uuid4()})
    assert Participant.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_make_one_person(alice):
    once, barrier = uuid.uuid4(), threading.Barrier(2)
    landed = []

    def press():
        client = Client()
        client.force_login(alice)
        barrier.wait()
        landed.append(client.post(reverse("facilitation:start"), {"once": once})["Location"])

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()

    assert len(set(landed)) == 1
    assert Participant.objects.count() == 1


def test_the_same_start_by_a_colleague_does_not_lead_to_the_person(as_alice, client, bob):
    once = uuid.uuid4()
    as_alice.post(reverse("facilitation:start"), {"once": once})
    other = Client()
    other.force_login(bob)

    assert other.post(reverse("facilitation:start"), {"once": once}).status_code == 403
