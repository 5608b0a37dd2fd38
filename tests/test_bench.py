"""The benchmarks keep up with the code that they time; how fast it is, is not tested here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from resources.models import ImportRun, Resource, ResourceEvent
from tests.postcode_rows import create_postcodes


def bench(*command: str) -> list[dict]:
    """What it prints as JSON, on the test's own database."""
    database = connection.settings_dict
    user = f"{database['USER']}:{database['PASSWORD']}".removesuffix(":")
    url = f"postgis://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    run = subprocess.run(
        [sys.executable, *command, "--json"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "GENIE_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.django_db(transaction=True)
def test_bench_import_runs_and_leaves_nothing_behind(item_bank):
    create_postcodes()
    [line] = bench("bench/import", "--rows", "7")
    assert line["rows"] == 7
    assert {"rows_per_second", "floor_rows_per_second", "ratio", "peak_memory_mb"} <= set(line)
    assert (Resource.objects.count(), ResourceEvent.objects.count()) == (0, 0)
    assert ImportRun.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_bench_match_runs_and_leaves_nothing_behind():
    create_postcodes()
    lines = bench("bench/match", "--sizes", "5,9", "--rounds", "2")
    assert [line["resources"] for line in lines] == [5, 9]
    assert {"median_ms", "p95_ms", "floor_ms", "ratio"} <= set(lines[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench%%'")
        assert cursor.fetchone() == (0,)
