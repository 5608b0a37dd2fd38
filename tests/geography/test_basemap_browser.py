"""Streets on the map in a real browser: what is drawn, in which colours, and what is not."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from resources.models import Place
from tests.browser import sign_in
from tests.geography.basemap_file import SCHEMES, write_basemap
from tests.postcode_rows import create_postcodes
from tests.resources.directory import make_resource

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How many pixels of the map's squares have the colour of a custom property of the style sheet.
PIXELS = """(property) => {
  const map = document.querySelector(".leaflet-container");
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  probe.fillStyle = getComputedStyle(map).getPropertyValue(property).trim();
  probe.fillRect(0, 0, 1, 1);
  const wanted = probe.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
  let found = 0;
  for (const square of map.querySelectorAll("canvas.leaflet-tile-loaded")) {
    const { data } = square.getContext("2d").getImageData(0, 0, square.width, square.height);
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 255 && data.slice(at, at + 3).join() === wanted) found += 1;
    }
  }
  return found;
}"""
DRAWN = ("--map-main", "--map-minor", "--map-green", "--map-water", "--map-building", "--map-rail")


@pytest.fixture
def entry(db):
    create_postcodes()
    entry = make_resource("Strollers", miles=0.1)
    Place.objects.update(postcode="SO17 1BJ", point="SRID=4326;POINT(-1.39571 50.9341)")
    return entry


@pytest.fixture
def basemap(tmp_path, settings, entry):
    def make(**options):
        settings.GENIE_BASEMAP = str(write_basemap(tmp_path / "streets.pmtiles", **options))

    return make


@pytest.fixture
def open_map(page, live_server, cora, entry):
    """The entry's page, with the map on which its pin stands."""

    def go():
        sign_in(page, live_server, cora)
        page.goto(live_server.url + reverse("admin:resources_resource_change", args=[entry.pk]))
        expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
        return page

    return go


def wait_for(page, colour: str) -> None:
    page.wait_for_function(f"(property) => ({PIXELS})(property) > 20", arg=colour)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_streets_are_drawn_in_our_colours_from_any_scheme(basemap, open_map, scheme):
    basemap(scheme=scheme)
    page = open_map()

    # one zoom further out the park and the river are to be seen, too
    for _ in range(2):
        page.get_by_role("button", name="Further out").click()

    for colour in DRAWN:
        wait_for(page, colour)
    expect(page.locator(".leaflet-control-attribution").first).to_contain_text("© Nobody & sons")


def test_they_are_drawn_in_the_dark_too(basemap, open_map, page):
    page.emulate_media(color_scheme="dark")
    basemap()
    open_map()

    wait_for(page, "--map-main")
    assert page.evaluate(PIXELS, "--map-ground") > 1000


def test_the_file_is_read_by_ranges_and_the_renderer_once(basemap, open_map, page):
    asked = []
    page.on("request", lambda request: asked.append(request))
    basemap()
    open_map()
    wait_for(page, "--map-main")

    ranges = [one for one in asked if one.url.endswith("/map/basemap.pmtiles")]
    assert {one.response().status for one in ranges} == {206}
    assert len([one for one in asked if "protomaps-leaflet" in one.url]) == 1


def test_without_a_file_no_renderer_is_fetched(open_map, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_map()
    wait_for(page, "--map-dot")

    assert [url for url in asked if "protomaps" in url or "basemap.pmtiles" in url] == []
    assert page.evaluate(PIXELS, "--map-main") == 0


def test_a_file_that_has_gone_leaves_the_map_as_without(basemap, open_map, page, troubles):
    basemap()
    page.route("**/map/basemap.pmtiles", lambda route: route.fulfill(status=404, body="gone"))
    open_map()

    wait_for(page, "--map-dot")
    page.get_by_role("button", name="Further out").click()
    wait_for(page, "--map-dot")
    assert all("404" in one for one in troubles)
    troubles.clear()


def test_outside_the_file_the_map_is_drawn_as_without(basemap, open_map, page):
    basemap(bounds=(-2.5, 51.4, -2.4, 51.5))
    open_map()

    wait_for(page, "--map-dot")
    assert page.evaluate(PIXELS, "--map-main") == 0


def test_with_the_line_cut_the_map_stays_and_comes_back(basemap, open_map, page, troubles):
    basemap()
    open_map()
    wait_for(page, "--map-main")

    page.context.set_offline(True)
    for _ in range(3):
        page.get_by_role("button", name="Further out").click()
    expect(page.get_by_label("The pin. The arrow keys move it.")).to_be_visible()
    page.context.set_offline(False)
    for _ in range(3):
        page.get_by_role("button", name="Closer").click()

    wait_for(page, "--map-main")
    assert [one for one in troubles if "ERR_INTERNET_DISCONNECTED" not in one] == []
    troubles.clear()
