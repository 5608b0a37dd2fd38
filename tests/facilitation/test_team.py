"""A manager sees the organisation's users, and says who may sign in."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from facilitation.models import AuditEvent, User
from facilitation.vocabulary import AuditKind

TEAM = reverse("facilitation:team")


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


def allow(client, who, allowed: str):
    return client.post(reverse("facilitation:allow_sign_in", args=[who]), {"allowed": allowed})


def test_the_page_lists_everyone_of_the_organisation_and_nobody_else(
    as_mo, mo, alice, bob, eve, rhea, cora, session
):
    bob.is_active = False
    bob.save()

    response = as_mo.get(TEAM)

    assert [(user.name, user.people, user.is_active) for user in response.context["team"]] == [
        ("Alice", 1, True),
        ("Bob", 0, False),
        ("Mo", 0, True),
        ("Rhea", 0, True),
    ]
    assert session.participant.reference not in response.content.decode()


def test_who_leaves_is_out_at_once_and_may_come_back(as_mo, mo, alice):
    hers = Client()
    hers.post(reverse("account_login"), {"login": alice.email, "password": "correct horse"})
    mine = reverse("facilitation:sessions")
    assert hers.get(mine).status_code == 200

    assert allow(as_mo, alice.pk, "no").url == TEAM
    assert hers.get(mine).status_code == 302
    page = as_mo.get(TEAM).content.decode()
    assert "Alice can no longer sign in." in page

    allow(as_mo, alice.pk, "yes")
    alice.refresh_from_db()
    assert alice.is_active
    assert hers.get(mine).status_code == 302  # she signs in anew
    events = AuditEvent.objects.filter(kind=AuditKind.RIGHTS)
    told = events.values_list("action", "actor_id", "object_id").order_by("at")
    assert list(told) == [
        ("sign-in taken away", mo.pk, alice.pk),
        ("sign-in allowed", mo.pk, alice.pk),
    ]


@pytest.mark.parametrize("allowed", ["", "maybe", "\x00"])
def test_what_is_neither_yes_nor_no_changes_nothing(as_mo, alice, allowed):
    assert allow(as_mo, alice.pk, allowed).status_code == 302
    assert User.objects.filter(is_active=False).count() == 0


def test_nobody_beyond_the_organisation_and_not_oneself(as_mo, mo, eve, cora):
    for who in (mo.pk, eve.pk, cora.pk, uuid.uuid4()):
        assert allow(as_mo, who, "no").status_code == 404

    assert User.objects.filter(is_active=False).count() == 0


@pytest.mark.parametrize("name", ["alice", "eve", "cora", "rhea"])
def test_only_managers(client, request, bob, name):
    client.force_login(request.getfixturevalue(name))

    assert client.get(TEAM).status_code == 404
    assert allow(client, bob.pk, "no").status_code == 404
    bob.refresh_from_db()
    assert bob.is_active
