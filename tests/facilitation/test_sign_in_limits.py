"""Too many wrong passwords have to wait; nobody is locked out, and nobody can lock out another."""

import re
import time

import pytest
from django.contrib import auth
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.urls import reverse

from facilitation.sign_in import limits
from tests.tiers import tried

pytestmark = pytest.mark.sweep

SIGN_IN = reverse("account_login")
WAIT = "Please wait a few minutes"
TRIES = 5  # in a minute, by ACCOUNT_RATE_LIMITS


def sign_in(client, email="alice@genie.example", password="correct horse", **headers):
    return client.post(SIGN_IN, {"login": email, "password": password}, **headers)


def has_to_wait(response) -> bool:
    return WAIT in response.content.decode()


def guess(client, times: int = TRIES, email: str = "alice@genie.example", **headers) -> None:
    for number in range(times):
        # another case is the same person
        response = sign_in(client, email.swapcase() if number % 2 else email, "no", **headers)
        assert not has_to_wait(response)


def test_too_many_mistakes_have_to_wait_for_one_person_and_not_for_the_clinic(client, alice, bob):
    guess(client)

    refused = sign_in(client)

    assert has_to_wait(refused)
    assert "alice@genie.example" in refused.content.decode()  # what was typed stays
    assert sign_in(Client(), "bob@genie.example").status_code == 302


def test_who_waited_may_try_again_and_trying_while_waiting_costs_nothing(
    client, alice, monkeypatch
):
    guess(client)
    assert all(has_to_wait(sign_in(client)) for _ in range(20))
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 61)

    assert sign_in(client).status_code == 302


def test_a_browser_known_for_a_person_is_not_slowed_down_by_others_guesses(client, alice):
    sign_in(client)
    client.post(reverse("facilitation:sign_out"))
    guess(Client())
    assert has_to_wait(sign_in(Client()))

    assert sign_in(client).status_code == 302


def test_a_browser_known_for_one_is_not_known_for_another_and_may_guess_no_longer(
    client, alice, bob
):
    sign_in(client, "bob@genie.example")
    client.post(reverse("facilitation:sign_out"))
    guess(Client())
    assert has_to_wait(sign_in(client))  # bob's browser, alice's account

    guess(client, email="bob@genie.example")
    assert has_to_wait(sign_in(client, "bob@genie.example"))


# as they are sent: Python itself no longer writes a control character into a cookie
@pytest.mark.parametrize(
    "sent",
    tried("", "a.b.c", r'"\000.\377"', in_full=[".", "x", "." * 50, r'"\351.\351"', "9" * 5000]),
)
def test_a_made_up_mark_makes_no_browser_known(client, alice, sent):
    client.cookies[limits.COOKIE] = "mark"
    client.cookies[limits.COOKIE].set(limits.COOKIE, "mark", sent)
    guess(client)

    assert has_to_wait(sign_in(client))


def test_one_address_that_tries_many_accounts_has_to_wait(client, alice):
    for number in range(30):
        sign_in(client, f"nobody{number}@genie.example")

    assert has_to_wait(sign_in(client))
    assert sign_in(Client(), REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.parametrize(("behind_proxy", "believed"), [(0, False), (1, True)])
def test_who_asks_is_believed_only_behind_a_proxy(client, alice, settings, behind_proxy, believed):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = behind_proxy
    for number in range(30):
        headers = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.{number}"}
        sign_in(client, f"nobody{number}@genie.example", headers=headers)

    assert has_to_wait(sign_in(client)) is not believed


@pytest.mark.parametrize("password", ["correct horse", "wrong"])
def test_a_letter_that_looks_like_another_is_nobodys(client, alice, password):
    """In capitals, as databases compare, a dotless i is an i."""
    for typed in (
        "al\u0131ce@genie.example",
        "\uff41lice@genie.example",
        "a\u200blice@genie.example",
    ):
        response = sign_in(client, typed, password)
        assert list(response.context["form"].errors) == ["login"]
    assert auth.get_user(client).is_anonymous
    guess(client)  # none of these was counted


def test_what_is_counted_says_neither_whose_account_nor_which_address(client, alice):
    guess(client, 2)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM genie_cache")
        rows = cursor.fetchall()
    assert len(rows) >= 2
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key, _ in rows)


def test_the_cache_is_shared_by_all_processes():
    assert isinstance(caches["default"], DatabaseCache)
