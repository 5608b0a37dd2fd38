"""Beyond one machine: PgBouncer before the database, a standby that answers for the directory, the
primary taken away, and workers that share a queue. With the settings of deploy/."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from tests.operations.clusters import OWNER, Cluster, as_owner, clusters, free_port, program, until
from tests.operations.databases import ROOT, manage, sql
from tests.operations.sites import answers, fetched, filled_in, running, site

pytestmark = pytest.mark.full

ENTRY = """
from django.contrib.gis.geos import Point
from resources.models import Place, Provider, Resource
provider = Provider.objects.create(name="Solent Steps")
entry = Resource.objects.create(name="Strollers", provider=provider)
Place.objects.create(resource=entry, point=Point(-1.4, 50.9))
"""
PEOPLE = """
from facilitation import actions
from facilitation.models import Organisation, User
from facilitation.roles import Role
organisation, _ = Organisation.objects.get_or_create(name="Solent")
alice, _ = User.objects.get_or_create(
    email="alice@genie.example", name="Alice", role=Role.FACILITATOR, organisation=organisation)
for _ in range(5):
    print(actions.start_session(facilitator=alice).participant_id)
"""
ID = r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
IDS = "SELECT id FROM facilitation_participant"
QUEUE = """
import uuid
from open_referral.harvest.work import fetch
for _ in range(60):
    fetch.enqueue(str(uuid.uuid4()))
"""
DONE = f"""
SELECT status, jsonb_array_length(worker_ids), count(*)
FROM {DBTaskResult._meta.db_table} GROUP BY 1, 2
"""
POOLED = {"GENIE_DATABASE_POOLED": "1"}
PUBLIC = ["/directory.csv", "/directory.geojson", "/open-referral/v3/services?full=true"]


def standby_of(primary: Cluster, make):
    standby = make("standby")
    as_owner(
        *(program("pg_basebackup"), "--pgdata", standby.data, "--checkpoint=fast", "--no-sync"),
        *("--write-recovery-conf", "--dbname", f"host=127.0.0.1 port={primary.port} user=genie"),
    )
    standby.start()
    return standby


@contextmanager
def pooled(folder: Path, server: Cluster):
    """PgBouncer before that server: its address, and what sends it to another."""
    port, file = free_port(), folder / "pgbouncer.ini"

    def write(to: Cluster) -> None:
        text = filled_in(
            "pgbouncer.ini",
            listen_port=port,
            auth_type="trust",
            auth_file=folder / "users",
            logfile=folder / "pgbouncer.log",
            pidfile=folder / "pgbouncer.pid",
        )
        there = "host=127.0.0.1 port=5432"
        assert there in text
        file.write_text(text.replace(there, f"host=127.0.0.1 port={to.port}"))

    def send_to(to: Cluster) -> None:
        write(to)
        os.kill(int((folder / "pgbouncer.pid").read_text()), signal.SIGHUP)

    (folder / "users").write_text('"genie" ""\n')
    write(server)
    user = ["-u", OWNER] if os.geteuid() == 0 else []
    with running(["/usr/sbin/pgbouncer", *user, file], folder / "pgbouncer.out"):
        url = f"postgis://genie@127.0.0.1:{port}/genie"
        until(lambda: reached(url), "an answer of PgBouncer")
        yield url, send_to


def reached(url: str) -> bool:
    try:
        return sql(url, "SELECT 1") == [(1,)]
    except Exception:
        return False


def asked_for_the_directory(server: Cluster) -> int:
    """How often it was, by its log."""
    return server.log.read_text().count('FROM "resources_resource"')


def reads_from(server: Cluster, address: str) -> bool:
    return "Strollers" in fetched(address + PUBLIC[0]) and asked_for_the_directory(server) > 0


def test_the_directory_is_read_from_a_standby_which_takes_over():
    with clusters() as make:
        primary = make("primary")
        # what is saved is on both before it is called so
        primary.make(synchronous_standby_names="*", log_statement="all", synchronous_commit="local")
        primary.start()
        primary.sql("CREATE DATABASE genie", database="postgres")
        manage(primary.url() + "?options=-c%20synchronous_commit%3Dlocal", "migrate")
        standby = standby_of(primary, make)
        with pooled(primary.folder, primary) as (url, send_to):
            manage(url, "shell", "-c", ENTRY, **POOLED)
            assert "no issues" in manage(url, "check", "--database", "default", **POOLED)
            settings = {"DATABASE_URL": url, "REPLICA_URL": standby.url(), **POOLED}
            with site(primary.folder / "site.log", **settings) as address:
                until(lambda: reads_from(standby, address), "an answer of the standby")
                before = asked_for_the_directory(primary)
                for path in PUBLIC:
                    assert "Strollers" in fetched(address + path)
                assert asked_for_the_directory(primary) == before

                # the standby goes away, and comes back
                standby.stop("immediate")
                for path in PUBLIC:
                    assert "Strollers" in fetched(address + path)
                assert asked_for_the_directory(primary) > before
                standby.start()
                streaming = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
                until(lambda: primary.sql(streaming) == [(1,)], "replication")

                # the primary goes away for good; what it called saved is there
                saved = re.findall(ID, manage(url, "shell", "-c", PEOPLE, **POOLED))
                primary.kill()
                as_owner(program("pg_ctl"), "promote", "--wait", "-D", standby.data)
                standby.sql("ALTER SYSTEM SET synchronous_standby_names = ''")
                standby.sql("SELECT pg_reload_conf()")
                send_to(standby)
                until(lambda: answers(address + "/healthz"), "the site on the new primary")
                kept = {str(one) for (one,) in standby.sql(IDS)}
                assert (len(saved), set(saved) - kept) == (5, set())
                manage(url, "shell", "-c", PEOPLE, **POOLED)
                assert "Strollers" in fetched(address + PUBLIC[0])
                assert "none removed, none changed" in manage(url, "check_audit", **POOLED)


def test_two_workers_share_a_queue_through_a_pool_and_do_nothing_twice():
    with clusters() as make:
        server = make("server")
        server.make()
        server.start()
        server.sql("CREATE DATABASE genie", database="postgres")
        manage(server.url(), "migrate")
        with pooled(server.folder, server) as (url, _):
            with pytest.raises(AssertionError, match="GENIE_DATABASE_POOLED"):
                manage(url, "check", "--database", "default")
            manage(url, "shell", "-c", QUEUE, **POOLED)
            command = [sys.executable, "manage.py", "db_worker", "--batch"]
            environment = {**os.environ, "DATABASE_URL": url, **POOLED}
            workers = [
                subprocess.Popen([*command, "--no-startup-delay"], cwd=ROOT, env=environment)
                for _ in range(2)
            ]
            assert [worker.wait(timeout=120) for worker in workers] == [0, 0]
            assert server.sql(DONE) == [("SUCCESSFUL", 1, 60)]
