"""The benchmarks keep up with the code that they time; how fast it is, is not tested here."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from imports.models import ImportRun
from resources.models import Resource, ResourceEvent
from tests.operations.databases import leave_to_others
from tests.postcode_rows import create_postcodes

pytestmark = pytest.mark.full


@pytest.fixture
def bench(transactional_db):
    """Runs a benchmark on the test's database; gives the rows that it prints."""

    def run(name: str, *options: str) -> list[dict[str, Any]]:
        database = connection.settings_dict
        user = f"{database['USER']}:{database['PASSWORD']}".removesuffix(":")
        url = f"postgis://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        leave_to_others()
        done = subprocess.run(
            [sys.executable, f"bench/{name}", *options, "--json"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "GENIE_DEBUG": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    yield run
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bench%%'")
        assert cursor.fetchone() == (0,)


def test_bench_import_runs_and_leaves_nothing_behind(bench, item_bank):
    create_postcodes()
    [line] = bench("import", "--rows", "7")
    assert line["rows"] == 7
    figures = {"rows_per_second", "ratio"}
    both = {f"{what}_{figure}" for what in ("new", "unchanged") for figure in figures}
    assert both | {"floor_rows_per_second", "peak_memory_mb"} <= set(line)
    assert (Resource.objects.count(), ResourceEvent.objects.count()) == (0, 0)
    assert ImportRun.objects.count() == 0


def test_bench_match_runs_and_leaves_nothing_behind(bench):
    create_postcodes()
    lines = bench("match", "--sizes", "5,9", "--rounds", "2")
    assert [line["resources"] for line in lines] == [5, 9]
    assert {"median_ms", "p95_ms", "floor_ms", "ratio"} <= set(lines[0])


def test_bench_search_and_desk_run_and_leave_nothing_behind(bench):
    create_postcodes()
    lines = bench("search", "--entries", "60", "--rounds", "1")
    assert {"common", "mistyped", "postcode"} <= {line["words"] for line in lines}
    assert {"floor_ms", "list_ratio", "near_ratio"} <= set(lines[0])
    pages = bench("desk", "--entries", "60", "--rounds", "1")
    assert {"list", "search, common", "form", "verify"} <= {page["page"] for page in pages}
    assert Resource.objects.count() == 0


def test_bench_open_referral_runs_and_leaves_nothing_behind(bench):
    [*lines, reading] = bench("open_referral", "--services", "210", "--rounds", "1")
    assert reading["services"] == 210
    assert {line["list"] for line in lines} >= {"services", "service_at_locations"}
    # five pages of fifty, each of them timed
    assert [line["page"] for line in lines if line["list"] == "services"] == [1, 2, 3, 4, 5]
    assert {"median_ms", "pages_per_second", "flatness", "first_ever_ms"} <= set(lines[0])


def test_bench_drag_runs_and_leaves_nothing_behind(bench):
    options = ["--members", "3", "4", "--rounds", "1", "--slowdown", "1"]
    lines = bench("drag", *options)
    assert [(line["members"], line["pointer"]) for line in lines] == [
        (3, "mouse"),
        (3, "finger"),
        (4, "mouse"),
        (4, "finger"),
    ]
    measured = {"median_ms", "p95_ms", "floor_median_ms", "floor_p95_ms"}
    assert all(line[name] > 0 for line in lines for name in measured)


def test_bench_report_runs_and_leaves_nothing_behind(bench, item_bank):
    few, more = bench("report", "--sessions", "20", "60", "--rounds", "1")
    assert few["count_queries"] == more["count_queries"]
    assert few["page_queries"] == more["page_queries"]
    assert {"sessions", "ratio", "page_ratio", "floor_ms", "count_ms", "page_ms"} <= set(more)
