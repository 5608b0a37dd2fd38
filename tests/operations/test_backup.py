"""Back up, lose everything, restore: what comes back is what there was, but for who was erased."""

import shutil
import subprocess

import pytest

from facilitation.actions import record_consent
from facilitation.consent import CURRENT
from facilitation.models import AuditEvent, Participant
from tests.operations.databases import copy_of_the_tests_database, manage, run, sql, url_of

pytestmark = pytest.mark.sweep

ERASE = """
from facilitation.actions import erase
from facilitation.models import Participant, User
erase(participant=Participant.objects.get(name={name!r}), by=User.objects.get(name="Alice"))
"""

TAKE_BACK = """
from facilitation.agreements import withdraw
alice = User.objects.get(name="Alice")
withdraw(participant=Participant.objects.get(), clause="follow_up", by=alice)
"""
AGREED = "SELECT agreed FROM facilitation_consent ORDER BY recorded_at DESC LIMIT 1"

BEGIN_ANOTHER = """
from facilitation.actions import start_session
from facilitation.models import User
start_session(facilitator=User.objects.get(name="Alice"))
"""


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    return path


@pytest.fixture
def backup(key, tmp_path):
    """Makes a backup of the database of this address; its folder."""
    public = subprocess.run(
        ["age-keygen", "-y", key], check=True, capture_output=True, text=True
    ).stdout.strip()

    def make(url: str, *options: str):
        folder = tmp_path / "backups"
        done = run("script/backup", *options, folder, url=url, GENIE_BACKUP_RECIPIENT=public)
        assert done.returncode == 0, done.stderr
        return max(folder.glob("20*"))

    return make


@pytest.fixture
def people(transactional_db, session, item_bank) -> None:
    Participant.objects.update(name="Zebedee Quill")
    session.participant.pk = None
    session.participant.name = "Ottoline Fry"
    session.participant.reference = "ZZ-99"
    session.participant.save()
    record_consent(
        participant=session.participant,
        version=CURRENT.version,
        agreed=["keep", "follow_up"],
        by=session.facilitator,
    )


def name_in(url: str) -> str:
    return url.rpartition("/")[2]


def names(url: str) -> list[str]:
    return [name for (name,) in sql(url, "SELECT name FROM facilitation_participant ORDER BY 1")]


@pytest.mark.full
def test_what_was_lost_comes_back_but_who_was_erased_does_not(people, backup, key):
    with copy_of_the_tests_database() as url:
        made = backup(url)
        whole = b"".join(path.read_bytes() for path in made.parent.rglob("*") if path.is_file())
        before = contents(url)
        manage(url, "shell", "-c", ERASE.format(name="Ottoline Fry"))
        backup(url, "--erased")  # as cron does, before the database is lost
        sql(url_of("postgres"), f"DROP DATABASE {name_in(url)} WITH (FORCE)")

        done = run("script/restore", "--key", key, made, url=url)

        assert done.returncode == 0, done.stderr
        assert "Erased again: 1." in done.stdout
        assert names(url) == ["Zebedee Quill"]
        assert b"Quill" not in whole
        changed = {line.split("|")[1] for line in contents(url) ^ before}
        assert changed == {"facilitation_participant", "facilitation_consent", *AUDIT}
        manage(url, "shell", "-c", BEGIN_ANOTHER)  # sequences, triggers and the audit log go on
        assert len(names(url)) == 2


CACHE = "genie_cache"
AUDIT = {AuditEvent._meta.db_table, "facilitation_audithead"}


def contents(url: str) -> set[str]:
    done = run(
        *("psql", "-XqtAv", "ON_ERROR_STOP=1", "-f", "script/contents.sql"),
        url.replace("postgis:", "postgresql:"),
        url=url,
    )
    assert done.returncode == 0, done.stderr
    # the cache may lose what is out of date at any moment
    return {line for line in done.stdout.splitlines() if line.split("|")[1] != CACHE}


@pytest.mark.full
def test_what_there_was_is_kept_and_asked_who_was_erased(people, backup, key):
    with copy_of_the_tests_database() as url:
        made = backup(url)
        manage(url, "shell", "-c", ERASE.format(name="Zebedee Quill") + TAKE_BACK)

        done = run("script/restore", "--key", key, made, url=url)

        assert done.returncode == 0, done.stderr
        assert names(url) == ["Ottoline Fry"]
        assert sql(url, AGREED) == [(["keep"],)]
        kept = sql(
            url, f"SELECT datallowconn FROM pg_database WHERE datname ~ '^{name_in(url)}_before'"
        )
        assert kept == [(False,)]


@pytest.mark.full
def test_a_check_changes_nothing_and_finds_what_is_damaged(people, backup, key, tmp_path):
    with copy_of_the_tests_database() as url:
        made = backup(url)
        done = run("script/restore", "--check", "--key", key, made, url=url)
        assert (done.returncode, "row by row as they were" in done.stdout) == (0, True)

        damaged = made.parent / "damaged"
        shutil.copytree(made, damaged)
        whole = (damaged / "database.age").read_bytes()
        (damaged / "database.age").write_bytes(whole[:-20])
        assert run("script/restore", "--check", "--key", key, damaged, url=url).returncode == 1

        another = tmp_path / "another"
        subprocess.run(["age-keygen", "-o", another], check=True, capture_output=True)
        done = run("script/restore", "--check", "--key", another, made, url=url)
        assert done.stderr.endswith(f"The key in {another} does not open it, or it is damaged.\n")

        # a backup of more than was counted
        manage(url, "shell", "-c", ERASE.format(name="Ottoline Fry"))
        (damaged / "database.age").write_bytes((backup(url) / "database.age").read_bytes())
        done = run("script/restore", "--check", "--key", key, damaged, url=url)
        assert done.stderr.endswith("> is what there is now.\n")
        assert names(url) == ["Zebedee Quill"]
        left = f"SELECT count(*) FROM pg_database WHERE datname ~ '^{name_in(url)}_'"
        assert sql(url, left) == [(0,)]


def test_a_backup_that_is_cut_off_leaves_nothing(people, backup, key, tmp_path):
    with copy_of_the_tests_database() as url:
        folder = tmp_path / "backups"
        programs = tmp_path / "programs"
        programs.mkdir()
        (programs / "pg_dump").write_text("#!/bin/sh\nprintf half; exit 1\n")
        (programs / "pg_dump").chmod(0o755)
        path = f"{programs}:/usr/bin:/bin"
        done = run("script/backup", folder, url=url, PATH=path, GENIE_BACKUP_RECIPIENT=NOBODY)

        assert done.returncode == 1
        assert "The backup was not made" in done.stderr
        assert {one.name for one in folder.iterdir()} == {".lock"}


NOBODY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def test_nobody_backs_up_without_encrypting():
    done = run("script/backup", url="postgis://127.0.0.1/none")

    assert done.returncode == 1
    assert done.stderr.startswith("Set GENIE_BACKUP_RECIPIENT to the public key")
