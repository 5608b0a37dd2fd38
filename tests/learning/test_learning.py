"""Cards, whom to ring, guides, and a facilitator's first sessions."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation.models import Session
from learning.models import SafeguardingContact, SupportedSession
from learning.readiness import FirstSession, missing
from mapping.models import Member
from plans.models import PlanItem
from preferences.models import Item
from tests.reports.build import make_people, make_session

LEARNING = reverse("learning:learning")
UPSET = reverse("learning:upset")
CONTACT = reverse("learning:safeguarding")
FIRST = reverse("learning:first_sessions")
READY = reverse("learning:ready")
WHOLE = FirstSession("Mo", steps=5, minutes=45)


@pytest.mark.parametrize(
    ("first", "ready"),
    [
        ([WHOLE] * 3, True),
        ([WHOLE] * 2, False),
        ([WHOLE, WHOLE, FirstSession("Mo", 3, 8)], True),
        ([WHOLE, WHOLE, FirstSession("", 5, 45)], False),
        ([WHOLE, FirstSession("Mo", 4, 45), FirstSession("Mo", 5, 100)], False),
        ([], False),
    ],
)
def test_who_is_ready(first, ready):
    assert (missing(first) == []) == ready


@pytest.mark.parametrize(
    ("who", "guides"),
    [("alice", 1), ("mo", 4), ("cora", 1), ("rhea", 1)],
)
def test_everybody_finds_the_guide_for_what_they_do(client, request, who, guides):
    client.force_login(request.getfixturevalue(who))

    page = client.get(LEARNING)

    assert len(page.context["guides"]) == guides
    for role in page.context["guides"]:
        assert "<h1>Genie for" in client.get(reverse("learning:guide", args=[role.value])).text
    assert client.get(reverse("learning:guide", args=["nobody"])).status_code == 404


def test_a_facilitator_reads_no_guide_of_others(as_alice):
    assert as_alice.get(reverse("learning:guide", args=["manager"])).status_code == 404


@pytest.mark.parametrize("who", ["cora", "rhea"])
@pytest.mark.parametrize(
    "name", ["cards", "upset", "first_sessions", "train", "ready", "safeguarding"]
)
def test_who_holds_no_sessions_has_no_business_there(client, request, who, name):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse(f"learning:{name}")).status_code == 404


def test_the_manager_writes_down_whom_to_ring_and_everybody_finds_it(client, mo, alice, eve):
    client.force_login(alice)
    assert "Your manager has not written down yet" in client.get(UPSET).text
    assert client.get(CONTACT).status_code == 404

    client.force_login(mo)
    sent = {"name": "Safeguarding lead", "phone": "01632 960123", "otherwise": "01632 960999"}
    client.post(CONTACT, sent)

    client.force_login(alice)
    page = client.get(UPSET).text
    assert "Safeguarding lead" in page and "01632 960123" in page and "01632 960999" in page
    client.force_login(eve)
    assert "01632 960123" not in client.get(UPSET).text


def test_a_contact_without_a_number_is_refused_and_what_was_typed_is_kept(client, mo):
    client.force_login(mo)

    page = client.post(CONTACT, {"name": "Safeguarding lead", "phone": ""}).text

    assert "Write the number to ring." in page
    assert 'value="Safeguarding lead"' in page
    assert not SafeguardingContact.objects.exists()


def hold(facilitator, day: int, **details) -> Session:
    [person] = make_people(1, facilitator)
    return make_session(person, timezone.now() - dt.timedelta(days=100 - day), **details)


def test_who_supported_is_written_down_for_the_first_three(as_alice, alice, bob, mo):
    held = [hold(alice, day) for day in range(4)]

    page = as_alice.get(FIRST)
    assert [session for _, session, _ in page.context["rows"]] == held[:3]
    as_alice.post(FIRST, {"number": 2, "by": bob.pk})
    assert list(SupportedSession.objects.values_list("session", "by")) == [(held[1].pk, bob.pk)]
    assert f'<option value="{bob.pk}" selected' in as_alice.get(FIRST).text
    as_alice.post(FIRST, {"number": 2, "by": ""})
    assert not SupportedSession.objects.exists()


@pytest.mark.parametrize("number", ["0", "4", "x", "2"])
def test_a_session_that_is_none_of_them_is_not_marked(as_alice, alice, bob, number):
    hold(alice, 1)

    as_alice.post(FIRST, {"number": number, "by": bob.pk})

    assert not SupportedSession.objects.exists()


def test_nobody_supports_themselves_or_comes_from_elsewhere(as_alice, alice, eve):
    hold(alice, 1)

    for other in (alice, eve):
        assert "Choose a colleague" in as_alice.post(FIRST, {"number": 1, "by": other.pk}).text
    assert not SupportedSession.objects.exists()


def test_the_manager_sees_steps_minutes_and_support_and_nobody_of_the_people(
    client, mo, alice, bob, item_bank
):
    for day in range(4):
        session = hold(alice, day)
        session.stage_times.create(stage="network", seconds=40 * 60)
        SupportedSession.objects.create(session=session, by=mo)
        if day != 2:
            Member.objects.create(session=session, name="Ann", ring=1, x=0.5, y=0.4)
            session.answers.create(item=Item.objects.get(number=5), choice="yes")
            PlanItem.objects.create(session=session, position=1)
    hold(bob, 1, by_telephone=True)
    client.force_login(mo)

    page = client.get(READY)

    rows = {one.user.name: (one.sessions, one.first, one.missing) for one in page.context["team"]}
    whole = FirstSession("Mo", 5, 40)
    assert rows["Alice"] == (4, [whole, whole, FirstSession("Mo", 2, 40)], [])
    assert rows["Bob"][:2] == (0, [])
    assert "3 more to hold" in page.text
    assert session.participant.reference not in page.text


def test_however_many_they_are_it_is_the_same_few_queries(client, mo, alice, bob):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(READY).status_code == 200
        return len(captured)

    client.force_login(mo)
    hold(alice, 1)
    few = queries()
    for facilitator in (alice, bob, mo):
        for day in range(3):
            hold(facilitator, day)
    assert queries() == few
