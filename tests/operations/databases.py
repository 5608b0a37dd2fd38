"""Databases beside the tests' own, which programs around the site may back up, drop and rename."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


def url_of(name: str) -> str:
    there = connection.settings_dict
    return f"postgis://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT']}/{name}"


def sql(url: str, statement: str) -> list[tuple]:
    """What a statement finds, by a connection of its own, outside a transaction."""
    with contextlib.closing(psycopg2.connect(url.replace("postgis:", "postgresql:"))) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def leave_to_others() -> None:
    """The tests' database, which is copied only when nobody uses it: such as a thread of the live
    server, whose browser has not hung up yet."""
    own = connection.settings_dict["NAME"]
    connection.close()
    others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{own}'"
    sql(url_of("postgres"), others)


@contextlib.contextmanager
def copy_of_the_tests_database() -> Iterator[str]:
    """Its address. Whatever lies under names that begin with its own is dropped at the end."""
    own, server = connection.settings_dict["NAME"], url_of("postgres")
    name = f"{own}_copy"
    leave_to_others()
    sql(server, f'CREATE DATABASE "{name}" TEMPLATE "{own}"')
    try:
        yield url_of(name)
    finally:
        for (left,) in sql(server, "SELECT datname FROM pg_database"):
            if left.startswith(name):
                sql(server, f'DROP DATABASE "{left}" WITH (FORCE)')


def run(*command: object, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("PG")},
            "GENIE_DEBUG": "1",
            "DATABASE_URL": url,
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def manage(url: str, *words: object, **environment: str) -> str:
    python = ROOT / ".venv" / "bin" / "python"
    done = run(python, "manage.py", *words, url=url, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
