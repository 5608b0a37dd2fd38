"""Signing in by one's organisation: whom its provider can vouch for, and as what."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib import auth
from django.test import Client
from django.urls import reverse

from facilitation.models import AuditEvent, User
from facilitation.roles import Role
from facilitation.sign_in.single_sign_on import NO_ANSWER, NO_ROLE, NOT_KNOWN, NOT_THEIRS
from facilitation.vocabulary import AuditKind
from tests import oidc_provider
from tests.browser import axe

SIGN_IN = reverse("account_login")
GO = reverse("openid_connect_login", args=["organisation"])
HOME = reverse("facilitation:home")


@pytest.fixture
def provider(settings):
    with oidc_provider.running() as provider:
        oidc_provider.configure(settings, provider)
        yield provider


def go(client, provider, address=GO):
    """To the provider and back, as a browser is led."""
    there = client.get(address).headers["Location"]
    assert there.startswith(f"{provider.issuer}/authorize?")
    asked = {key: values[0] for key, values in parse_qs(urlsplit(there).query).items()}
    back = urlsplit(provider.back(asked))
    return client.get(f"{back.path}?{back.query}")


def refused(response, why: str) -> bool:
    return why in response.content.decode()


def test_who_was_invited_is_in_and_is_known_by_the_providers_own_id_from_then_on(
    client, alice, bob, provider, settings
):
    settings.GENIE_SECOND_FACTOR = "all"  # the organisation has one of its own
    assert "Sign in with Solent Council" in client.get(f"{SIGN_IN}?next=/x").content.decode()

    assert go(client, provider, f"{GO}?next=/my-sessions/").url == "/my-sessions/"
    assert auth.get_user(client) == alice
    assert client.get("/my-sessions/").status_code == 200
    alice.refresh_from_db()
    assert not alice.has_usable_password()  # leaving the organisation is enough
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (alice, "1234", {})
    assert not SocialToken.objects.exists()

    provider.claims["email"] = "bob@genie.example"
    again = Client()
    go(again, provider)
    assert auth.get_user(again) == alice
    assert SocialAccount.objects.get().extra_data == {}


def test_who_comes_so_is_sent_no_link_for_a_password(client, alice, provider, mailoutbox):
    go(client, provider)
    alice.refresh_from_db()

    client.post(reverse("account_reset_password"), {"email": alice.email})

    assert [letter.subject for letter in mailoutbox] == [
        "You sign in to Genie by your organisation"
    ]
    assert "http" not in mailoutbox[0].body


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "nobody@genie.example"}, NOT_KNOWN),
        ({"email": "al\u0131ce@genie.example"}, NOT_KNOWN),
        ({"email": "alice@genie.example", "email_verified": False}, NOT_KNOWN),
        ({"email": ""}, NOT_KNOWN),
        ({"email": ["alice@genie.example"]}, NOT_KNOWN),
        ({"email": "eve@genie.example"}, NOT_THEIRS),
        ({"email": "cora@genie.example"}, NOT_THEIRS),
        ({"email": "root@genie.example"}, NOT_THEIRS),
        ({"email": "gone@genie.example"}, NOT_KNOWN),
    ],
)
def test_it_vouches_for_nobody_else(
    client, alice, bob, eve, cora, organisation, provider, claims, why
):
    root = User.objects.create_superuser("root@genie.example", "x", name="Root")
    root.organisation = organisation
    root.save()
    User.objects.create_user(
        "gone@genie.example", name="Gone", organisation=organisation, is_active=False
    )
    before = User.objects.count()
    provider.claims = {"sub": "1", **claims}

    response = go(client, provider)

    assert refused(response, why)
    assert auth.get_user(client).is_anonymous
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_who_may_no_longer_sign_in_does_not_come_back_this_way(client, alice, provider):
    go(client, provider)
    User.objects.update(is_active=False)

    assert refused(go(Client(), provider), NOT_KNOWN)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Genie.Leads", Role.MANAGER),
        (["x", "Genie.Workers"], Role.FACILITATOR),
        (["Genie.Workers", "Genie.Leads"], Role.MANAGER),
        ("Genie.Curators", None),
        (["something else"], None),
        (7, None),
        (None, None),
    ],
)
def test_a_claim_says_what_somebody_does(client, alice, provider, settings, said, role):
    settings.GENIE_OIDC_ROLE_CLAIM = "roles"
    settings.GENIE_OIDC_ROLES = {
        "Genie.Leads": "manager",
        "Genie.Workers": "facilitator",
        "Genie.Curators": "curator",  # keeps what all organisations share: never by a claim
    }
    provider.claims["roles"] = said

    response = go(client, provider)

    alice.refresh_from_db()
    if role is None:
        assert refused(response, NO_ROLE)
    else:
        assert (response.url, alice.role) == (HOME, role)
    changed = AuditEvent.objects.filter(kind=AuditKind.RIGHTS).values_list("action", flat=True)
    assert list(changed) == (["role changed"] if role == Role.MANAGER else [])


@pytest.mark.parametrize(
    ("said", "gets_in"),
    [("Solent Link Workers", True), (["Elsewhere"], False), (None, False), ("", False)],
)
def test_a_claim_says_of_which_organisation(client, alice, eve, provider, settings, said, gets_in):
    settings.GENIE_OIDC_ORGANISATION_CLAIM = "company"
    provider.claims["company"] = said

    assert refused(go(client, provider), NOT_THEIRS) is not gets_in


def test_nobody_is_added_without_an_invitation_unless_a_setting_says_so(
    client, organisation, provider, settings
):
    provider.claims.update(email="New@Genie.example", name="Nia New")
    assert refused(go(client, provider), NOT_KNOWN)
    settings.GENIE_OIDC_CREATE = True

    assert go(client, provider).url == HOME

    nia = User.objects.get(name="Nia New")
    assert auth.get_user(client) == nia
    assert (nia.email, nia.name, nia.role, nia.organisation) == (
        "new@genie.example",
        "Nia New",
        "facilitator",
        organisation,
    )


def test_a_provider_that_says_no_or_nothing_is_said_in_words(client, alice, provider, settings):
    provider.denies = True
    assert refused(go(client, provider), NO_ANSWER)
    provider.denies = False
    provider.userinfo = {"sub": "another", "email": "alice@genie.example"}
    assert refused(go(client, provider), NO_ANSWER)
    assert refused(client.get(reverse("openid_connect_callback", args=["organisation"])), NO_ANSWER)
    provider.broken = True
    assert refused(client.get(GO), NO_ANSWER)
    settings.GENIE_OIDC_ISSUER = "http://127.0.0.1:9"
    assert refused(client.get(GO), NO_ANSWER)


def test_without_one_there_is_no_such_way(client, db):
    assert client.get(GO).status_code == 404
    assert "Or by e-mail" not in client.get(SIGN_IN).content.decode()


@pytest.mark.full
@pytest.mark.browser
def test_in_the_browser(page, live_server, alice, provider, troubles):
    page.goto(f"{live_server.url}{SIGN_IN}?next=/my-sessions/")
    axe(page)
    page.get_by_role("link", name="Sign in with Solent Council").click()
    page.wait_for_url("**/my-sessions/")
    page.get_by_role("button", name="Sign out").click()

    provider.claims = {"sub": "2", "email": "stranger@genie.example"}
    page.get_by_role("link", name="Sign in with Solent Council").click()
    page.get_by_role("heading", name="You are not signed in").wait_for()
    axe(page)
    # led there by the user's own press, and by nothing on the page
    away = [trouble for trouble in troubles if provider.issuer in trouble]
    assert len(away) == 2
    for trouble in away:
        troubles.remove(trouble)
