"""A session from its beginning to its follow-ups."""

import datetime as dt
import secrets
import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from facilitation import actions, models
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Session, StageTime
from facilitation.vocabulary import AuditKind, Stage


def at(monkeypatch, moment: dt.datetime) -> None:
    """The moment that Django's clock shows; nothing of ours is replaced."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def minutes_later(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def seconds(session: Session) -> dict[str, int]:
    return dict(StageTime.objects.filter(session=session).values_list("stage", "seconds"))


def test_time_goes_to_the_step_on_screen(monkeypatch, session):
    at(monkeypatch, NOON)
    actions.enter_stage(session=session, stage=Stage.ABOUT)
    at(monkeypatch, minutes_later(4))
    actions.enter_stage(session=session, stage=Stage.NETWORK)
    at(monkeypatch, minutes_later(10.5))
    actions.keep_time(session=session)

    assert seconds(session) == {"about": 240, "network": 390}
    assert session.minutes == 10


def test_two_windows_on_one_session_count_a_minute_once(monkeypatch, session):
    at(monkeypatch, NOON)
    actions.enter_stage(session=session, stage=Stage.ABOUT)
    other_window = Session.objects.get(pk=session.pk)
    at(monkeypatch, minutes_later(1))

    actions.keep_time(session=session)
    actions.keep_time(session=other_window)

    assert seconds(session) == {"about": 60}


def test_a_break_is_not_counted(monkeypatch, session):
    at(monkeypatch, NOON)
    actions.enter_stage(session=session, stage=Stage.ABOUT)
    at(monkeypatch, minutes_later(2))
    actions.pause(session=session)
    at(monkeypatch, minutes_later(9))
    actions.keep_time(session=session)
    actions.resume(session=session)
    at(monkeypatch, minutes_later(10))
    actions.keep_time(session=session)

    assert seconds(session) == {"about": 180}


def test_the_page_reports_in_and_hears_the_minutes(monkeypatch, as_alice, session):
    at(monkeypatch, NOON)
    as_alice.get(reverse("facilitation:about", args=[session.pk]))
    at(monkeypatch, minutes_later(3))

    answer = as_alice.post(reverse("facilitation:tick", args=[session.pk]))

    assert answer.json() == {"minutes": 3}


def test_going_back_keeps_the_furthest_step(session):
    actions.enter_stage(session=session, stage=Stage.NEAR)
    actions.enter_stage(session=session, stage=Stage.ABOUT)

    session.refresh_from_db()
    assert (session.stage, session.clock_stage) == ("near", "about")


def test_pause_and_resume_lead_back_to_the_step_on_screen(as_alice, session):
    network = reverse("mapping:network", args=[session.pk])
    as_alice.get(network)

    assert as_alice.post(reverse("facilitation:pause", args=[session.pk])).url == network
    assert "Having a break" in as_alice.get(network).content.decode()
    assert as_alice.post(reverse("facilitation:resume", args=[session.pk])).url == network
    assert "Having a break" not in as_alice.get(network).content.decode()


def test_finishing_sets_the_follow_up_and_can_be_taken_back(monkeypatch, as_alice, session):
    Session.objects.filter(pk=session.pk).update(started_at=NOON)
    at(monkeypatch, minutes_later(45))

    as_alice.post(reverse("facilitation:finish", args=[session.pk]))

    session.refresh_from_db()
    assert (session.finished_at, session.follow_up_due) == (
        minutes_later(45),
        dt.date(2026, 6, 10),
    )
    page = as_alice.get(reverse("facilitation:about", args=[session.pk])).content.decode()
    assert "Finished on 10 March 2026." in page
    assert "Reopen to change something" in page

    as_alice.post(reverse("facilitation:reopen", args=[session.pk]))

    session.refresh_from_db()
    assert (session.finished_at, session.follow_up_due) == (None, None)


def test_follow_ups_fall_three_and_six_months_after_the_first_session(monkeypatch, alice, session):
    session.started_at = NOON
    session.save()
    at(monkeypatch, NOON)
    actions.finish(session=session, by=alice)
    at(monkeypatch, NOON + dt.timedelta(days=100))
    first = actions.start_follow_up(session=session, facilitator=alice)
    actions.finish(session=first, by=alice)
    at(monkeypatch, NOON + dt.timedelta(days=190))
    second = actions.start_follow_up(session=first, facilitator=alice)
    actions.finish(session=second, by=alice)

    assert [each.follow_up_due for each in (session, first, second)] == [
        dt.date(2026, 6, 10),
        dt.date(2026, 9, 10),
        None,
    ]


@pytest.mark.parametrize(
    ("agreed", "due"),
    [(["keep"], None), (["keep", "research"], None), (["keep", "follow_up"], dt.date(2026, 6, 10))],
)
def test_nobody_is_due_who_would_rather_not_be_contacted(monkeypatch, alice, session, agreed, due):
    session.started_at = NOON
    session.save()
    at(monkeypatch, NOON)
    actions.record_consent(
        participant=session.participant, version=CURRENT.version, agreed=agreed, by=alice
    )

    actions.finish(session=session, by=alice)

    assert session.follow_up_due == due


def test_the_months_are_a_setting(settings, alice, session):
    settings.GENIE_FOLLOW_UP_MONTHS = []

    actions.finish(session=session, by=alice)

    assert session.follow_up_due is None


def test_a_session_is_due_from_its_day_until_it_is_followed_up(alice, session):
    actions.finish(session=session, by=alice)
    day = session.follow_up_due
    assert list(Session.objects.due_for_follow_up(day - dt.timedelta(days=1))) == []
    assert list(Session.objects.due_for_follow_up(day)) == [session]

    actions.start_follow_up(session=session, facilitator=alice)

    assert list(Session.objects.due_for_follow_up(day)) == []


def test_pressing_twice_begins_one_follow_up(as_alice, alice, session):
    actions.finish(session=session, by=alice)
    url = reverse("facilitation:start_follow_up", args=[session.pk])

    assert as_alice.post(url).url == as_alice.post(url).url
    assert session.follow_ups.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_the_same_moment_begin_one_follow_up(alice, session):
    actions.finish(session=session, by=alice)
    together = threading.Barrier(2)

    def press() -> None:
        mine = Session.objects.get(pk=session.pk)
        together.wait()
        actions.start_follow_up(session=mine, facilitator=alice)
        connection.close()

    windows = [threading.Thread(target=press) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()

    assert session.follow_ups.count() == 1


def test_an_open_session_has_no_follow_up_yet(as_alice, session):
    response = as_alice.post(reverse("facilitation:start_follow_up", args=[session.pk]))

    assert response.url == session.get_absolute_url()
    assert session.follow_ups.count() == 0


def test_a_reference_that_is_taken_is_not_given_again(monkeypatch, alice, session):
    taken = session.participant.reference.removeprefix("G-")
    letters = iter(taken + taken + "22222")
    monkeypatch.setattr(secrets, "choice", lambda alphabet: next(letters))

    assert actions.start_session(facilitator=alice).participant.reference == "G-22222"


def test_references_are_read_aloud_without_mistakes():
    codes = {models.make_reference() for _ in range(200)}

    assert len(codes) == 200
    assert set("".join(codes)) & set("01OILAEU") == set()


@pytest.mark.parametrize("name", ["cora", "rhea"])
def test_only_those_who_hold_sessions_start_one(client, db, request, name):
    client.force_login(request.getfixturevalue(name))

    assert client.post(reverse("facilitation:start")).status_code == 404
    assert Session.objects.count() == 0


def test_starting_leads_to_about_you_and_is_on_record(as_alice, alice):
    response = as_alice.post(reverse("facilitation:start"))

    session = Session.objects.get()
    assert response.url == reverse("facilitation:about", args=[session.pk])
    event = AuditEvent.objects.get(kind=AuditKind.CHANGE)
    assert (event.actor_id, event.action, event.object_id) == (
        alice.pk,
        "session started",
        session.pk,
    )


def test_a_finished_session_has_no_break(alice, session):
    actions.finish(session=session, by=alice)

    actions.pause(session=session)

    session.refresh_from_db()
    assert (session.paused, session.clock_at) == (False, None)
