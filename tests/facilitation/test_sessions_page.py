"""My sessions: three groups, search by reference code, and one person's page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions
from facilitation.models import Participant, Session, StageTime

PAGE = reverse("facilitation:sessions")
SEARCH = reverse("facilitation:search")


def begin(alice, name="", **fields) -> Session:
    session = actions.start_session(facilitator=alice)
    Participant.objects.filter(pk=session.participant_id).update(name=name)
    Session.objects.filter(pk=session.pk).update(**fields)
    session.refresh_from_db()
    return session


def finished(alice, name="", due_in=dt.timedelta(days=30)) -> Session:
    day = timezone.localdate() + due_in
    return begin(alice, name, finished_at=timezone.now(), follow_up_due=day)


def shown(client, **page) -> dict[str, list[Session]]:
    groups = client.get(PAGE, page).context["groups"]
    return {group["key"]: list(group["page"]) for group in groups}


def test_sessions_stand_in_three_groups(as_alice, alice):
    still_open = begin(alice)
    due = finished(alice, due_in=dt.timedelta())
    done = finished(alice)

    assert shown(as_alice) == {"open": [still_open], "due": [due], "done": [done]}


def test_someone_followed_up_is_done_and_the_follow_up_is_open(as_alice, alice):
    due = finished(alice, due_in=dt.timedelta(days=-3))
    follow_up = actions.start_follow_up(session=due, facilitator=alice)

    assert shown(as_alice) == {"open": [follow_up], "due": [], "done": [due]}


def test_a_row_says_who_how_far_and_how_long(as_alice, alice):
    session = begin(alice, "Margaret", stage="near")
    StageTime.objects.create(session=session, stage="about", seconds=290)
    StageTime.objects.create(session=session, stage="near", seconds=400)

    page = as_alice.get(PAGE).content.decode()

    assert session.participant.reference in page
    assert "Margaret" in page
    assert "Near you · 11 min" in page
    assert session.get_absolute_url() in page


def test_nobody_elses_are_listed(as_alice, bob, eve, session):
    actions.start_session(facilitator=bob)
    actions.start_session(facilitator=eve)

    assert shown(as_alice)["open"] == [session]


def fill(alice, number: int) -> None:
    for _ in range(number):
        begin(alice, "Margaret")
        finished(alice, due_in=dt.timedelta())
        finished(alice)
    for session in Session.objects.all():
        StageTime.objects.get_or_create(session=session, stage="about", defaults={"seconds": 60})


def queries(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(PAGE).status_code == 200
    return len(captured)


def test_thirty_rows_take_the_queries_of_one(as_alice, alice):
    fill(alice, 1)
    one = queries(as_alice)
    fill(alice, 29)

    assert queries(as_alice) == one


def test_hundreds_are_paged(as_alice, alice):
    for _ in range(45):
        begin(alice)

    pages = [shown(as_alice, open=number)["open"] for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({session.pk for page in pages for session in page}) == 45
    assert "Page 2 of 3" in as_alice.get(PAGE, {"open": 2}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "\x00", "🙂"])
def test_a_page_that_does_not_exist_is_the_nearest_one(as_alice, session, page):
    assert shown(as_alice, open=page)["open"] == [session]


@pytest.mark.parametrize("typed", ["G-7KQ2M", "g-7kq2m", "7KQ2M", " g 7kq 2m ", "G7KQ2M", "7kq"])
def test_a_code_is_found_however_it_is_written(as_alice, session, typed):
    Participant.objects.filter(pk=session.participant_id).update(reference="G-7KQ2M")

    found = as_alice.post(SEARCH, {"query": typed})

    assert found.url == reverse("facilitation:participant", args=[session.participant_id])


def test_a_code_that_itself_begins_with_g_is_found_too(as_alice, session):
    Participant.objects.filter(pk=session.participant_id).update(reference="G-G7KQ2")

    for typed in ("G-G7KQ2", "g7kq2", "GG7KQ2"):
        assert as_alice.post(SEARCH, {"query": typed}).status_code == 302


def test_several_that_begin_alike_are_listed(as_alice, alice):
    for code in ("G-7KQ2M", "G-7KQ2N", "G-8KQ2M"):
        session = begin(alice)
        Participant.objects.filter(pk=session.participant_id).update(reference=code)

    found = as_alice.post(SEARCH, {"query": "7KQ"}).context["found"]

    assert sorted(person.reference for person in found) == ["G-7KQ2M", "G-7KQ2N"]


@pytest.mark.parametrize(
    "typed", ["", "Margaret Smith", "\x00", "🙂", "G-" + "7" * 300, "%", "_____"]
)
def test_what_is_not_a_code_is_said_and_never_put_into_an_address(as_alice, session, typed):
    response = as_alice.post(SEARCH, {"query": typed})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["query"]


def test_someone_elses_code_is_nobodys(as_alice, bob):
    other = actions.start_session(facilitator=bob)

    page = as_alice.post(SEARCH, {"query": other.participant.reference}).content.decode()

    assert "Nobody in your caseload has this name or code." in page


def test_a_persons_page_shows_consents_and_every_session(as_alice, alice, session):
    actions.finish(session=session, by=alice)
    actions.start_follow_up(session=session, facilitator=alice)
    url = reverse("facilitation:participant", args=[session.participant_id])

    page = as_alice.get(url).content.decode()

    assert "I agree that what I say in this session is kept" in page
    assert "written down by Alice" in page
    assert "First session" in page
    assert "Follow-up" in page
    assert page.count("Start a follow-up") == 0  # one is open


def test_a_follow_up_may_begin_before_it_is_due(as_alice, alice, session):
    actions.finish(session=session, by=alice)

    page = as_alice.get(reverse("facilitation:participant", args=[session.participant_id]))

    assert "Start a follow-up" in page.content.decode()
