"""Signing in and out, and where each role begins."""

import pytest
from django.contrib import auth
from django.urls import reverse

from facilitation.models import User
from facilitation.roles import Role

SIGN_IN = reverse("account_login")
WRONG = "That e-mail address and password do not go together. Please try again."


def sign_in(client, email="alice@genie.example", password="correct horse"):
    return client.post(SIGN_IN, {"login": email, "password": password})


@pytest.mark.parametrize(
    "email", ["alice@genie.example", "Alice@Genie.EXAMPLE", "  alice@genie.example "]
)
def test_the_email_may_be_written_in_any_case(client, alice, email):
    assert sign_in(client, email).url == reverse("facilitation:home")
    assert auth.get_user(client) == alice


@pytest.mark.parametrize(
    ("email", "password"),
    [("alice@genie.example", "wrong"), ("nobody@genie.example", "correct horse")],
)
def test_a_mistake_does_not_tell_whether_the_email_is_known(client, alice, email, password):
    page = sign_in(client, email, password).content.decode()

    assert WRONG in page
    assert "There is a problem" in page
    assert "<title>Error: Sign in" in page
    assert email in page  # what was typed stays; the password does not
    assert password not in page


def test_someone_inactive_hears_the_same(client, alice):
    alice.is_active = False
    alice.save()

    assert WRONG in sign_in(client).content.decode()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "alice",
        "al\x00ice@genie.example",
        "🙂",
        "a" * 5000,
        "f@" + "x." * 200 + "example",
        "al\u0131ce@genie.example",
        "ａlice@genie.example",
    ],
)
def test_what_is_not_an_email_is_said_beside_the_field(client, alice, email):
    response = sign_in(client, email)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["login"]


def test_the_way_on_is_kept_and_never_leads_elsewhere(client, alice, session):
    about = reverse("facilitation:about", args=[session.pk])
    asked = client.get(about)

    assert client.get(asked.url).context["redirect_field_value"] == about
    data = {"login": "alice@genie.example", "password": "correct horse"}
    assert client.post(SIGN_IN, {**data, "next": about}).url == about
    client.logout()
    elsewhere = client.post(SIGN_IN, {**data, "next": "https://elsewhere.example/"})
    assert elsewhere.url == reverse("facilitation:home")


def test_signing_out_is_by_post_and_leaves_nothing_open(as_alice, session):
    url = reverse("facilitation:sign_out")

    assert as_alice.get(url).status_code == 405
    assert as_alice.post(url).url == SIGN_IN
    assert as_alice.get(reverse("facilitation:about", args=[session.pk])).status_code == 302


def test_pages_for_someone_signed_in_stay_out_of_caches(as_alice, client, session):
    page = as_alice.get(reverse("facilitation:about", args=[session.pk]))

    assert "no-store" in page.headers["Cache-Control"]
    assert "private" in page.headers["Cache-Control"]


def test_a_password_is_changed_by_who_knows_the_old_one(as_alice, alice):
    url = reverse("account_change_password")
    new = {"password1": "plain-walnut-77", "password2": "plain-walnut-77"}

    refused = as_alice.post(url, {"oldpassword": "wrong", **new})
    changed = as_alice.post(url, {"oldpassword": "correct horse", **new})

    assert "oldpassword" in refused.context["form"].errors
    assert changed.url == reverse("facilitation:password_changed")
    assert as_alice.get(changed.url).status_code == 200
    alice.refresh_from_db()
    assert alice.check_password("plain-walnut-77")


@pytest.mark.parametrize(("name", "begins"), [("alice", "sessions"), ("mo", "caseload")])
def test_those_who_hold_sessions_begin_with_them(client, request, name, begins):
    client.force_login(request.getfixturevalue(name))

    assert client.get("/").url == reverse(f"facilitation:{begins}")


def links(client, user) -> list[str]:
    client.force_login(user)
    return [link.url for link in client.get("/").context["links"]]


def test_a_curator_begins_with_the_directory(client, cora):
    assert links(client, cora) == [reverse("admin:index"), reverse("learning:learning")]


def test_a_superuser_begins_with_the_admin(client, db):
    root = User.objects.create_superuser("root@genie.example", "pass", name="Root")

    assert links(client, root) == [reverse("admin:index")]


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MANAGER, ""])
def test_someone_without_an_organisation_is_told_so(client, db, role):
    user = User.objects.create_user("new@genie.example", "pass", name="New", role=role)
    client.force_login(user)

    page = client.get("/").content.decode()

    assert "you do not belong to an organisation here yet" in page
    assert client.get(reverse("facilitation:sessions")).status_code == 404
