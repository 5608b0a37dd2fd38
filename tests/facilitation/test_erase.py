"""Erasing a person erases everything of theirs; only the fact that it was done stays."""

import pytest
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.test import Client
from django.urls import reverse

from facilitation import actions, locks
from facilitation.actions import record_consent
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Participant, Session
from facilitation.vocabulary import Stage
from mapping.models import Member
from tests.windows import Window

GENIE = {"facilitation", "mapping", "preferences", "resources", "plans"}


def children(model: type[Model], found: dict[type[Model], str], path: str) -> None:
    """Every model that hangs, however far below, on `model`, with the path back up to it."""
    for relation in model._meta.related_objects:
        child = relation.related_model
        inside = child._meta.app_label in GENIE and isinstance(relation.field, ForeignKey)
        if inside and child not in found and child is not model:
            found[child] = f"{relation.field.name}__{path}" if path else relation.field.name
            children(child, found, found[child])


def below(participant: Participant) -> dict[str, QuerySet]:
    found: dict[type[Model], str] = {}
    children(Participant, found, "")
    return {
        model._meta.label: model._default_manager.filter(**{path: participant.pk})
        for model, path in found.items()
    }


@pytest.fixture
def lived_in(session, alice):
    """A session in which something was kept."""
    actions.enter_stage(session=session, stage=Stage.NETWORK)
    session.stage_times.create(stage="about", seconds=60)
    Member.objects.create(session=session, name="Ann", relationship="child", ring=1, x=0.5, y=0.4)
    actions.finish(session=session, by=alice)
    actions.start_follow_up(session=session, facilitator=alice)
    return session


def test_the_walk_finds_every_kind_of_record(lived_in):
    assert {
        "facilitation.Consent",
        "facilitation.Session",
        "facilitation.StageTime",
        "mapping.Member",
        "preferences.Answer",
        "plans.PlanItem",
    } <= set(below(lived_in.participant))


def test_nothing_of_theirs_is_left(as_alice, lived_in):
    records = below(lived_in.participant)
    assert records["mapping.Member"].count() == 1
    url = reverse("facilitation:erase", args=[lived_in.participant_id])

    response = as_alice.post(url)

    assert response.url == reverse("facilitation:sessions")
    assert {label: rows.count() for label, rows in records.items()} == dict.fromkeys(records, 0)
    assert Participant.objects.count() == Session.objects.count() == Member.objects.count() == 0


def test_it_is_on_record_that_it_was_done_and_by_whom(as_alice, alice, session):
    as_alice.post(reverse("facilitation:erase", args=[session.participant_id]))

    event = AuditEvent.objects.get(action="erased")
    assert (event.actor_id, event.object_id) == (alice.pk, session.participant_id)


def test_pressed_twice_the_second_lands_where_the_first_did(as_alice, session):
    url = reverse("facilitation:erase", args=[session.participant_id])

    answers = [as_alice.post(url) for _ in range(2)]

    assert [answer.url for answer in answers] == [reverse("facilitation:sessions")] * 2
    assert AuditEvent.objects.filter(action="erased").count() == 1


def test_whom_somebody_else_erased_is_not_told(client, eve, alice, session):
    actions.erase(participant=session.participant, by=alice)
    client.force_login(eve)

    url = reverse("facilitation:erase", args=[session.participant_id])
    assert client.post(url).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("contact", {"phone": "023 8000 0000"}),
        ("note", {"note": "Rings twice"}),
        ("withdraw", {"clause": "follow_up"}),
        ("erase", {}),
    ],
)
def test_what_is_sent_about_the_person_while_another_window_erases(alice, session, name, data):
    record_consent(
        participant=session.participant,
        version=CURRENT.version,
        agreed=["keep", "follow_up", "record"],
        by=alice,
    )
    window = Client()
    window.force_login(alice)
    url = reverse(f"facilitation:{name}", args=[session.participant_id])

    with transaction.atomic():
        locks.lock_sessions(session.participant)
        sent = Window(lambda: window.post(url, data).status_code)
        locks.lock_person(session.participant)
        sent.start()
        sent.wait_until_it_waits()
        actions.erase(participant=session.participant, by=alice)
    sent.join()

    assert sent.outcome == 404


def test_it_is_asked_first(as_alice, session):
    url = reverse("facilitation:erase", args=[session.participant_id])

    page = as_alice.get(url).content.decode()

    assert "This cannot be undone." in page
    assert Participant.objects.count() == 1
