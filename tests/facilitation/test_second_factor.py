"""The second step at signing in: for whom it is needed, and what it takes."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from facilitation.models import AuditEvent
from tests.tiers import tried

pytestmark = pytest.mark.sweep

SIGN_IN = reverse("account_login")
CODE = reverse("mfa_authenticate")
SET_UP = reverse("mfa_activate_totp")
SECOND_STEP = reverse("mfa_index")
CONFIRM = reverse("account_reauthenticate")
ADMIN = reverse("admin:index")
PASSWORD = "correct horse"


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client, user, password=PASSWORD, **data):
    return client.post(SIGN_IN, {"login": user.email, "password": password, **data})


@pytest.fixture
def set_up(django_capture_on_commit_callbacks):
    """What somebody does who is signed in. Returns the secret of the app."""

    def make(client):
        with django_capture_on_commit_callbacks(execute=True):
            return set_up_app(client)

    return make


def set_up_app(client):
    client.post(CONFIRM, {"password": PASSWORD, "next": SET_UP})
    secret = client.get(SET_UP).context["form"].secret
    assert client.post(SET_UP, {"code": code_for(secret)}).status_code == 302
    cache.clear()  # the half minute of this code is over
    return secret


@pytest.fixture
def needed(settings):
    def where(value: str) -> None:
        settings.GENIE_SECOND_FACTOR = value

    return where


@pytest.mark.parametrize(
    ("where", "open_pages"),
    [("none", {"admin", "home"}), ("admin", {"home"}), ("all", set())],
)
def test_where_it_is_needed_is_a_setting(client, cora, needed, where, open_pages):
    needed(where)
    client.force_login(cora)

    pages = {"admin": client.get(ADMIN), "home": client.get(reverse("facilitation:home"))}

    assert {name for name, page in pages.items() if page.status_code == 200} == open_pages
    for name in pages.keys() - open_pages:
        assert pages[name].url == SECOND_STEP
    assert client.get(SECOND_STEP).status_code == 200
    assert client.get(reverse("facilitation:offline")).status_code == 200  # asks for no log-in
    assert client.post(reverse("facilitation:sign_out")).status_code == 302


def test_a_script_is_told_by_a_status(client, alice, session, needed):
    needed("all")
    client.force_login(alice)

    answer = client.post(
        reverse("facilitation:tick", args=[session.pk]), headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_set_up_once_and_asked_for_at_each_sign_in(client, cora, needed, set_up):
    needed("admin")
    sign_in(client, cora)
    assert client.get(SET_UP).url.startswith(CONFIRM)  # the password once more
    secret = set_up(client)

    client.post(reverse("facilitation:sign_out"))
    assert sign_in(client, cora, next=ADMIN).url == CODE
    assert auth.get_user(client).is_anonymous
    assert client.get(ADMIN).status_code == 302
    code = code_for(secret)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert "not right" in str(client.post(CODE, {"code": wrong}).context["form"].errors["code"])
    assert client.post(CODE, {"code": code}).url == ADMIN  # where one was going
    assert auth.get_user(client) == cora
    assert client.get(ADMIN).status_code == 200

    other = Client()
    sign_in(other, cora)
    assert other.post(CODE, {"code": code}).status_code == 200  # each code works once
    events = AuditEvent.objects.filter(action__startswith="second factor")
    assert list(events.values_list("action", "actor_id", "object_id")) == [
        ("second factor added", cora.pk, cora.pk)
    ]


def test_a_log_in_from_before_it_was_set_up_takes_it_now(client, cora, needed, set_up):
    needed("admin")
    before = Client()
    before.force_login(cora)
    sign_in(client, cora)
    secret = set_up(client)

    led = before.get(f"{ADMIN}?x=1")
    there = led.headers["Location"]
    assert there == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F%3Fx%3D1"
    taken = before.post(there, {"code": code_for(secret), "next": f"{ADMIN}?x=1"})
    assert taken.headers["Location"] == f"{ADMIN}?x=1"
    assert before.get(ADMIN).status_code == 200


def test_a_recovery_code_gets_one_in_once(client, cora, needed, set_up):
    sign_in(client, cora)
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(set(codes)) == 10
    client.post(reverse("facilitation:sign_out"))

    sign_in(client, cora)
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert auth.get_user(client) == cora
    other = Client()
    sign_in(other, cora)
    assert other.post(CODE, {"code": codes[0]}).status_code == 200


def test_guessing_codes_has_to_wait(client, cora, set_up):
    sign_in(client, cora)
    secret = set_up(client)
    client.post(reverse("facilitation:sign_out"))
    sign_in(client, cora)
    right = code_for(secret)
    for number in range(5):
        client.post(CODE, {"code": f"{(int(right) + 1 + number) % 10**6:06}"})

    refused = client.post(CODE, {"code": right})

    assert "Please wait a few minutes" in refused.content.decode()
    assert auth.get_user(client).is_anonymous


def test_what_makes_the_codes_is_not_in_the_clear(client, cora, set_up):
    sign_in(client, cora)
    secret = set_up(client)

    kept = Authenticator.objects.get(user=cora, type="totp").data["secret"]

    assert secret not in kept


def test_nobody_takes_it_away_without_showing_who_they_are(client, cora, set_up):
    sign_in(client, cora)
    set_up(client)
    anew = Client()
    anew.force_login(cora)

    for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        response = anew.get(reverse(name))
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (
            302,
            CONFIRM,
        )
    assert Authenticator.objects.filter(user=cora).count() == 2


def test_somebody_else_can_sign_in_instead(client, cora, alice, set_up):
    sign_in(client, cora)
    set_up(client)
    client.post(reverse("facilitation:sign_out"))
    sign_in(client, cora)
    assert client.get(SIGN_IN).url == CODE

    assert client.post(reverse("sign_in_again")).url == SIGN_IN
    assert sign_in(client, alice).url == reverse("facilitation:home")


@pytest.mark.parametrize(
    "credential", tried("", "{}", '{"id": 1}', in_full=["x", "[]", "9" * 5000, "null", '"a"'])
)
def test_a_made_up_passkey_opens_nothing(client, cora, credential, set_up):
    sign_in(client, cora)
    set_up(client)
    client.post(reverse("facilitation:sign_out"))
    sign_in(client, cora)

    assert client.post(CODE, {"credential": credential}).status_code == 200
    assert auth.get_user(client).is_anonymous
