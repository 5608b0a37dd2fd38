"""Superusers look after who may sign in; nobody else reaches that part of the admin."""

from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from facilitation import actions
from facilitation.models import AuditEvent, Organisation, User

PAGES = [
    "admin:facilitation_user_changelist",
    "admin:facilitation_user_add",
    "admin:facilitation_organisation_changelist",
    "admin:facilitation_organisation_add",
    "admin:facilitation_auditevent_changelist",
]


@pytest.fixture
def as_root(client, db):
    client.force_login(User.objects.create_superuser("root@genie.example", "pass", name="Root"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_superuser_opens_every_page_that_is_not_read_only(as_root, page):
    assert as_root.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["alice", "mo", "cora", "rhea"])
def test_no_role_opens_them(client, db, request, page, name):
    client.force_login(request.getfixturevalue(name))

    assert client.get(reverse(page)).status_code in {302, 403}


def test_who_is_made_inactive_there_signs_in_anew_when_they_may_again(as_root, alice):
    hers, mine = Client(), reverse("facilitation:sessions")
    hers.post(reverse("account_login"), {"login": alice.email, "password": "correct horse"})
    assert hers.get(mine).status_code == 200
    change = reverse("admin:facilitation_user_change", args=[alice.pk])
    form = {"email": alice.email, "name": "Alice", "role": "facilitator", "phone": ""}
    form |= {"organisation": alice.organisation_id, "phone_times": ""}

    for active in ({}, {"is_active": "on"}):
        assert as_root.post(change, form | active).status_code == 302
        alice.refresh_from_db()
        assert alice.is_active is bool(active)
        assert hers.get(mine).status_code == 302


def test_a_superuser_adds_someone_who_can_then_sign_in_however_the_email_is_written(
    as_root, client, organisation
):
    as_root.post(
        reverse("admin:facilitation_user_add"),
        {
            "email": "New.Person@Genie.Example",
            "name": "New Person",
            "role": "facilitator",
            "organisation": organisation.pk,
            "usable_password": "true",
            "password1": "plain-walnut-77",
            "password2": "plain-walnut-77",
        },
    )
    client.logout()

    user = User.objects.get(name="New Person")
    assert (user.email, user.role) == ("new.person@genie.example", "facilitator")
    assert client.post(
        reverse("account_login"),
        {"login": "new.PERSON@genie.example", "password": "plain-walnut-77"},
    ).url == reverse("facilitation:home")


def test_the_same_email_in_another_case_is_refused(as_root, alice):
    response = as_root.post(
        reverse("admin:facilitation_user_add"),
        {
            "email": "ALICE@genie.example",
            "name": "Another Alice",
            "usable_password": "true",
            "password1": "plain-walnut-77",
            "password2": "plain-walnut-77",
        },
    )

    assert "email" in response.context["adminform"].form.errors
    assert User.objects.filter(name="Another Alice").count() == 0


def test_a_superuser_sets_a_new_password(as_root, alice):
    as_root.post(
        reverse("admin:auth_user_password_change", args=[alice.pk]),
        {"usable_password": "true", "password1": "new-walnut-88", "password2": "new-walnut-88"},
    )

    alice.refresh_from_db()
    assert alice.check_password("new-walnut-88")


def test_audit_events_are_read_and_never_changed(as_root, alice):
    actions.start_session(facilitator=alice)
    event = AuditEvent.objects.get(action="session started")
    change = reverse("admin:facilitation_auditevent_change", args=[event.pk])

    assert as_root.get(change).status_code == 200
    assert as_root.post(change, {"action": "other"}).status_code == 403
    assert (
        as_root.post(
            reverse("admin:facilitation_auditevent_delete", args=[event.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    event.refresh_from_db()
    assert event.action == "session started"


def test_nothing_of_a_participant_is_registered():
    from django.contrib import admin

    shown = {
        model._meta.label
        for model in admin.site._registry
        if model.__module__.startswith("facilitation")
    }

    assert shown == {"facilitation.User", "facilitation.Organisation", "facilitation.AuditEvent"}


def test_createsuperuser_works(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "plain-walnut-77")

    call_command("createsuperuser", "--noinput", email="Root@Genie.Example", name="Root")

    root = User.objects.get(email="root@genie.example")
    assert (root.is_superuser, root.is_staff, root.check_password("plain-walnut-77")) == (
        True,
        True,
        True,
    )


def test_an_organisation_is_added(as_root):
    as_root.post(reverse("admin:facilitation_organisation_add"), {"name": "Solent Link Workers"})

    assert Organisation.objects.get().name == "Solent Link Workers"


@pytest.mark.parametrize("who", ["alice", "mo", "cora", "root"])
def test_the_admin_tells_nobody_that_a_session_exists(client, request, session, who):
    root = User.objects.create_superuser("root@genie.example", "correct horse", name="Root")
    client.force_login(root if who == "root" else request.getfixturevalue(who))
    kind = ContentType.objects.get_for_model(session).pk

    there, nowhere, nonsense = (
        client.get(f"/admin/r/{kind}/{key}/") for key in (session.pk, UUID(int=7), "nonsense")
    )

    assert {there.status_code, nowhere.status_code, nonsense.status_code} == {404}
    assert len(there.content) == len(nowhere.content) == len(nonsense.content)


@pytest.mark.parametrize(
    "query",
    ["kind__exact=%00", "object_type=%00", "p=%00", "p=x", "p=-1", "p=99999999999999999999"],
)
def test_a_list_asked_for_nonsense_is_no_fault(as_root, query):
    answered = as_root.get(reverse("admin:facilitation_auditevent_changelist") + f"?{query}")

    assert answered.status_code == (400 if "%00" in query else 200)
