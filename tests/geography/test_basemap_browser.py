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
  const [wanted] = new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer);
  let found = 0;
  for (const square of map.querySelectorAll("canvas.leaflet-tile-loaded")) {
    const { data } = square.getContext("2d").getImageData(0, 0, square.width, square.height);
    for (const pixel of new Uint32Array(data.buffer)) found += pixel === wanted;
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
    def make(scheme="protomaps", **options):
        file = tmp_path / f"{scheme}{len(options)}.pmtiles"
        settings.GENIE_BASEMAP = str(write_basemap(file, scheme, **options))

    return make


@pytest.fixture
def open_map(page, live_server, cora, entry):
    """The entry's page, with the map on which its pin stands."""
    sign_in(page, live_server, cora)

    def go():
        page.goto(live_server.url + reverse("admin:resources_resource_change", args=[entry.pk]))
        expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()

    return go


def wait_for(page, colour: str) -> None:
    page.wait_for_function(f"(property) => ({PIXELS})(property) > 20", arg=colour)


def click(page, button: str, times: int) -> None:
    for _ in range(times):
        page.get_by_role("button", name=button).click()


@pytest.mark.full
def test_streets_are_drawn_in_our_colours_from_any_scheme(basemap, open_map, page):
    for scheme in SCHEMES:
        basemap(scheme)
        open_map()
        # further out the park and the river are to be seen, too
        click(page, "Further out", 2)
        for colour in DRAWN:
            wait_for(page, colour)
        expect(page.locator(".leaflet-control-attribution").first).to_contain_text(
            "© Nobody & sons"
        )

    page.emulate_media(color_scheme="dark")
    open_map()
    wait_for(page, "--map-main")
    assert page.evaluate(PIXELS, "--map-ground") > 1000


@pytest.mark.full
def test_the_file_is_read_by_ranges_and_survives_a_cut_line(basemap, open_map, page, troubles):
    asked = []
    page.on("response", lambda response: asked.append(response))
    basemap()
    open_map()
    wait_for(page, "--map-main")
    ranges = [one for one in asked if one.url.endswith("/map/basemap.pmtiles")]
    assert {one.status for one in ranges} == {206}
    assert len([one for one in asked if "protomaps-leaflet" in one.url]) == 1

    page.context.set_offline(True)
    click(page, "Further out", 3)
    expect(page.get_by_label("The pin. The arrow keys move it.")).to_be_visible()
    page.context.set_offline(False)
    click(page, "Closer", 3)

    wait_for(page, "--map-main")
    assert [one for one in troubles if "ERR_INTERNET_DISCONNECTED" not in one] == []
    troubles.clear()


@pytest.mark.full
def test_without_a_file_or_outside_it_the_map_is_drawn_as_before(basemap, open_map, page, troubles):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_map()
    wait_for(page, "--map-dot")
    assert [url for url in asked if "protomaps" in url or "basemap.pmtiles" in url] == []
    assert page.evaluate(PIXELS, "--map-main") == 0

    basemap(bounds=(-2.5, 51.4, -2.4, 51.5))
    open_map()
    wait_for(page, "--map-dot")
    assert page.evaluate(PIXELS, "--map-main") == 0

    basemap()
    page.route("**/map/basemap.pmtiles", lambda route: route.fulfill(status=404, body="gone"))
    open_map()
    wait_for(page, "--map-dot")
    click(page, "Further out", 1)
    wait_for(page, "--map-dot")
    assert all("404" in one for one in troubles)
    troubles.clear()
