"""The tests' database: a copy of one migrated once, and emptied after tests that commit.

`python -m tests.database` makes the migrated one, unless it is there.
"""

import hashlib
import io
import os
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

TEMPLATE = "genie_template_"
# Migrating fills these, from the models: no test changes them.
KEPT = {"django_content_type", "auth_permission"}
MADE: dict[Callable[[], None], dict[str, bytes]] = {}  # by fill_once: rows by their table


def copy_from_template() -> None:
    """Have the tests' database made as a copy of a migrated one, which is kept as long as neither
    a migration nor an installed package changes; the first process of a run makes it."""
    template = TEMPLATE + fingerprint()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # who makes it may take a minute
        cursor.execute(
            "SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE]
        )  # until this connection ends
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATE])
        found = {name for (name,) in cursor.fetchall()}
        for outdated in found - {template}:
            cursor.execute(f"DROP DATABASE {outdated}")
        if template not in found:
            cursor.execute(f"ALTER DATABASE {migrated_database()} RENAME TO {template}")
    connection.settings_dict["TEST"]["TEMPLATE"] = template


def fingerprint() -> str:
    """Of whatever decides what migrating makes."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()]
    parts = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py"))]
    parts.append(Path(__file__).read_bytes())
    packages = sorted(f"{one.name}=={one.version}" for one in metadata.distributions())
    return hashlib.sha256(b"\0".join([*parts, *map(str.encode, packages)])).hexdigest()[:16]


def migrated_database() -> str:
    """The name of a database just made and migrated. One left half-made is overwritten."""
    name = connection.settings_dict["NAME"]
    made = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    know_the_catalogue()
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    return made


def know_the_catalogue() -> None:
    """What migrating did to PostgreSQL's own tables, which autovacuum would see: script/lib.sh has
    the tests' PostgreSQL do without. After every browser test they are asked for all tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class"
            " WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'"
        )
        [(tables,)] = cursor.fetchall()
        cursor.execute(f"VACUUM ANALYZE {tables}, spatial_ref_sys")


@transaction.atomic
def empty_tables() -> None:
    """Delete all rows, without what triggers and foreign keys make of a deletion."""
    with connection.cursor() as cursor:
        full = full_tables(cursor)
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in full:
            cursor.execute(f"DELETE FROM {table}")


@transaction.atomic
def fill_once(make: Callable[[], None]) -> None:
    """Have `make` fill empty tables; once it has, put the rows back that it made then."""
    with connection.cursor() as cursor:
        if make not in MADE:
            before = full_tables(cursor)
            make()
            MADE[make] = {table: rows_of(cursor, table) for table in full_tables(cursor) - before}
            return
        put_back(cursor, MADE[make])


def full_tables(cursor: Any) -> set[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
    quoted = sorted(map(connection.ops.quote_name, tables))
    holds_rows = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in quoted)
    cursor.execute(" UNION ALL ".join(holds_rows))
    return {table for (table,) in cursor.fetchall()}


def put_back(cursor: Any, kept: dict[str, bytes]) -> None:
    """Rows by their table, as `rows_of` gave them, without what triggers make of them; in a
    transaction."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table, rows in kept.items():
        cursor.copy_expert(f"COPY {table} FROM STDIN", io.BytesIO(rows))
    cursor.execute("SET LOCAL session_replication_role = origin")


def rows_of(cursor: Any, table: str) -> bytes:
    rows = io.BytesIO()
    cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
    return rows.getvalue()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genie_site.settings")
    django.setup()
    copy_from_template()
