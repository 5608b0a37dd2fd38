"""A manager invites colleagues, changes what they do, and takes a lost second step away."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import auth
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilitation import invitations
from facilitation.models import AuditEvent, User
from facilitation.roles import Role
from facilitation.vocabulary import AuditKind
from tests.facilitation.test_forgotten_password import link_in

TEAM = reverse("facilitation:team")
INVITE = reverse("facilitation:invite")
NEW = {"name": "Nia New", "email": " Nia@Genie.example", "role": "facilitator"}
PASSWORD = {"password1": "plain-walnut-77", "password2": "plain-walnut-77"}
LATE = "This link no longer works"


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


def url_of(name: str, user: User) -> str:
    return reverse(f"facilitation:{name}", args=[user.pk])


def invited(as_mo) -> User:
    as_mo.post(INVITE, NEW)
    return User.objects.get(email="nia@genie.example")


def events(*fields: str) -> list:
    written = AuditEvent.objects.filter(kind=AuditKind.RIGHTS).order_by("at", "pk")
    return list(written.values_list(*fields))


def test_somebody_is_invited_and_begins_with_a_password_of_their_own(
    as_mo, mo, organisation, mailoutbox
):
    assert as_mo.post(INVITE, NEW).url == TEAM
    nia = User.objects.get(email="nia@genie.example")
    assert (nia.name, nia.role, nia.organisation) == ("Nia New", "facilitator", organisation)
    assert [letter.to for letter in mailoutbox] == [["nia@genie.example"]]
    assert "An invitation is on its way to Nia New." in as_mo.get(TEAM).content.decode()

    theirs = Client()
    link = link_in(mailoutbox[0])
    assert re.search(r"\bnia\b", link.lower()) is None  # a key may have the letters in it
    theirs.get(link)  # as a mail scanner does
    assert theirs.post(link, {**PASSWORD, "password2": "x"}).status_code == 200
    assert theirs.post(link, PASSWORD).headers["Location"] == reverse("facilitation:home")
    assert auth.get_user(theirs) == nia
    assert LATE in Client().get(link).content.decode()  # once only
    assert LATE in Client().post(link, PASSWORD).content.decode()
    assert events("action", "actor_id", "object_id", "organisation_id") == [
        ("user added", mo.pk, nia.pk, organisation.pk),
        ("invitation sent", mo.pk, nia.pk, organisation.pk),
    ]


def test_a_link_runs_out_and_a_new_one_makes_it_void(as_mo, mailoutbox, monkeypatch):
    nia = invited(as_mo)
    as_mo.post(url_of("invite_again", nia))
    first, second = (link_in(letter) for letter in mailoutbox)

    assert LATE in Client().get(first).content.decode()
    assert LATE not in Client().get(second).content.decode()
    later = timezone.now() + invitations.GOOD_FOR + dt.timedelta(minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert LATE in Client().get(second).content.decode()


def test_who_was_invited_and_may_no_longer_sign_in_does_not_begin(as_mo, mailoutbox):
    nia = invited(as_mo)
    as_mo.post(url_of("allow_sign_in", nia), {"allowed": "no"})

    assert LATE in Client().get(link_in(mailoutbox[0])).content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "0" * 3000])
def test_a_made_up_link(client, db, token):
    assert LATE in client.get(reverse("invited", args=[token])).content.decode()


def test_whoever_was_signed_in_in_that_browser_is_out(as_mo, mailoutbox):
    nia = invited(as_mo)

    as_mo.post(link_in(mailoutbox[0]), PASSWORD)

    assert auth.get_user(as_mo) == nia


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 151),
        ("email", "nia"),
        ("email", "n\u0131a@genie.example"),
        ("email", "ALICE@genie.example"),
        ("role", "curator"),
        ("role", ""),
        ("email", "\x00"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nobody_is_added(
    as_mo, alice, field, value, mailoutbox
):
    before = User.objects.count()

    response = as_mo.post(INVITE, {**NEW, field: value})

    assert list(response.context["form"].errors) == [field]
    assert (User.objects.count(), mailoutbox, events("action")) == (before, [], [])


def test_nobody_is_added_to_whom_no_letter_could_be_sent(as_mo, mo, monkeypatch):
    def fail(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", fail)

    page = as_mo.post(INVITE, NEW).content.decode()

    assert "could not be sent just now" in page
    assert "Nia New" in page  # what was typed stays
    assert list(User.objects.all()) == [mo]


def test_a_role_is_changed(as_mo, mo, alice):
    assert as_mo.post(url_of("colleague", alice), {"role": "researcher"}).url == TEAM

    alice.refresh_from_db()
    assert alice.role == Role.RESEARCHER
    assert events("action", "actor_id", "object_id") == [("role changed", mo.pk, alice.pk)]
    refused = as_mo.post(url_of("colleague", alice), {"role": "curator"})
    assert list(refused.context["form"].errors) == ["role"]


def test_a_lost_second_step_is_taken_away(as_mo, mo, alice):
    Authenticator.objects.create(user=alice, type="totp", data={})
    assert "The second step" in as_mo.get(url_of("colleague", alice)).content.decode()

    as_mo.post(url_of("remove_second_factor", alice))

    assert not Authenticator.objects.filter(user=alice).exists()
    assert events("action", "actor_id", "object_id") == [
        ("second factor removed by somebody else", mo.pk, alice.pk)
    ]


def test_a_superuser_takes_it_away_in_the_list_of_users(client, cora):
    root = User.objects.create_superuser("root@genie.example", "x", name="Root")
    client.force_login(root)
    Authenticator.objects.create(user=cora, type="totp", data={})

    client.post(
        reverse("admin:facilitation_user_changelist"),
        {"action": "remove_second_factors", "_selected_action": [str(cora.pk)]},
    )

    assert not Authenticator.objects.exists()
    assert events("action", "actor_id", "object_id") == [
        ("second factor removed by somebody else", root.pk, cora.pk)
    ]


def test_a_superuser_a_curator_oneself_and_others_are_out_of_reach(
    as_mo, mo, bob, alice, cora, eve, organisation
):
    bob.is_superuser = True
    bob.save()
    cora.organisation = organisation
    cora.save()

    for user in (bob, cora, mo, eve):
        for name in ("colleague", "invite_again", "remove_second_factor", "allow_sign_in"):
            data = {"role": "researcher", "allowed": "no"}
            assert as_mo.post(url_of(name, user), data).status_code == 404
    page = as_mo.get(TEAM).content.decode()
    assert "Bob" in page
    assert url_of("colleague", bob) not in page
    assert url_of("colleague", alice) in page
    assert User.objects.filter(is_active=False).count() == 0


@pytest.mark.parametrize("name", ["alice", "eve", "cora", "rhea"])
def test_only_managers(client, request, bob, name, mailoutbox):
    client.force_login(request.getfixturevalue(name))

    assert client.get(INVITE).status_code == 404
    assert client.post(INVITE, NEW).status_code == 404
    for page in ("colleague", "invite_again", "remove_second_factor"):
        assert client.post(url_of(page, bob), {"role": "manager"}).status_code == 404
    assert mailoutbox == []
