"""Somebody is introduced to an organisation of the directory: it is told what the person agreed to,
behind a link, and says yes, no, or asks."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.signing import dumps
from django.urls import reverse

from facilitation.models import AuditEvent
from sharing import links
from sharing.models import Introduction
from tests.sharing.conftest import PLANTED, PRIVATE

TOLD = {"called": "Margaret", "contact": "01632 960111", "about": "Uses a stick", "agreed": "on"}


@pytest.fixture
def url(session, item) -> str:
    return reverse("sharing:introduction", args=[session.pk, item.pk])


@pytest.fixture
def made(as_alice, url, django_capture_on_commit_callbacks) -> Introduction:
    with django_capture_on_commit_callbacks(execute=True):
        as_alice.post(url, TOLD)
    return Introduction.objects.get()


@pytest.fixture
def answer(client, django_capture_on_commit_callbacks):
    """Answers by a link as a stranger, whose browser is signed in nowhere."""

    def send(link: str, **fields):
        client.logout()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(link, fields)

    return send


def path(introduction: Introduction) -> str:
    return "/" + links.link(introduction).split("/", 3)[3]


def test_the_organisation_gets_a_letter_that_names_nobody(made):
    (letter,) = mail.outbox
    assert letter.to == ["hello@steps.example"]
    said = f"{letter.subject} {letter.body}"
    (link,) = re.findall(r"http\S+", said)
    assert links.introduction_of(link.split("/")[-2]) == made
    assert [word for word in [*PLANTED.values(), *PRIVATE, "Uses a stick"] if word in said] == []


def test_behind_the_link_stands_what_was_agreed_to_and_no_more(client, made):
    client.logout()
    page = client.get(path(made))

    told = page.content.decode()
    assert [word for word in ("Margaret", "01632 960111", "Uses a stick") if word not in told] == []
    secrets = [PLANTED["postcode"], PLANTED["email"], *PRIVATE, "Ring on Monday", "1948"]
    assert [word for word in secrets if word in told] == []
    assert "no-store" in page["Cache-Control"]
    assert made.answer == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("accepted", "Yes, they can come"),
        ("declined", "No, not at present"),
        ("asked", "We have a question first"),
    ],
)
def test_they_accept_decline_or_ask(as_alice, client, alice, url, made, answer, said, words):
    answer(path(made), answer=said, text="On Tuesday?")

    client.force_login(alice)
    page = client.get(url).content.decode()
    assert (words in page, "On Tuesday?" in page) == (True, True)
    told = mail.outbox[-1]
    assert told.to == ["alice@genie.example"]
    assert [w for w in [*PLANTED.values(), *PRIVATE, "Tuesday"] if w in told.body] == []
    plan = client.get(reverse("plans:plan", args=[made.item.session_id])).content.decode()
    assert f"They answered: {words}" in plan


def test_after_a_question_they_can_still_say_yes(made, answer):
    answer(path(made), answer="asked", text="On Tuesday?")
    answer(path(made), answer="accepted", text="")

    made.refresh_from_db()
    assert made.answer == "accepted"


@pytest.mark.parametrize("first", ["accepted", "declined"])
def test_an_answer_holds_and_the_link_shows_nobody_any_more(client, made, answer, first):
    answer(path(made), answer=first, text="")
    again = answer(path(made), answer="asked", text="Or not?")

    made.refresh_from_db()
    assert (made.answer, again.status_code) == (first, 410)
    assert "Margaret" not in client.get(path(made)).content.decode()


def test_taken_back_the_link_shows_nothing(as_alice, client, session, item, made, answer):
    as_alice.post(reverse("sharing:take_introduction_back", args=[session.pk, item.pk]))

    refused = answer(path(made), answer="accepted", text="")
    made.refresh_from_db()
    assert (refused.status_code, made.answer) == (410, "")
    assert "Margaret" not in client.get(path(made)).content.decode()


def test_told_something_else_the_first_link_is_none(as_alice, client, url, made):
    first = path(made)
    as_alice.post(url, {**TOLD, "about": "Uses a frame"})

    client.logout()
    assert client.get(first).status_code == 404


def test_pressed_twice_it_is_one_letter(as_alice, url, made, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_alice.post(url, TOLD)

    assert len(mail.outbox) == 1
    assert AuditEvent.objects.filter(action="introduced to an organisation").count() == 1


def test_a_link_runs_out(client, made, monkeypatch):
    monkeypatch.setattr(links, "GOOD_FOR", dt.timedelta(seconds=-1))
    client.logout()

    page = client.get(path(made))

    assert (page.status_code, "Margaret" in page.content.decode()) == (410, False)


def test_a_made_up_link_is_none(client, made):
    client.logout()

    for token in ("x", "a:b:c", dumps(str(made.key), salt="elsewhere"), str(made.key)):
        assert client.get(reverse("sharing:answer", args=[token])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("agreed", "", "Tick this if they agree"),
        ("called", "", "Write a name"),
        ("contact", "", "Write how they are reached"),
        ("about", "x" * 301, "no more than 300"),
    ],
)
def test_without_their_agreement_nobody_is_told(as_alice, url, field, value, words):
    page = as_alice.post(url, {**TOLD, field: value}).content.decode()

    assert (words in page, Introduction.objects.exists(), mail.outbox) == (True, False, [])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose an answer"),
        ({"answer": "perhaps"}, "perhaps"),
        ({"answer": "asked"}, "Write your question"),
        ({"answer": "accepted", "text": "x" * 301}, "no more than 300"),
        ({"answer": "accepted", "website": "https://spam.example"}, "Leave this field empty"),
    ],
)
def test_what_is_wrong_in_an_answer_is_said(made, answer, fields, words):
    page = answer(path(made), **fields)

    made.refresh_from_db()
    assert (words in page.content.decode(), made.answer) == (True, "")


def test_an_entry_without_an_address_has_a_link_to_pass_on(as_alice, url, item):
    item.resource.provider.email = ""
    item.resource.provider.save()

    as_alice.post(url, TOLD)
    page = as_alice.get(url).content.decode()

    assert mail.outbox == []
    assert links.link(Introduction.objects.get()).partition(":")[0] in page
    assert re.search(r"/introduced/[\w:-]+/", page)


def test_whoever_looks_after_them_now_hears_of_it(made, answer, session, bob):
    session.participant.facilitator = bob
    session.participant.save()

    answer(path(made), answer="accepted", text="")

    assert mail.outbox[-1].to == ["bob@genie.example"]


def test_erasing_the_person_ends_the_link(client, made, session):
    link = path(made)
    session.participant.delete()
    client.logout()

    assert client.get(link).status_code == 404


def test_another_facilitators_is_not_there(client, eve, url, made):
    client.force_login(eve)

    assert [client.get(url).status_code, client.post(url, TOLD).status_code] == [404, 404]
