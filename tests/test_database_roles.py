"""What script/roles.sql and, at each migrate, script/rights.sql give each role, on the database
itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from facilitation.management.commands.migrate import set_rights
from facilitation.models import AuditEvent, Participant, Session
from geography.actions.postcodes import replace_directory
from geography.models import Postcode
from plans import actions as plans
from tests import demo_postcodes
from tests.resources.directory import make_resource

INSUFFICIENT_PRIVILEGE = "42501"
ROLES = (Path(__file__).parent.parent / "script" / "roles.sql").read_text()


@pytest.fixture
def become(db) -> Callable[[str], None]:
    """Has the rest of the test done with the rights of a role. Ends with the test's transaction."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for _ in range(2):  # run again, it does the same
        run(ROLES)
    run("SET LOCAL ROLE genie_owner")
    for _ in range(2):
        set_rights("default")
    return lambda role: run(f"RESET ROLE; SET LOCAL ROLE {role}")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            run(statement)
    except ProgrammingError as error:
        return getattr(error.__cause__, "pgcode", "") == INSUFFICIENT_PRIVILEGE
    return False


MAY_NOT = [
    "UPDATE facilitation_auditevent SET action = 'nothing'",
    "DELETE FROM facilitation_auditevent",
    "TRUNCATE facilitation_auditevent",
    "ALTER TABLE facilitation_auditevent DISABLE TRIGGER ALL",
    "DROP TRIGGER stays ON facilitation_auditevent",
    "SET session_replication_role = replica",
    "INSERT INTO facilitation_audithead VALUES (gen_random_uuid(), 1, '')",
    "UPDATE facilitation_audithead SET length = 0",
    "DELETE FROM facilitation_audithead",
    "SELECT facilitation_audit_append(1)",
    "CREATE TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "DROP TABLE facilitation_participant",
    "TRUNCATE facilitation_participant CASCADE",
    "ALTER TABLE facilitation_participant ADD COLUMN mine int",
    "DELETE FROM django_migrations",
    "CREATE ROLE mine",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY facilitation_user TO PROGRAM 'cat'",
]


def test_the_site_may_not(become, subtests):
    become("genie_app")

    for statement in MAY_NOT:
        with subtests.test(statement=statement):
            assert refused(statement)


def test_a_session_is_held_with_the_rights_of_the_site(become, as_alice, alice, item_bank):
    """The thin path: begun, agreed to, a map, answers, what is near, a plan, the end."""
    strollers = make_resource()
    become("genie_app")

    as_alice.post(reverse("facilitation:start"))
    session = Session.objects.get()
    about = reverse("facilitation:about", args=[session.pk])
    as_alice.post(about, {"agreed": ["keep"], "name": "Margaret"})
    network = reverse("mapping:network", args=[session.pk])
    assert as_alice.post(network, {"name": "Ann", "ring": "1"}).status_code in {200, 302}
    asked = {"questionnaire": item_bank.pk, "go": "next", "1-choice": "yes"}
    as_alice.post(reverse("preferences:preferences", args=[session.pk]), asked)
    assert as_alice.get(reverse("resources:near", args=[session.pk])).status_code == 200
    plans.choose(session=session, resource=strollers, place=None)
    assert as_alice.get(reverse("plans:plan", args=[session.pk])).status_code == 200
    as_alice.post(reverse("facilitation:finish", args=[session.pk]))

    session.refresh_from_db()
    assert session.finished_at is not None
    assert Participant.objects.get().name == "Margaret"
    assert session.answers.get().choice == "yes"
    run("SET CONSTRAINTS ALL IMMEDIATE")  # the chain, as at a commit
    line = AuditEvent.objects.get(action="session finished")
    assert line.position is not None
    assert len(line.digest) == 64

    erase = reverse("facilitation:erase", args=[session.participant_id])
    assert as_alice.post(erase).status_code == 302
    assert not Participant.objects.exists()


def test_what_a_later_version_brings_has_its_rights_after_migrating(become):
    """A log made anew and a column for reports, without running roles.sql again."""
    become("genie_owner")
    run("GRANT ALL ON facilitation_auditevent TO genie_app")
    run("GRANT SELECT (name) ON facilitation_participant TO genie_reports")
    run("REVOKE ALL ON reports_closedperiod FROM genie_reports")
    call_command("migrate", verbosity=0)

    become("genie_app")
    assert refused("DELETE FROM facilitation_auditevent")
    become("genie_reports")
    run("SELECT * FROM reports_closedperiod")
    assert refused("SELECT name FROM facilitation_participant")


def test_where_there_are_no_roles_migrating_sets_no_rights(db):
    set_rights("default")

    granted = "SELECT 1 FROM information_schema.role_table_grants WHERE grantee ~ '^genie_'"
    with connection.cursor() as cursor:
        cursor.execute(f"{granted} AND grantee <> current_user")
        assert cursor.fetchall() == []


def test_tables_of_a_later_version_are_the_sites_too(become):
    become("genie_owner")
    run("CREATE TABLE later (id serial, words text)")
    become("genie_app")

    run("INSERT INTO later (words) VALUES ('new')")
    run("UPDATE later SET words = 'newer'")
    run("DELETE FROM later")
    assert refused("DROP TABLE later")


def test_postcodes_that_were_loaded_anew_are_found(become):
    become("genie_owner")
    replace_directory(rows=iter(demo_postcodes.read()))
    become("genie_app")

    assert Postcode.objects.exists()


PERSONAL = [
    "SELECT name FROM facilitation_participant",
    "SELECT reference FROM facilitation_participant",
    "SELECT postcode FROM facilitation_participant",
    "SELECT year_of_birth FROM facilitation_participant",
    "SELECT conditions FROM facilitation_participant",
    "SELECT * FROM facilitation_personrecord",
    "SELECT email FROM facilitation_user",
    "SELECT * FROM facilitation_auditevent",
    "SELECT * FROM django_session",
    "SELECT * FROM mapping_member",
    "SELECT * FROM preferences_answer",
    "SELECT first_step FROM plans_planitem",
    "SELECT name FROM referrals_referral",
    "SELECT key FROM referrals_partner",
]


def test_reports_are_read_without_what_is_personal(become, subtests):
    become("genie_reports")

    for statement in PERSONAL:
        with subtests.test(statement=statement):
            assert refused(statement)


def test_reports_are_read_and_nothing_is_written(become):
    become("genie_reports")

    run("SELECT id, age_band, created_at FROM facilitation_participant")
    run("SELECT stage, started_at, finished_at FROM facilitation_session")
    run("SELECT * FROM reports_closedperiod")
    for statement in ("DELETE FROM reports_closedperiod", "CREATE TABLE mine (id int)"):
        assert refused(statement)
