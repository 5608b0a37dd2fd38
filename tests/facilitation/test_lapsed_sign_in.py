"""A log-in that lapses: it lasts while one works, and one lands where one was."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilitation.device import COOKIE

HOST = "http://testserver"


def asked_to_come_back_to(response) -> str:
    assert response.status_code == 302
    parts = urlsplit(response.url)
    assert parts.path == reverse("account_login")
    return str(parse_qs(parts.query)["next"][0])


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("facilitation:start", "facilitation:sessions"),
        ("facilitation:finish", "plans:plan"),
        ("facilitation:pause", "mapping:network"),
        ("plans:save", "plans:plan"),
    ],
)
def test_a_button_pressed_after_the_log_in_lapsed_leads_back_to_its_page(
    client, as_alice, session, name, page
):
    args = [] if name == "facilitation:start" else [session.pk]
    where = reverse(page, args=args)
    client.logout()

    back = asked_to_come_back_to(
        client.post(reverse(name, args=args), headers={"referer": f"{HOST}{where}?x=1"})
    )

    assert back == f"{where}?x=1"
    client.post(
        reverse("account_login"),
        {"login": "alice@genie.example", "password": "correct horse", "next": back},
    )
    assert client.get(back).status_code == 200


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/x", "//evil.example"])
def test_without_a_page_of_ours_it_leads_to_the_first_one(client, session, referer):
    answer = client.post(
        reverse("facilitation:pause", args=[session.pk]), headers={"referer": referer}
    )

    assert asked_to_come_back_to(answer) == reverse("facilitation:home")


def test_a_script_is_told_by_a_status(client, session):
    answer = client.post(
        reverse("facilitation:about", args=[session.pk]),
        json.dumps({}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_the_log_in_lasts_while_one_works(as_alice, session, monkeypatch):
    as_alice.get(reverse("facilitation:sessions"))
    assert "seen" not in as_alice.session  # nothing is written at every request
    later = timezone.now().timestamp() + settings.SESSION_COOKIE_AGE / 2
    monkeypatch.setattr("facilitation.middleware.time.time", lambda: later)

    # a page that lies open asks by itself
    as_alice.post(reverse("facilitation:tick", args=[session.pk]))
    page = reverse("facilitation:about", args=[session.pk])
    as_alice.get(page, headers={"X-Keep-For-Later": "yes"})
    assert "seen" not in as_alice.session

    as_alice.post(reverse("facilitation:still_here"))
    assert as_alice.session["seen"] == int(later)


def test_a_log_in_that_lapsed_leaves_what_waits_on_the_device(as_alice):
    as_alice.get(reverse("facilitation:sessions"))

    answer = as_alice.post(reverse("facilitation:lapse"))

    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers  # as signing out has
    assert as_alice.cookies[COOKIE].value == ""
    assert as_alice.get(reverse("facilitation:sessions")).status_code == 302


def test_the_key_of_the_device_comes_with_the_log_in_and_goes_with_it(client, alice, bob):
    client.force_login(alice)
    client.get(reverse("facilitation:sessions"))
    hers = client.cookies[COOKIE].value
    client.post(reverse("facilitation:sign_out"))
    assert client.cookies[COOKIE].value == ""

    client.force_login(bob)
    client.get(reverse("facilitation:sessions"))
    his = client.cookies[COOKIE].value
    assert hers.split(".")[0] != his.split(".")[0]
    assert hers.split(".")[1] != his.split(".")[1]

    again = Client()
    again.force_login(alice)
    again.get(reverse("facilitation:sessions"))
    assert again.cookies[COOKIE].value == hers  # what she left can be sent

    again.cookies.pop(settings.SESSION_COOKIE_NAME)  # the log-in lapsed
    again.get(reverse("facilitation:sessions"))
    assert again.cookies[COOKIE].value == ""
