"""The commands that import a feed or a file, and that refresh the feeds that are due."""

import datetime as dt
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from open_referral.models import Feed, FeedRun
from resources.models import ExternalId, Resource
from tests.open_referral.samples import IDS, service
from tests.open_referral.server import paged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def interests(item_bank):
    """The interests that terms can mean."""


def open_names() -> list[str]:
    return sorted(Resource.objects.filter(status="active").values_list("name", flat=True))


def test_import_reports_and_ends(feed_server, capsys, tmp_path):
    feed_server.lists(service(1), service(2, email="=cmd|' /C calc'!A0"))
    report = tmp_path / "report.csv"
    call_command("import_open_referral", feed_server.url + "/", report=report)
    assert capsys.readouterr().out == "2 new, 0 changed, 0 unchanged, 0 closed, 0 left out. Done.\n"
    lines = report.read_text("utf-8-sig").splitlines()
    assert lines[0] == "id in the feed,name,what to look at"
    assert lines[1].startswith(f"{IDS[2]},Number 2,Email “=cmd|' /C calc'!A0” was left out")


def test_what_it_came_upon_is_told_but_not_without_end(feed_server, capsys):
    feed_server.lists(*(service(n, email="no address") for n in range(1, 31)))
    call_command("import_open_referral", feed_server.url)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{IDS[1]}: Number 1: Email “no address” was left out")
    assert lines[20] == "And 10 more to look at: --report FILE writes them all."
    assert len(lines) == 22


def test_a_feed_is_the_same_however_its_address_is_written(feed_server, capsys):
    feed_server.lists(service(1))
    for address in ("", "/", "/services", "/services/"):
        call_command("import_open_referral", feed_server.url + address)
    assert Feed.objects.count() == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 new, 0 changed, 1 unchanged,")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://[", "This is not a web address."),
        ("https://me:secret@example.org/", "must not hold a user name or a password."),
    ],
)
def test_what_is_no_address(address, said):
    with pytest.raises(CommandError, match=rf"{re.escape(said)} Nothing was changed"):
        call_command("import_open_referral", address)
    assert not Feed.objects.exists()


def test_import_of_a_file(tmp_path, capsys):
    whole = tmp_path / "feed.json"
    whole.write_text(json.dumps(paged([service(1), service(2)], {}, 5)))
    call_command("import_open_referral", str(whole))
    lines = tmp_path / "feed.ndjson"
    lines.write_text("\n".join(json.dumps(service(n)) for n in (1, 2, 3)) + "\n")
    call_command("import_open_referral", str(lines), name="feed.json")
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("2 new,")
    assert out[-1].startswith("1 new, 0 changed, 2 unchanged,")
    assert len(open_names()) == 3


@pytest.mark.parametrize("body", ["", "<html>", "{", '{"id": "1"}\n{"id": ', "[[[", "\x00"])
def test_import_of_a_broken_file(tmp_path, body):
    path = tmp_path / "feed.json"
    path.write_text(body)
    with pytest.raises(CommandError, match=r"JSON.*Nothing was changed"):
        call_command("import_open_referral", str(path))
    assert not Resource.objects.exists() and not ExternalId.objects.exists()


def test_an_id_twice_in_a_file(tmp_path, capsys):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([service(1), service(1, "Another")]))
    call_command("import_open_referral", str(path))
    assert "more than once" in capsys.readouterr().out
    assert open_names() == ["Number 1"]


def test_import_of_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_open_referral", str(tmp_path / "none.json"))


NAMED = {"id": "1", "name": "Made up", "description": "x"}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (NAMED, "a taxonomy or a list of organisations"),
        ({"contents": [NAMED, NAMED]}, "a taxonomy or a list of organisations"),
        ([NAMED | {"parent_id": None}], "a taxonomy"),
        ({"content": [NAMED | {"vocabulary": "LGA"}]}, "a taxonomy"),
        ([NAMED | {"website": "https://example.org", "phones": []}], "a list of organisations"),
        (NAMED | {"services": [service(1)]}, "a list of organisations"),
        ([{"id": "1", "location_type": "physical", "schedules": []}], "a list of locations"),
        ([{"id": "1", "service_id": "2", "schedules": []}], "a list of the places of services"),
    ],
)
def test_what_is_no_list_of_services(tmp_path, found, said):
    path = tmp_path / "other.json"
    path.write_text(json.dumps(found))
    with pytest.raises(CommandError, match=rf"no list of services: it looks like {said}\."):
        call_command("import_open_referral", str(path))
    assert not Resource.objects.exists() and not Feed.objects.exists()


def test_a_mistyped_address_leaves_no_feed_in_the_way(feed_server):
    feed_server.lists(service(1))
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_open_referral", feed_server.url + "/misspelt", name="Council")
    assert not Feed.objects.exists()
    call_command("import_open_referral", feed_server.url, name="Council")
    with pytest.raises(CommandError, match=rf"called Council, at {feed_server.url}\. Put its"):
        call_command("import_open_referral", feed_server.url + "/other", name="Council")


def test_a_feed_that_was_there_before_stays_when_it_fails(feed_server):
    Feed.objects.create(name="Council", url=feed_server.url + "/misspelt")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_open_referral", feed_server.url + "/misspelt")
    assert Feed.objects.get().runs.count() == 1


def test_refresh_runs_what_is_due_and_goes_on_after_a_failure(feed_server, capsys):
    feed_server.lists(service(1))
    Feed.objects.create(name="Bad", url=feed_server.url + "/nothing")
    Feed.objects.create(name="Good", url=feed_server.url)
    Feed.objects.create(name="Off", url=feed_server.url, enabled=False)
    Feed.objects.create(name="A file")
    with pytest.raises(CommandError, match=r"Not fetched: Bad\."):
        call_command("refresh_feeds")
    assert capsys.readouterr().out.splitlines() == [
        "Bad: The feed answered with an error (HTTP status 404).",
        "Good: Done",
    ]
    assert FeedRun.objects.count() == 2
    call_command("refresh_feeds")
    assert FeedRun.objects.count() == 2
    Feed.objects.update(last_run_at=timezone.now() - dt.timedelta(hours=24))
    Feed.objects.filter(name="Bad").delete()
    call_command("refresh_feeds")
    assert Feed.objects.get(name="Good").runs.count() == 2
