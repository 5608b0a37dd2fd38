"""The area that an entry serves: drawn on a map, seen again, and checked."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.gis.geos import Point
from django.urls import reverse
from playwright.sync_api import expect

from resources.models import Place, Resource
from tests.browser import sign_in
from tests.resources.admin.conftest import form_data

SQUARE = ((-1.5, 50.8), (-1.3, 50.8), (-1.3, 51.0), (-1.5, 51.0), (-1.5, 50.8))
BOW = ((-1.5, 50.8), (-1.3, 51.0), (-1.3, 50.8), (-1.5, 51.0), (-1.5, 50.8))
FAR = ((10, 50), (11, 50), (11, 51), (10, 51), (10, 50))


def change(entry: Resource) -> str:
    return reverse("admin:resources_resource_change", args=[entry.pk])


def posted(entry, ring) -> dict:
    area = json.dumps({"type": "MultiPolygon", "coordinates": [[ring]]})
    return form_data(entry, delivery=["phone"], area=area)


@pytest.mark.django_db
def test_what_was_drawn_is_kept_and_taken_away(as_cora, entry):
    assert as_cora.post(change(entry), posted(entry, SQUARE)).status_code == 302
    entry.refresh_from_db()
    assert entry.area.coords == (((SQUARE),),)
    assert as_cora.post(change(entry), form_data(entry, delivery=["phone"])).status_code == 302
    entry.refresh_from_db()
    assert entry.area is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ring", "message"),
    [
        (BOW, "The lines of the area cross each other: draw it again."),
        (FAR, "This area is not in the United Kingdom."),
        ([], "This area has no corners: draw it again."),
        ("nonsense", "This area has no corners: draw it again."),
    ],
)
def test_an_area_that_cannot_be_says_why(as_cora, entry, ring, message):
    answer = as_cora.post(change(entry), posted(entry, ring))
    assert answer.status_code == 200
    assert message in [one.message for one in answer.context["problems"]]
    assert Resource.objects.get().area is None


pytestmark = pytest.mark.filterwarnings("ignore:.*GEOS.*")


@pytest.fixture
def who_it_is_for(page, live_server, cora, entry, postcode_directory):
    """The part of the page with the map, as cora sees it."""
    Place.objects.create(resource=entry, postcode="SO17 1BJ", point=Point(-1.39571, 50.9341))
    sign_in(page, live_server, cora)
    page.goto(live_server.url + change(entry))
    page.get_by_text("Who it is for", exact=True).last.click()
    return page


def save(page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    page.get_by_text("Who it is for", exact=True).last.click()


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_area_is_drawn_by_clicks(who_it_is_for, entry, troubles):
    page = who_it_is_for
    page.get_by_role("button", name="Draw an area").click()
    area = page.get_by_label("The area served, on the map")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    corners = [(200, 100), (350, 100), (350, 250), (200, 250)]
    for number, (x, y) in enumerate(corners, start=1):
        while page.locator(".area__corner").count() < number:  # one takes a moment to be ready
            page.mouse.click(box["x"] + x, box["y"] + y)
    while not page.get_by_text("The area is drawn").is_visible():
        page.mouse.click(box["x"] + corners[0][0], box["y"] + corners[0][1])
    assert Axe().run(page, context=".area").response["violations"] == []
    # axe copies what Django's forms.css imports into a style element of its own, which is blocked
    assert all("Applying inline style" in trouble for trouble in troubles)
    troubles.clear()
    save(page)
    entry.refresh_from_db()
    assert [len(rings[0]) for rings in entry.area.coords] == [5]


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_area_is_made_changed_seen_again_and_taken_away_without_a_mouse(who_it_is_for, entry):
    page = who_it_is_for
    page.get_by_label("Miles").fill("3")
    page.get_by_role("button", name="All round its place").press("Enter")
    page.get_by_text("All within 3 miles of its place.").wait_for()
    kept = page.locator(".area__value").input_value()
    north = page.get_by_role("button", name="Corner 1 of 24.")
    north.press("ArrowUp")
    page.get_by_text("The corner is moved.").wait_for()
    expect(north).to_be_focused()
    north.press("PageDown")
    page.get_by_role("button", name="Corner 2 of 24.").press("Enter")
    page.get_by_text("A corner is added.").wait_for()
    [ring] = json.loads(page.locator(".area__value").input_value())["coordinates"][0]
    assert (len(ring), ring[0][1] > 50.978) == (26, True)  # closed: the first is the last as well
    page.get_by_role("button", name="Corner 3 of 25.").press("Delete")
    page.get_by_text("The corner is taken away.").wait_for()
    page.get_by_role("button", name="Corner 3 of 24.").press("PageUp")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowDown")
    expect(north).to_be_focused()
    assert page.locator(".area__value").input_value() == kept
    save(page)
    entry.refresh_from_db()
    (west, south, east, north) = entry.area.extent
    assert round((north - south) * 69.1, 1) == 6.0
    assert (round((west + east) / 2, 3), round((north + south) / 2, 3)) == (-1.396, 50.934)

    page.locator(".area__map path.leaflet-interactive").wait_for()
    page.get_by_role("button", name="Take the area away").click()
    save(page)
    entry.refresh_from_db()
    assert entry.area is None
