"""How the feed answers: pages, errors, other origins, caches; and what that costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from geography.memory import cache
from open_referral.models import Feed
from open_referral.publish import paging
from resources.models import Place, Resource
from tests.open_referral.api_client import ROOT, every, get
from tests.resources.directory import add_place, make_resource

pytestmark = pytest.mark.django_db

LISTS = ["services", "service_at_locations", "taxonomies", "taxonomy_terms"]


def make_many(number: int) -> None:
    for n in range(number):
        make_resource(f"Number {n}", miles=1)


def ask(path: str, **headers: str):
    return Client().get(ROOT + path, headers=headers)


def test_what_this_is_and_on_what_terms(settings):
    about = get("")
    assert about["version"] == "HSDS-UK-3.0"
    assert about["profile"].startswith("https://")
    assert about["openapi_url"].endswith("openapi.json")
    assert about["license"]["name"] == "Open Government Licence v3.0"
    assert about["attribution"] == settings.GENIE_DIRECTORY_ATTRIBUTION
    Feed.objects.create(name="Council", attribution="Contains data of Anytown Council.")
    assert get("")["attribution"].endswith(" Contains data of Anytown Council.")
    assert ask("services")["Link"] == f'<{settings.GENIE_DIRECTORY_LICENCE_URL}>; rel="license"'


def test_pages():
    make_many(5)
    page = get("services", per_page=2, page=2)
    assert len(page.pop("contents")) == 2
    assert page == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
    }
    first, last = get("services", per_page=2), get("services", per_page=2, page=3)
    assert (first["first_page"], first["last_page"]) == (True, False)
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 1)


def test_an_empty_list_is_one_empty_page():
    page = get("services")
    assert (page["total_items"], page["total_pages"], page["empty"]) == (0, 1, True)
    assert page["first_page"] and page["last_page"]


def test_a_page_beyond_the_last_is_empty():
    make_many(1)
    for number in ("2", "999999999999999999999999"):
        page = get("services", page=number)
        assert (page["empty"], page["last_page"], page["total_items"]) == (True, True, 1)


def test_every_row_is_on_one_page_whatever_the_size(monkeypatch):
    monkeypatch.setattr(paging, "STRIDE", 3)
    make_many(8)
    expected = [str(key) for key in Resource.objects.order_by("pk").values_list("pk", flat=True)]
    for per_page in range(1, 10):
        assert [found["id"] for found in every("services", per_page=per_page)] == expected
        assert len(every("service_at_locations", per_page=per_page)) == 8


def test_pages_are_bounded(monkeypatch):
    monkeypatch.setattr("open_referral.publish.parameters.MOST_PER_PAGE", 2)
    make_many(3)
    assert get("services", per_page=1000)["size"] == 2


def test_a_change_is_seen_at_once():
    make_many(1)
    assert get("services")["total_items"] == 1
    make_many(1)
    assert get("services")["total_items"] == 2
    Place.objects.earliest("pk").delete()
    assert get("service_at_locations")["total_items"] == 1
    Resource.objects.all().delete()
    assert get("services")["total_items"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=x", "page=1.5", "page=%00", "per_page=0", "per_page=many",
        "per_page=" + "9" * 5000,
        "taxonomy_term_id=7", "taxonomy_id=x%00", "minimum_age=old", "minimum_age=-1",
        "maximum_age=nan", "maximum_age=inf", "start_time=25:00", "end_time=noon", "day=XX",
        "day=%F0%9F%98%80", "modified_after=yesterday", "modified_after=2026-13-45",
        "search=%00", "search=" + "a" * 201,
    ],
)  # fmt: skip
def test_a_bad_parameter_is_named(query):
    name = query.split("=")[0]
    for path in ("services", "service_at_locations"):
        response = ask(f"{path}?{query}")
        assert response.status_code == 400
        assert response["Content-Type"] == "application/json"
        assert list(response.json()["errors"]) == [name]
        assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "query",
    [
        "postcode=HELLO", "postcode=ZZ99 9ZZ", "postcode=%00", "proximity=100",
        "postcode=SO17 1BJ&proximity=-1", "postcode=SO17 1BJ&proximity=1e99",
        "postcode=JE2 3AB", "postcode=" + "x" * 300,
    ],
)  # fmt: skip
def test_a_bad_postcode_or_distance(postcode_directory, query):
    assert ask(f"service_at_locations?{query}").status_code == 400


def test_extreme_but_sound_parameters():
    make_many(1)
    for query in (
        "modified_after=0001-01-01",
        "modified_after=9999-12-31T23:59:59%2B14:00",
        "minimum_age=149.9",
        "unknown=1",
        "full=nonsense",
        "page=&per_page=&day=&taxonomy_id=",
    ):
        assert ask(f"services?{query}").status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_what_is_not_there(path):
    for key in ("ac148810-d857-441c-9679-408f346de14b", "7", "%00", "%F0%9F%98%80", "a" * 3000):
        response = ask(f"{path}/{key}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/json")
        assert response["Access-Control-Allow-Origin"] == "*"


def test_an_address_of_nothing():
    assert ask("organizations").json()["message"] != ""
    assert ask("organizations").status_code == 404


def test_with_and_without_a_slash():
    assert ask("services/").json() == ask("services").json()
    root = Client().get(ROOT.removesuffix("/"))
    assert (root.status_code, root.json()) == (200, ask("").json())


def test_only_to_be_read():
    for verb in ("post", "put", "patch", "delete"):
        response = getattr(Client(enforce_csrf_checks=True), verb)(ROOT + "services")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    allowed = Client().options(ROOT + "services")
    assert (allowed.status_code, allowed["Access-Control-Allow-Origin"]) == (204, "*")
    head = Client().head(ROOT + "services")
    assert (head.status_code, head.content) == (200, b"")


def test_anyone_may_read_it_and_nobody_is_remembered():
    make_many(1)
    for path in ("", *LISTS):
        response = ask(path)
        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies


def test_unchanged_is_not_sent_again():
    make_many(2)
    detail = f"services/{Resource.objects.earliest('pk').pk}"
    for path in ("", "services", "service_at_locations", "taxonomy_terms", detail):
        whole = ask(path)
        again = ask(path, if_none_match=whole["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
    for path in ("services", "service_at_locations", detail):
        again = ask(path, if_modified_since=ask(path)["Last-Modified"])
        assert again.status_code == 304


def test_changed_is_sent():
    make_many(2)
    resource = Resource.objects.earliest("pk")
    detail = f"services/{resource.pk}"
    tags = {path: ask(path)["ETag"] for path in ("services", detail)}
    an_hour_ago = http_date(timezone.now().timestamp() - 3600)
    resource.name = "Renamed"
    resource.save()
    for path, tag in tags.items():
        assert ask(path, if_none_match=tag).status_code == 200
        assert ask(path, if_modified_since=an_hour_ago).status_code == 200


def test_last_modified_moves_on_when_something_is_removed():
    make_many(2)
    past = timezone.now() - dt.timedelta(days=3)
    Resource.objects.update(updated_at=past)
    resource = Resource.objects.earliest("pk")
    key = resource.pk
    detail = parse_http_date(ask(f"services/{key}")["Last-Modified"])
    assert detail == int(past.timestamp())
    resource.delete()
    listed = parse_http_date(ask("services")["Last-Modified"])
    assert timezone.now().timestamp() - listed < 60
    gone = ask(f"services/{key}")
    assert gone.status_code == 410


def cost(path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert ask(path).status_code == 200
    return len(queries)


def test_the_cost_of_a_page_does_not_grow():
    # the directory's version, the outline's two, the page, two for the last change; the times,
    # for whether they are over; and the places of services, for addresses to withhold
    paths = {"services": 8, "service_at_locations": 7, "services?full=true": 12}
    make_resource("One", miles=1, place={"postcode": "SO17 1BJ"})
    one = {path: cost(path) for path in paths}
    for n in range(6):
        resource = make_resource(f"Number {n}", miles=1, days=[1, 2], authorities=[f"E0{n}"])
        add_place(resource, 2, postcode="SO17 1BJ")
    assert {path: cost(path) for path in paths} == one == paths


def test_the_second_page_needs_no_second_count():
    make_many(3)
    first = cost("services?per_page=1")
    with CaptureQueriesContext(connection) as queries:
        ask("services?per_page=1&page=2")
    assert len(queries) == first - 2
