"""The public directory as a file for a map and a file for a spreadsheet."""

import csv
import datetime as dt
import io
import json

import pytest
from django.contrib.gis.gdal import DataSource
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from open_referral.models import Feed
from open_referral.publish import downloads, light
from resources.models import Resource, Schedule
from tests.resources.directory import SOUTHAMPTON, add_place, make_resource

pytestmark = pytest.mark.django_db


def fetch(name: str) -> bytes:
    response = Client().get(f"/directory.{name}")
    assert response.status_code == 200
    return response.getvalue()


def table() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch("csv").decode("utf-8-sig"))))


def features() -> list[dict]:
    found: list[dict] = json.loads(fetch("geojson"))["features"]
    return found


def test_a_row_says_it_all():
    resource = make_resource(
        "Café", miles=1, authorities=[SOUTHAMPTON], minimum_age=60, genders=["woman"], cost="free",
        phone="023 8000 0000", verified_on=dt.date(2026, 11, 1), description="Tea,\n“cake”; talk",
        place={"name": "Hall", "postcode": "SO17 1BJ", "step_free": "yes"},
    )  # fmt: skip
    Schedule.objects.create(resource=resource, weekday=1, starts=dt.time(10))
    row = table()[0]
    point = resource.places.get().point
    assert point is not None
    assert (float(row["latitude"]), float(row["longitude"])) == (point.y, point.x)
    expected = {
        "id": str(resource.pk), "name": "Café", "organisation": "Solent Together",
        "description": "Tea, “cake”; talk", "interests": "Walking", "how": "At a place",
        "when": "Tuesday 10:00", "cost": "Free", "who_for": "for women aged 60 or over",
        "area_served": SOUTHAMPTON, "phone": "023 8000 0000", "status": "Active",
        "last_checked": "2026-11-01", "place": "Hall", "postcode": "SO17 1BJ",
        "step_free": "Yes", "hearing_loop": "Not known",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_a_spreadsheet_knows_its_letters_and_finds_no_formula():
    make_resource('=HYPERLINK("https://evil.example")', phone="+44 1983 000000", cost_text="-1")
    assert fetch("csv").startswith(b"\xef\xbb\xbfid,name,")
    row = table()[0]
    assert row["name"] == '\'=HYPERLINK("https://evil.example")'
    assert row["phone"] == "'+44 1983 000000"
    assert row["cost"] == "'-1"


def test_west_of_greenwich_is_a_number_not_a_formula():
    make_resource(miles=1)
    assert table()[0]["longitude"].startswith("-1.39")


def test_every_place_has_a_row_and_what_has_none_has_one_too():
    resource = make_resource("Two places", miles=1)
    add_place(resource, 2)
    make_resource("Helpline")
    assert sorted(row["name"] for row in table()) == ["Helpline", "Two places", "Two places"]
    assert [row["latitude"] for row in table() if row["name"] == "Helpline"] == [""]
    assert sorted(f["geometry"] is None for f in features()) == [False, False, True]
    assert len({f["id"] for f in features()}) == 3


def test_closed_and_ended_are_left_out():
    today = timezone.localdate()
    make_resource("Open")
    make_resource("Last day", ends_on=today)
    make_resource("Paused", status="paused")
    make_resource("Closed", status="closed")
    make_resource("Ended", ends_on=today - dt.timedelta(days=1))
    assert sorted(row["name"] for row in table()) == ["Last day", "Open", "Paused"]


def test_a_confidential_address_is_in_neither(cora):
    make_resource(
        "Harbour House", miles=1, address_confidential=True, owner=cora,
        place={"name": "Rosewood", "address": "7 Hidden Lane", "town": "Netley",
               "postcode": "SO31 5AA", "transport": "Bus 9"},
    )  # fmt: skip
    place = Resource.objects.get().places.get()
    assert place.point is not None
    secrets = ["Rosewood", "Hidden Lane", "Netley", "SO31", "Bus 9", str(place.point.y)]
    for name in ("csv", "geojson"):
        said = fetch(name).decode()
        assert "Harbour House" in said
        assert [secret for secret in [*secrets, cora.email] if secret in said] == []


def test_a_map_program_opens_it(tmp_path):
    """GDAL is what QGIS reads with."""
    make_resource("Walk", miles=1)
    make_resource("Helpline")
    path = tmp_path / "directory.geojson"
    path.write_bytes(fetch("geojson"))
    layer = DataSource(path)[0]
    assert (layer.num_feat, layer.srs.srid) == (2, 4326)
    walk = next(feature for feature in layer if feature.get("name") == "Walk")
    point = Resource.objects.get(name="Walk").places.get().point
    assert point is not None
    assert json.loads(walk.geom.json)["coordinates"] == pytest.approx(point.coords)
    assert "last_checked" in layer.fields


def test_nothing_in_it_is_still_a_file():
    assert fetch("csv").count(b"\r\n") == 1
    assert features() == []


def test_its_licence_is_stated(settings):
    content = json.loads(fetch("geojson"))
    assert content["license"] == settings.GENIE_DIRECTORY_LICENCE_URL
    assert content["attribution"] == settings.GENIE_DIRECTORY_ATTRIBUTION
    make_resource()
    Feed.objects.create(name="Council", attribution="Contains data of Anytown Council.")
    row = table()[0]
    assert row["licence"] == settings.GENIE_DIRECTORY_LICENCE
    assert row["attribution"].endswith(" Contains data of Anytown Council.")
    link = Client().get("/directory.csv")["Link"]
    assert link == f'<{settings.GENIE_DIRECTORY_LICENCE_URL}>; rel="license"'


def test_it_is_written_as_it_is_read(monkeypatch):
    monkeypatch.setattr(light, "AT_A_TIME", 2)
    for n in range(5):
        make_resource(f"Number {n}", miles=1)
    lines = downloads.as_csv()
    next(lines)
    with CaptureQueriesContext(connection) as queries:
        next(lines)
    of_times = ' FROM "resources_schedule" WHERE'
    assert sum(of_times in query["sql"] for query in queries) == 1
    assert len(list(lines)) == 4


def test_the_cost_of_more_is_only_that_of_more_batches():
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            fetch("csv")
        return len(queries)

    make_resource(miles=1)
    one = cost()
    for n in range(5):
        make_resource(f"Number {n}", miles=1)
    assert cost() == one


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_only_read_and_only_when_changed(client, name):
    make_resource()
    Resource.objects.update(updated_at=timezone.now() - dt.timedelta(days=2))
    address = f"/directory.{name}"
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405
    first = client.get(address)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert f'filename="directory.{name}"' in first["Content-Disposition"]
    for stamp in (
        {"if_modified_since": first["Last-Modified"]},
        {"if_none_match": first["ETag"]},
    ):
        again = client.get(address, headers=stamp)
        assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    make_resource("Another")
    assert client.get(address, headers={"if_none_match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_asking_what_it_is_reads_no_entries(client, name):
    make_resource()
    with CaptureQueriesContext(connection) as queries:
        head = client.head(f"/directory.{name}")
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert "ETag" in head and "Content-Length" not in head
    assert not any("resources_provider" in query["sql"] for query in queries)
