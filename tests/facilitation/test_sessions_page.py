"""My sessions: three groups, search by name or reference code, and one person's page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from facilitation import actions
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Participant, Session, StageTime

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
    said = response.context["nobody"] or response.context["form"].errors["query"][0]
    assert said in response.content.decode()


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


def test_names_come_first_and_codes_after(as_alice, alice):
    session = begin(alice, "Margaret")

    page = as_alice.get(PAGE).content.decode()

    assert page.index("Margaret</a>") < page.index(f'"code">{session.participant.reference}')


def test_follow_ups_that_are_due_are_on_top_and_the_longest_due_first(as_alice, alice):
    begin(alice)
    later = finished(alice, due_in=dt.timedelta(days=-1))
    sooner = finished(alice, due_in=dt.timedelta(days=-9))

    groups = shown(as_alice)

    assert next(iter(groups.items())) == ("due", [sooner, later])


@pytest.mark.parametrize("typed", ["emile", "ÉMILE", "Émile", "mil", " emile  z ", "Zola"])
def test_a_name_is_found_without_its_accents_and_capitals(as_alice, alice, typed):
    session = finished(alice, "Émile Zola")
    finished(alice, "Margaret")

    found = as_alice.post(SEARCH, {"query": typed})

    assert found.url == reverse("facilitation:participant", args=[session.participant_id])


def test_what_is_both_a_name_and_the_beginning_of_a_code_finds_both(as_alice, alice):
    named, coded = finished(alice, "Kit"), finished(alice)
    Participant.objects.filter(pk=coded.participant_id).update(reference="G-KYT22")
    Participant.objects.filter(pk=named.participant_id).update(name="Ky")

    found = as_alice.post(SEARCH, {"query": "ky"}).context["found"]

    assert list(found) == [named.participant, coded.participant]


def test_a_name_is_looked_for_in_ones_own_caseload_only(as_alice, bob):
    Participant.objects.filter(pk=actions.start_session(facilitator=bob).participant_id).update(
        name="Émile"
    )

    page = as_alice.post(SEARCH, {"query": "emile"})

    assert "Nobody in your caseload has this name or code." in page.content.decode()


def test_names_sort_as_in_english_and_the_nameless_come_last(as_alice, alice):
    for name in ("Zoe", "", "Émile", "Frank", "adam", "Eric"):
        finished(alice, name)

    names = [session.participant.name for session in shown(as_alice)["done"]]

    assert names == ["adam", "Émile", "Eric", "Frank", "Zoe", ""]


A_DAY_AGO = dt.timedelta(days=1, minutes=1)


def test_a_session_in_which_nothing_was_entered_is_deleted_after_a_day(as_alice, alice):
    shell = begin(alice, started_at=timezone.now() - A_DAY_AGO)
    today = begin(alice, started_at=timezone.now() - dt.timedelta(hours=23))
    StageTime.objects.create(session=shell, stage="about", seconds=60)

    assert shown(as_alice)["open"] == [today]

    assert not Participant.objects.filter(pk=shell.participant_id).exists()
    event = AuditEvent.objects.get(action="empty session deleted")
    assert (event.actor_id, event.object_id) == (alice.pk, shell.participant_id)


@pytest.mark.parametrize("what", ["consent", "name", "further", "finished", "bob"])
def test_a_session_in_which_anything_happened_stays(as_alice, alice, bob, what):
    session = begin(bob if what == "bob" else alice, started_at=timezone.now() - A_DAY_AGO)
    if what == "consent":
        actions.record_consent(
            participant=session.participant, version=CURRENT.version, agreed=["keep"], by=alice
        )
    elif what == "name":
        Participant.objects.filter(pk=session.participant_id).update(name="Margaret")
    elif what == "further":
        Session.objects.filter(pk=session.pk).update(stage="network")
    elif what == "finished":
        actions.finish(session=session, by=alice)

    as_alice.get(PAGE)

    assert Session.objects.filter(pk=session.pk).exists()
