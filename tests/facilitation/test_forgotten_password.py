"""A forgotten password, and a first one: by a link in a letter that works once."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.contrib import auth
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

FORGOTTEN = reverse("account_reset_password")
SENT = reverse("account_reset_password_done")
NEW = {"password1": "plain-walnut-77", "password2": "plain-walnut-77"}


def ask(client, email="alice@genie.example"):
    return client.post(FORGOTTEN, {"email": email})


def link_in(letter) -> str:
    found = re.search(r"^http\S+$", letter.body, re.MULTILINE)
    assert found
    assert found[0].startswith(f"{settings.GENIE_ADDRESS}/")
    return found[0].removeprefix(settings.GENIE_ADDRESS)


def test_a_new_password_by_a_link_that_works_once(client, alice, mailoutbox):
    elsewhere = Client()
    elsewhere.force_login(alice)

    assert ask(client, " Alice@Genie.example ").url == SENT
    assert [letter.to for letter in mailoutbox] == [["alice@genie.example"]]
    link = link_in(mailoutbox[0])
    form = client.get(link, follow=True)
    here = form.redirect_chain[-1][0]
    assert link not in form.content.decode()  # not where the page could tell it on

    assert "password2" in client.post(here, {**NEW, "password2": "x"}).context["form"].errors
    assert client.post(here, NEW).url == reverse("account_reset_password_from_key_done")
    alice.refresh_from_db()
    assert alice.check_password("plain-walnut-77")
    assert auth.get_user(
        client
    ).is_anonymous  # one signs in, with a second factor where there is one
    assert auth.get_user(elsewhere).is_anonymous

    again = Client().get(link, follow=True)
    assert "This link no longer works" in again.content.decode()


def test_a_link_runs_out(client, alice, mailoutbox, monkeypatch):
    ask(client)
    later = dt.datetime.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 5)
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later
    )

    assert "no longer works" in client.get(link_in(mailoutbox[0]), follow=True).content.decode()


@pytest.mark.parametrize("path", ["1-x", "1-set-password", "zzzz-" + "a" * 500, "0-0-0"])
def test_a_made_up_link_is_answered_so(client, db, path):
    page = client.get(f"/sign-in/new-password/{path}/", follow=True)

    assert "This link no longer works" in page.content.decode()


def test_the_page_does_not_tell_whether_somebody_is_known(client, alice, bob, mailoutbox):
    bob.is_active = False
    bob.save()

    answers = [ask(client, f"{who}@genie.example") for who in ("alice", "nobody", "bob")]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, SENT)}
    # as many letters, so that it takes as long
    assert [(*letter.to, "/new-password/" in letter.body) for letter in mailoutbox] == [
        ("alice@genie.example", True),
        ("nobody@genie.example", False),
        ("bob@genie.example", False),
    ]


def test_a_mail_server_that_is_down_is_not_told_by_whom_it_was_for(client, alice, monkeypatch):
    def fail(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", fail)

    assert {ask(client, f"{who}@genie.example").url for who in ("alice", "nobody")} == {SENT}


@pytest.mark.parametrize("email", ["", "alice", "al\u0131ce@genie.example", "a\x00@genie.example"])
def test_what_is_no_address_is_said_beside_the_field(client, alice, email, mailoutbox):
    assert list(ask(client, email).context["form"].errors) == ["email"]
    assert mailoutbox == []


def test_nobodys_letter_box_is_flooded(client, alice, mailoutbox):
    statuses = [ask(client).status_code for _ in range(5)]

    assert statuses == [302, 302, 302, 429, 429]
    assert "Please wait a moment" in ask(client).content.decode()
    assert len(mailoutbox) == 3


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short-walnut", None),
        ("walnut-7744", "too short"),
        ("Password1234", "easily guessed"),
        ("qwertyuiop12", "easily guessed"),
        ("letmeinletmein", "easily guessed"),
        ("123456789012", "easily guessed"),
        ("alice@genie.example", "easily guessed"),
        ("SolentSolentAlice", "easily guessed"),
        ("a" * 3000, "easily guessed"),
        ("correct battery staple", None),
    ],
)
def test_what_others_would_guess_is_no_password(as_alice, alice, password, why):
    response = as_alice.post(
        reverse("account_change_password"),
        {"oldpassword": "correct horse", "password1": password, "password2": password},
    )

    if why is None:
        assert response.url == reverse("facilitation:password_changed")
    else:
        [said] = response.context["form"].errors["password1"]
        assert why in said
