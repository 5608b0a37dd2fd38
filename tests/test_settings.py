"""The settings as a deployment meets them: in a process of its own, by its environment alone."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import formats

from facilitation.views import offline
from tests.tiers import only_in_full, tried

pytestmark = pytest.mark.sweep

ROOT = Path(__file__).parent.parent
IMPORT = re.compile(r"""\bfrom\s*["'](?P<path>[^"']+)["']|\bimport\s*["'](?P<bare>[^"']+)["']""")
PRODUCTION = {
    "GENIE_SECRET_KEY": "a-key-of-many-different-characters-0123456789-and-more-of-them",
    "GENIE_ALLOWED_HOSTS": "genie.example",
    "DATABASE_URL": "postgis://genie@127.0.0.1:1/genie",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with `environment` and nothing else but where to find programs."""
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert "no issues" in result.stdout


@pytest.mark.parametrize(
    "key",
    tried(
        "",
        "only-for-development-" + "x" * 50,
        in_full=["correct horse battery staple", "ab" * 40],
    ),
    ids=["none", "known", "short", "of two letters"],
)
def test_there_is_no_starting_without_a_key_of_ones_own(key):
    result = manage("check", **PRODUCTION | {"GENIE_SECRET_KEY": key})

    assert result.returncode != 0
    assert "Set GENIE_SECRET_KEY to a long random value" in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("GENIE_SECOND_FACTOR", "often", "GENIE_SECOND_FACTOR is none of: admin, all, none."),
        *only_in_full(
            ("GENIE_EMAIL_PORT", "smtp", "GENIE_EMAIL_PORT is not a whole number"),
            ("GENIE_FOLLOW_UP_MONTHS", "3, six", "GENIE_FOLLOW_UP_MONTHS is not a whole number"),
            (
                "GENIE_OIDC_ISSUER",
                "https://id.example",
                "GENIE_OIDC_ISSUER vouches for the people of",
            ),
            ("GENIE_TILE_URL", "tiles.example", "GENIE_TILE_URL does not look like https://"),
        ),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(name, value, told):
    result = manage("check", **PRODUCTION | {name: value})

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].startswith(
        f"django.core.exceptions.ImproperlyConfigured: {told}"
    )


def test_debug_is_off_unless_asked_for():
    source = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.STORAGES['staticfiles']['BACKEND'])"
    )

    production = manage("shell", "-v0", "-c", source, **PRODUCTION).stdout
    assert production == "False True genie_site.storage.ModuleManifestStorage\n"
    developing = manage("shell", "-v0", "-c", source, GENIE_DEBUG="yes").stdout
    assert developing.startswith("True False ")


@pytest.mark.full
def test_collected_modules_import_each_other_by_their_hashed_names(tmp_path, settings):
    backend = {"BACKEND": "genie_site.storage.ModuleManifestStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
        *settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS,
        *("css", "js", "svg", "html", "json", "ttf"),  # slow
    ]
    call_command("collectstatic", "--no-input", verbosity=0)

    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    ours = [str(file.relative_to(ROOT / "static")) for file in (ROOT / "static").rglob("*.js")]
    imports = {
        os.path.normpath(Path(paths[name]).parent / (found["path"] or found["bare"]))
        for name in ours
        for found in IMPORT.finditer((tmp_path / paths[name]).read_text())
    }
    assert imports
    assert imports <= set(paths.values())
    # the service worker keeps them by those names, too
    offline.assets.cache_clear()
    assert f"/static/{paths['genie.css']}" in offline.worker_source()
    offline.assets.cache_clear()


def test_pages_link_to_the_typeface_only_where_there_is_one(client, db, settings):
    settings.TYPEFACE_STYLESHEETS = ["npm/face.css"]
    with_typeface = client.get("/sign-in/").content.decode()
    settings.TYPEFACE_STYLESHEETS = []
    without = client.get("/sign-in/").content.decode()

    assert '<link rel="stylesheet" href="/static/npm/face.css">' in with_typeface
    assert "npm/" not in without


@pytest.mark.django_db
def test_what_is_called_saved_is_on_the_disk():
    """Here too, where the server itself is set not to wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'")
        assert cursor.fetchone() == ("on", "client")


LIMITS = {
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "idle_in_transaction_session_timeout": "1min",
    "lock_timeout": "45s",
}


@pytest.mark.django_db
def test_who_is_cut_off_holds_a_lock_for_a_minute_at_most():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name) FROM pg_settings")
        found = dict(cursor.fetchall())

    assert {name: found[name] for name in LIMITS} == LIMITS


def test_a_pool_asks_of_the_database_what_the_site_asks_of_it():
    """A pool passes none of it on."""
    pool = (ROOT / "deploy" / "pgbouncer.ini").read_text()
    asked = re.findall(r"-c ([\w.]+)=", settings.DATABASES["default"]["OPTIONS"]["options"])

    assert len(asked) == len(set(asked)) > len(LIMITS)
    assert set(asked) == set(re.findall(r"SET ([\w.]+) =", pool))


def test_only_the_server_of_the_tests_does_without():
    unsafe = re.compile(r"(fsync|synchronous_commit|full_page_writes)\W+off")
    files = [ROOT / name for name in ("compose.yaml", "Dockerfile", "script/lib.sh", "script/demo")]
    lines = [line for path in files for line in path.read_text().splitlines()]

    [line] = [line for line in lines if unsafe.search(line)]
    assert line.lstrip().startswith("database_settings=")


def test_a_time_is_told_in_twenty_four_hours_everywhere():
    moment = dt.datetime(2026, 11, 30, 0, 50)
    assert formats.date_format(moment, "DATETIME_FORMAT") == "30 Nov 2026, 00:50"
