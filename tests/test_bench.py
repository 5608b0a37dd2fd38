"""The benchmarks keep up with the code that they time; how fast it is, is not tested here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.postcode_rows import create_postcodes


@pytest.mark.django_db(transaction=True)
def test_bench_match_runs_and_leaves_nothing_behind():
    create_postcodes()
    database = connection.settings_dict
    user = f"{database['USER']}:{database['PASSWORD']}".removesuffix(":")
    url = f"postgis://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    command = [sys.executable, "bench/match", "--sizes", "5,9", "--rounds", "2", "--json"]

    run = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "GENIE_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["resources"] for line in lines] == [5, 9]
    assert {"median_ms", "p95_ms", "floor_ms", "ratio"} <= set(lines[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench%%'")
        assert cursor.fetchone() == (0,)
