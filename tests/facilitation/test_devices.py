"""Where somebody is signed in, and ending it from elsewhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import auth
from django.test import Client
from django.urls import reverse

from facilitation.sign_in.devices import described

DEVICES = reverse("devices")
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130 Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 18_0) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def signed_in(user, user_agent: str = WINDOWS) -> Client:
    client = Client(headers={"user-agent": user_agent})
    data = {"login": user.email, "password": "correct horse"}
    client.post(reverse("account_login"), data)
    assert auth.get_user(client) == user
    return client


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/130", "Edge on Windows"),
        (IPAD, "Safari on an iPad"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko Firefox/132.0", "Firefox on Linux"),
        ("curl/8", "A browser"),
        ("<script>\x00", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_in_words(user_agent, words):
    assert described(user_agent) == words


def test_what_is_open_is_seen_and_ended(alice, bob):
    here, tablet, another = signed_in(alice), signed_in(alice, IPAD), signed_in(alice)
    theirs = signed_in(bob)

    page = here.get(DEVICES)
    assert sorted(device["what"] for device in page.context["devices"]) == [
        "Chrome on Windows",
        "Chrome on Windows",
        "Safari on an iPad",
    ]
    assert [device["here"] for device in page.context["devices"]].count(True) == 1
    on_tablet = UserSession.objects.get(user_agent=IPAD)
    here.post(reverse("end_device", args=[on_tablet.pk]))
    assert [auth.get_user(each).is_anonymous for each in (tablet, another, here)] == [
        True,
        False,
        False,
    ]

    here.post(reverse("end_others"))
    assert [auth.get_user(each).is_anonymous for each in (another, here, theirs)] == [
        True,
        False,
        False,
    ]


def test_nobody_ends_what_is_another_users(alice, bob):
    here, theirs = signed_in(alice), signed_in(bob)

    response = here.post(reverse("end_device", args=[UserSession.objects.get(user=bob).pk]))

    assert response.status_code == 404
    assert auth.get_user(theirs) == bob


def test_one_signs_out_here_by_the_button_for_it(alice):
    here = signed_in(alice)

    here.post(reverse("end_device", args=[UserSession.objects.get().pk]))

    assert auth.get_user(here) == alice
