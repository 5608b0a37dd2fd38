"""The audit log: what is written into it, that nobody rewrites it, and who reads it."""

import csv
import datetime as dt
import io
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from facilitation import actions
from facilitation.audit import record
from facilitation.audit_chain import digest_of
from facilitation.models import INSTALLATION, AuditEvent, AuditHead, Organisation
from facilitation.vocabulary import AuditKind
from tests.conftest import begin_session

PAGE, FILE = reverse("facilitation:audit"), reverse("facilitation:audit_csv")


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client


def write(user, *phrases: str) -> None:
    for phrase in phrases:
        record(actor=user, action=phrase, object_type="session", object_id=None)


def commit() -> None:
    """What the database does at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def tamper(sql: str, *values) -> None:
    """As somebody would who has the whole database in their hands."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def check(capsys, **options):
    """What check_audit says."""
    try:
        call_command("check_audit", **options)
    except CommandError:
        return capsys.readouterr().err
    return capsys.readouterr().out


# The chain


def test_every_line_holds_the_one_before(alice, eve):
    write(alice, "one", "two")
    write(eve, "elsewhere")
    write(None, "nobody's")
    commit()

    hers = list(AuditEvent.objects.filter(organisation_id=alice.organisation_id).order_by("pk"))
    assert [event.position for event in hers] == [1, 2]
    assert hers[0].digest == digest_of(hers[0], "")
    assert hers[1].digest == digest_of(hers[1], hers[0].digest)
    heads = dict(AuditHead.objects.values_list("chain", "length"))
    assert heads == {alice.organisation_id: 2, eve.organisation_id: 1, INSTALLATION: 1}


def test_a_whole_chain_passes(capsys, alice):
    write(alice, "one", "two", "three")
    commit()

    assert check(capsys) == "3 lines in 1 chains: none removed, none changed.\n"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DELETE FROM facilitation_auditevent WHERE position = 2", "line 2 was removed."),
        ("DELETE FROM facilitation_auditevent WHERE position >= 2", "lines 2 to 4 were removed."),
        ("DELETE FROM facilitation_auditevent", "lines 1 to 4 were removed."),
        (
            "UPDATE facilitation_auditevent SET action = 'other' WHERE position = 3",
            "line 3 was changed.",
        ),
        (
            "UPDATE facilitation_auditevent SET at = at - interval '1 us' WHERE position = 4",
            "line 4 was changed.",
        ),
        ("UPDATE facilitation_audithead SET length = 3", "its head does not go with its last line"),
    ],
)
def test_a_line_that_was_removed_or_changed_shows(capsys, alice, sql, told):
    write(alice, "one", "two", "three", "four")
    commit()

    tamper(sql)

    assert told in check(capsys)


def test_a_line_smuggled_in_shows(capsys, alice):
    tamper(
        "INSERT INTO facilitation_auditevent (at, kind, action, object_type, digest)"
        " VALUES (now(), 'change', 'never happened', 'session', '')"
    )

    assert "1 lines are in no chain." in check(capsys)


def test_a_log_rewritten_from_its_beginning_shows_by_a_note(tmp_path, capsys, alice):
    """Whoever has the whole database can make another chain; not the note on another machine."""
    note = tmp_path / "noted.json"
    write(alice, "one", "two")
    commit()
    call_command("check_audit", note=note)
    assert json.loads(note.read_text())[str(alice.organisation_id)][0] == 2

    tamper("DELETE FROM facilitation_auditevent")
    tamper("DELETE FROM facilitation_audithead")
    write(alice, "another one", "two")
    commit()

    assert "line 2 is not the one that was noted" in check(capsys, note=note)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE facilitation_auditevent SET action = 'other'",
        "DELETE FROM facilitation_auditevent",
        "TRUNCATE facilitation_auditevent",
    ],
)
def test_not_even_the_owner_of_the_table_rewrites_it(alice, sql):
    write(alice, "one")
    commit()

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(sql)
    assert AuditEvent.objects.get().action == "one"


def test_no_place_is_claimed_by_who_writes(alice):
    AuditEvent.objects.create(action="one", object_type="x", position=7, digest="made up")
    commit()

    event = AuditEvent.objects.get()
    assert (event.position, event.digest) == (1, digest_of(event, ""))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one_chain(alice, capsys):
    begun = threading.Barrier(6)

    def work() -> None:
        begun.wait()
        for _ in range(5):
            with transaction.atomic():
                write(alice, "one", "two")
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert check(capsys) == "60 lines in 1 chains: none removed, none changed.\n"


@pytest.mark.django_db(transaction=True)
def test_what_did_not_happen_leaves_no_gap(alice, capsys):
    write(alice, "one")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(alice, "taken back")
        raise ZeroDivisionError
    write(alice, "two")

    assert check(capsys) == "2 lines in 1 chains: none removed, none changed.\n"


# What is written down


def written(*names: str, **wanted) -> list:
    lines = AuditEvent.objects.filter(**wanted).order_by("pk")
    return list(lines.values_list(*names, flat=len(names) == 1))


def test_signing_in_out_and_in_vain(client, alice):
    url = reverse("facilitation:sign_in")
    client.post(url, {"username": "Alice@genie.example", "password": "not hers"})
    client.post(url, {"username": "nobody@genie.example", "password": "at all"})
    client.post(url, {"username": "alice@genie.example", "password": "correct horse"})
    client.post(reverse("facilitation:sign_out"))

    assert written("action", "object_id", "organisation_id", kind=AuditKind.SIGN_IN) == [
        ("sign-in failed", alice.pk, alice.organisation_id),
        ("sign-in failed", None, None),
        ("signed in", alice.pk, alice.organisation_id),
        ("signed out", alice.pk, alice.organisation_id),
    ]


def test_a_person_is_opened_once_in_half_an_hour(as_alice, alice, session, monkeypatch):
    about = reverse("facilitation:about", args=[session.pk])
    for _ in range(2):
        as_alice.get(about)
        as_alice.get(reverse("mapping:network", args=[session.pk]))
        as_alice.get(reverse("facilitation:participant", args=[session.participant_id]))

    opened = [("session opened", session.pk), ("participant opened", session.participant_id)]
    assert written("action", "object_id", kind=AuditKind.READ) == opened

    later = timezone.now() + dt.timedelta(minutes=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    as_alice.get(about)
    assert written("action", kind=AuditKind.READ)[2:] == ["session opened"]


def test_nothing_is_opened_that_is_somebody_elses(client, eve, session):
    client.force_login(eve)

    client.get(reverse("facilitation:about", args=[session.pk]))

    assert written("action", kind=AuditKind.READ) == []


def test_prints_and_files_are_written_down(as_alice, session):
    for name in ("plans:print", "plans:text", "mapping:on_paper", "mapping:members_csv"):
        as_alice.get(reverse(name, args=[session.pk]))

    assert written("action", kind=AuditKind.EXPORT) == [
        "plan opened for printing",
        "plan exported",
        "map opened for printing",
        "map exported",
    ]


def test_a_role_given_in_the_admin_is_told_where_it_holds(client, admin_user, alice, eve):
    client.force_login(admin_user)
    left = alice.organisation_id
    form = {
        "email": alice.email, "name": alice.name, "role": "manager",
        "organisation": eve.organisation_id, "is_active": "on", "phone": "", "phone_times": "",
    }  # fmt: skip

    change = reverse("admin:facilitation_user_change", args=[alice.pk])
    assert client.post(change, form).status_code == 302

    told = written("organisation_id", "action", kind=AuditKind.RIGHTS, actor_id=admin_user.pk)
    both = {"role changed", "organisation changed"}
    assert {action for where, action in told if where == left} == both
    assert {action for where, action in told if where == eve.organisation_id} == both


# Who reads it


def test_a_manager_reads_their_own_organisations(as_mo, mo, alice, eve, session):
    begin_session(eve)
    actions.allow_sign_in(user=alice, allowed=False, by=mo)
    actions.erase(participant=begin_session(alice).participant, by=alice)

    lines = [(line.who, line.what, line.whom) for line in as_mo.get(PAGE).context["events"]]

    assert lines[:2] == [
        ("Alice", "Erased", "No longer here"),
        ("Alice", "Consent recorded", "No longer here"),
    ]
    assert ("Mo", "Sign-in taken away", "Alice") in lines
    assert ("Alice", "Session started", session.participant.reference) in lines
    assert {who for who, *_ in lines} == {"Alice", "Mo"}


def test_by_period_and_by_kind(as_mo, mo, alice):
    long_ago = timezone.make_aware(dt.datetime(2026, 3, 31, 23, 30))
    AuditEvent.objects.create(
        action="long ago", object_type="x", organisation_id=mo.organisation_id, at=long_ago
    )
    write(alice, "today")

    def told(**asked) -> list[str]:
        return [line.what for line in as_mo.get(PAGE, asked).context["events"]]

    assert told() == ["Today", "Signed in", "Long ago"]
    assert told(kind="sign_in") == ["Signed in"]
    assert told(last="2026-03-31") == ["Long ago"]
    assert told(first="2026-03-31", last="2026-03-31") == ["Long ago"]
    assert told(last="2026-03-30") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "yesterday"}, "Write a day as 2026-04-30."),
        ({"first": "2026-04-02", "last": "2026-04-01"}, "The last day is before the first."),
        ({"kind": "\0"}, "Choose one of the list."),
        ({"kind": "gossip"}, "Choose one of the list."),
        ({"page": "9" * 30}, None),
    ],
)
def test_what_cannot_be_asked_is_said(as_mo, asked, said):
    response = as_mo.get(PAGE, asked)

    assert response.status_code == 200
    if said:
        assert [said] in response.context["form"].errors.values()


def test_the_file_has_the_whole_chain(as_mo, mo, alice):
    write(alice, "=1+1", "two")
    commit()

    response = as_mo.get(FILE)
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["action"] for row in rows] == [
        "signed in",
        "'=1+1",
        "two",
        "audit log exported",
    ]
    assert [row["position"] for row in rows] == ["1", "2", "3", ""]
    assert rows[2]["digest"] == AuditEvent.objects.get(action="two").digest
    assert written("action", kind=AuditKind.EXPORT) == ["audit log exported"]


@pytest.mark.parametrize("name", ["alice", "eve", "cora", "rhea", "admin_user"])
def test_only_managers(client, request, name):
    client.force_login(request.getfixturevalue(name))

    assert {client.get(url).status_code for url in (PAGE, FILE)} == {404}


def test_a_manager_without_an_organisation_reads_nothing(client, mo):
    write(None, "somebody else's")
    mo.organisation = None
    mo.save()
    client.force_login(mo)

    assert client.get(PAGE).context["events"] == []


def test_an_organisation_that_is_new_begins_its_own_chain(db):
    new = Organisation.objects.create(name="New")
    record(actor=None, action="x", object_type="y", object_id=None, organisation_id=new.pk)
    commit()

    assert AuditHead.objects.get().chain == new.pk
