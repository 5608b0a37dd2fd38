"""The pin on the map, with real hands."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.gis.geos import Point
from django.urls import reverse

from geography.vocabulary import PointSource
from resources.models import Place
from tests.browser import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("postcode_directory"),
]


@pytest.fixture
def entry_page(page, live_server, cora, entry):
    Place.objects.create(resource=entry, postcode="PO30 1UD", name="The Weighbridge")
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_resource_change", args=[entry.pk]))
    return page


def save(page) -> tuple[Point, str]:
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    place = Place.objects.get()
    assert place.point is not None
    return place.point, place.point_source


def type_postcode(page, postcode: str) -> None:
    page.get_by_role("textbox", name="Postcode:").fill(postcode)
    page.keyboard.press("Tab")


def test_the_pin_is_put_by_a_postcode_and_moved_by_hand(entry_page):
    entry_page.get_by_text("There is no pin yet.").wait_for()
    type_postcode(entry_page, "so17 1bj")
    entry_page.get_by_text("The pin is at SO17 1BJ (postcode directory).").wait_for()
    pin = entry_page.get_by_label("The pin. The arrow keys move it.")
    assert pin.is_visible()
    assert "SO17" not in entry_page.url
    point, source = save(entry_page)
    assert (point.coords, source) == ((-1.39571, 50.9341), PointSource.POSTCODE)

    pin.scroll_into_view_if_needed()
    box = pin.bounding_box()
    entry_page.mouse.move(box["x"] + 15, box["y"] + 20)
    entry_page.mouse.down()
    entry_page.mouse.move(box["x"] + 60, box["y"] + 70, steps=8)
    entry_page.mouse.up()
    entry_page.get_by_text("The pin was placed by hand.").wait_for()
    dragged, source = save(entry_page)
    assert source == PointSource.PIN
    assert dragged.x > -1.39571 and dragged.y < 50.9341

    type_postcode(entry_page, "SO17 1WD")
    entry_page.get_by_text("The pin is at SO17 1WD (postcode directory).").wait_for()
    pin.focus()
    entry_page.keyboard.press("ArrowRight")
    entry_page.get_by_text("The pin was placed by hand.").wait_for()
    moved, source = save(entry_page)
    assert source == PointSource.PIN
    assert moved.x > -1.40316

    entry_page.get_by_text("Add another Place").click()
    entry_page.locator("#id_places-1-postcode").fill("SO14 7LP")
    entry_page.keyboard.press("Tab")
    entry_page.get_by_text("The pin is at SO14 7LP").wait_for()


@pytest.mark.full
def test_a_postcode_without_a_location_can_be_clicked_on_the_map(entry_page, troubles):
    entry_page.get_by_text("There is no pin yet.").wait_for()
    type_postcode(entry_page, "JE2 3AB")
    entry_page.get_by_text("the Isle of Man. Click the map").wait_for()
    entry_page.locator(".pin__map").first.click()  # its middle is on land
    entry_page.get_by_text("The pin was placed by hand.").wait_for()
    assert Axe().run(entry_page, context=".pin").response["violations"] == []
    # axe copies what Django's forms.css imports into a style element of its own, which is blocked
    assert all("Applying inline style" in trouble for trouble in troubles)
    troubles.clear()
    assert save(entry_page)[1] == PointSource.PIN
