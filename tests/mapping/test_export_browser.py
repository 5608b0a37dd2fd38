"""The fold-out from which the map is exported, in a real browser."""

import struct
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import axe, sign_in
from tests.mapping.people import put_on_map

pytestmark = pytest.mark.browser


@pytest.fixture
def url(live_server, session):
    put_on_map(session, "Ann Smith", 1, relationship="sibling", frequency="daily")
    put_on_map(session, "🐶 Rex", 2, relationship="pet")
    return live_server.url + reverse("mapping:network", args=[session.pk])


@pytest.fixture
def opened(page, live_server, alice, url):
    sign_in(page, live_server, alice)
    page.goto(url)
    return page


@pytest.fixture
def stem(session):
    return f"{session.participant.reference}-{timezone.localdate():%Y-%m-%d}"


def taken(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value


@pytest.mark.full
def test_a_png_made_in_the_browser(opened, stem, tmp_path):
    page = opened
    page.get_by_text("Export", exact=True).click()

    download = taken(page, "Picture (PNG)")

    expect(
        page.get_by_role("main").get_by_text("The picture is among your downloads.")
    ).to_be_visible()
    assert download.suggested_filename == f"{stem}-map.png"
    download.save_as(tmp_path / "map.png")
    content = (tmp_path / "map.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert width == 2000
    assert height > 2000
    axe(page)


def test_a_drawing_with_names_by_keyboard_alone(opened, stem):
    page = opened
    page.get_by_text("Export", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="First names")).to_be_checked()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Drawing (SVG)")).to_be_focused()

    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename == f"{stem}-map.svg"
    assert "Ann Smith" in download.value.path().read_text()


@pytest.mark.full
@pytest.mark.parametrize(
    ("button", "name"),
    [
        ("People (CSV)", "members.csv"),
        ("Counts (CSV)", "ego.csv"),
        ("Network (GraphML)", "map.graphml"),
    ],
)
def test_every_file(opened, stem, button, name):
    opened.get_by_text("Export", exact=True).click()

    assert taken(opened, button).suggested_filename == f"{stem}-{name}"


def test_without_a_connection_it_says_so(opened, troubles):
    page = opened
    page.get_by_text("Export", exact=True).click()
    page.context.set_offline(True)

    page.get_by_role("button", name="Picture (PNG)").click()

    expect(page.get_by_role("main").get_by_text("The picture could not be made.")).to_be_visible()
    assert all("ERR_INTERNET_DISCONNECTED" in trouble for trouble in troubles)
    troubles.clear()


@pytest.mark.full
def test_on_paper_with_initials_then_names(opened):
    page = opened
    page.get_by_text("Export", exact=True).click()
    page.get_by_role("button", name="On paper").click()

    expect(page.get_by_role("heading", name="Who is there for me")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="sibling · daily")).to_contain_text("AS")
    axe(page)
    page.get_by_role("link", name="First names").click()
    expect(page.get_by_role("listitem").filter(has_text="daily")).to_contain_text("Ann Smith")
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
    expect(page.get_by_role("link", name="Back to the map")).to_be_hidden()


@pytest.mark.full
def test_without_javascript(new_context, live_server, alice, url, stem):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)
    page.get_by_text("Export", exact=True).click()

    expect(page.get_by_role("button", name="Picture (PNG)")).to_be_hidden()
    download = taken(page, "Drawing (SVG)")
    assert download.suggested_filename == f"{stem}-map.svg"
    root = ET.fromstring(download.path().read_text())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
