"""The map on the plan's page and on its sheet: what is pinned, and what never is."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans import actions, told
from resources.models import Place
from tests.browser import axe, sign_in

PAPER = "plans:print"


@pytest.fixture(params=["plans:plan", PAPER])
def url(session, request) -> str:
    return reverse(request.param, args=[session.pk]) + "?where=on"


@pytest.fixture
def choose(session, wants_fitness, make_resource):
    def choose(name: str, **facts):
        resource = make_resource(name, **facts)
        resource.places.update(point="SRID=4326;POINT(-1.39571 50.9341)")
        return actions.choose(session=session, resource=resource, place=resource.places.first())

    return choose


def pins(page: str) -> list[dict]:
    found = re.search(r'<script id="plan-pins" type="application/json">(.*?)</script>', page)
    return json.loads(found[1]) if found else []


def test_what_is_at_one_place_shares_its_pin(as_alice, url, choose):
    choose("Strollers"), choose("Swim")

    assert pins(as_alice.get(url).content.decode()) == [
        {"at": [50.9341, -1.39571], "numbers": [1, 2], "names": ["Strollers", "Swim"]}
    ]


@pytest.mark.parametrize("url", [PAPER], indirect=True)
def test_there_is_a_map_only_when_asked_for(as_alice, url, choose):
    choose("Strollers")

    without = as_alice.get(url.removesuffix("?where=on")).content.decode()

    assert ("plan-map" in without, "With a map of where it is" in without) == (False, True)


@pytest.mark.parametrize("when", ["that day", "since"])
def test_a_confidential_address_is_never_pinned(as_alice, url, choose, when):
    item = choose("Safe House", address_confidential=when == "that day")
    item.resource.address_confidential = True
    item.resource.save()

    page = as_alice.get(url).content.decode()

    assert (pins(page), "50.93" in page, "plan-map" in page) == ([], False, False)


def test_confidential_that_day_stays_so_on_the_sheet(as_alice, url, choose):
    item = choose("Safe House", address_confidential=True)
    item.resource.address_confidential = False
    item.resource.save()

    assert pins(as_alice.get(url).content.decode()) == []


def test_what_is_open_is_pinned_beside_what_is_confidential(as_alice, url, choose):
    choose("Safe House", address_confidential=True), choose("Strollers")

    assert [pin["numbers"] for pin in pins(as_alice.get(url).content.decode())] == [[2]]


def test_a_place_that_has_moved_is_not_pinned_beside_its_old_address(as_alice, url, choose):
    choose("Strollers")
    Place.objects.update(postcode="PO30 1UD")

    assert pins(as_alice.get(url).content.decode()) == []


@pytest.mark.browser
@pytest.mark.parametrize("url", ["plans:plan"], indirect=True)
def test_the_page_shows_where_beside_what_is_typed(page, live_server, alice, url, choose, session):
    choose("Strollers"), choose("Swim")
    session.participant.postcode = "SO14 7DW"
    session.participant.save()
    sign_in(page, live_server, alice)
    page.goto(live_server.url + url)

    where = page.get_by_role("region", name="Where it is")
    expect(where.locator(".pin__drop")).to_have_text("1, 2")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    axe(page)


@pytest.mark.browser
@pytest.mark.parametrize("url", [PAPER], indirect=True)
def test_the_sheet_shows_where_and_prints_it_without_buttons(
    page, live_server, alice, url, choose, session
):
    choose("Strollers")
    session.participant.postcode = "SO14 7DW"
    session.participant.save()
    sign_in(page, live_server, alice)
    page.goto(live_server.url + url.removesuffix("?where=on"))
    page.get_by_label("With a map of where it is").check()

    where = page.get_by_role("region", name="Where it is")
    expect(where.locator(".pin__drop")).to_have_text("1")
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    axe(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Closer")).to_be_hidden()
    expect(where.locator(".pin__drop")).to_be_visible()


def test_without_a_town_the_postcode_stands_by_itself():
    place = {"name": "Hall B", "address": "", "town": "", "postcode": "SO14 3FE"}
    assert told.spot(place) == "Hall B, SO14 3FE"
    assert told.spot(place | {"town": "Southampton"}) == "Hall B, Southampton SO14 3FE"
