"""Every change is archived as it is made: the database of any moment comes back, after the machine
that had it is gone. With pgBackRest and the settings of deploy/pgbackrest.conf."""

import re
import shutil
from pathlib import Path

import pytest

from tests.operations.clusters import Cluster, as_owner, clusters, until
from tests.operations.databases import ROOT, manage

pytestmark = pytest.mark.full

PEOPLE = """
from facilitation import actions
from facilitation.models import Organisation, User
from facilitation.roles import Role
organisation, _ = Organisation.objects.get_or_create(name="Solent")
alice, _ = User.objects.get_or_create(
    email="alice@genie.example", name="Alice", role=Role.FACILITATOR, organisation=organisation)
for _ in range({count}):
    actions.start_session(facilitator=alice)
"""
ERASE = """
from facilitation.actions import erase
from facilitation.models import Participant, User
erase(participant=Participant.objects.get(pk={pk!r}), by=User.objects.get(name="Alice"))
"""
IDS = "SELECT id::text FROM facilitation_participant ORDER BY 1"


def configure(folder: Path, cluster: Cluster) -> Path:
    """deploy/pgbackrest.conf as whoever runs the site fills it in, in this folder."""
    text = (ROOT / "deploy" / "pgbackrest.conf").read_text()
    for name, value in {
        "repo1-path": folder / "repository",
        "repo1-cipher-pass": "only-for-this-drill",
        "pg1-path": cluster.data,
    }.items():
        text, found = re.subn(f"(?m)^{name}=.*$", f"{name}={value}", text)
        assert found == 1
    places = f"lock-path={folder}\nlog-path={folder}\nspool-path={folder}\n"
    server = f"pg1-socket-path={folder}\npg1-port={cluster.port}\npg1-user=genie\n"
    text = text.replace("[genie]\n", f"{places}\n[genie]\n{server}")
    (folder / "pgbackrest.conf").write_text(text)
    return folder / "pgbackrest.conf"


def test_the_database_of_any_moment_comes_back():
    with clusters() as make:
        cluster = make("main")
        config = configure(cluster.folder, cluster)

        def backrest(*words: object) -> str:
            options = (f"--config={config}", "--stanza=genie")
            return as_owner("pgbackrest", *options, *words).stdout

        cluster.make(
            archive_mode="on",
            archive_command=f"pgbackrest --config={config} --stanza=genie archive-push %p",
        )
        cluster.start()
        backrest("stanza-create")
        cluster.sql("CREATE DATABASE genie", database="postgres")
        manage(cluster.url(), "migrate", "--verbosity", 0)
        manage(cluster.url(), "shell", "-c", PEOPLE.format(count=2))
        backrest("backup", "--type=full")

        # after the backup: saved, and then somebody is erased, and then all goes wrong
        manage(cluster.url(), "shell", "-c", PEOPLE.format(count=1))
        three = cluster.sql(IDS)
        [[moment]] = cluster.sql("SELECT now()::text")
        manage(cluster.url(), "shell", "-c", ERASE.format(pk=three[0][0]))
        erased = manage(cluster.url(), "list_erased")
        cluster.sql("TRUNCATE facilitation_participant CASCADE")
        [[segment]] = cluster.sql("SELECT pg_walfile_name(pg_switch_wal())")
        archived = "SELECT last_archived_wal FROM pg_stat_archiver"
        until(lambda: (cluster.sql(archived)[0][0] or "") >= segment, "archiving")
        cluster.kill()
        shutil.rmtree(cluster.data)
        assert not cluster.data.exists()

        backrest("restore", "--type=time", f"--target={moment}", "--target-action=promote")
        cluster.start()
        until(
            lambda: cluster.sql("SELECT pg_is_in_recovery()") == [(False,)], "the end of recovery"
        )

        assert (len(three), cluster.sql(IDS)) == (3, three)
        listed = cluster.folder / "erased"
        listed.write_text(erased)
        assert "Erased again: 1." in manage(cluster.url(), "after_restore", listed)
        assert cluster.sql(IDS) == three[1:]
        assert "none removed, none changed" in manage(cluster.url(), "check_audit")
        assert not any(
            b"Solent" in path.read_bytes()
            for path in (cluster.folder / "repository").rglob("*")
            if path.is_file()
        )
