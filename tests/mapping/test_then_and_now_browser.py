"""Then and now in a real browser: keys, a phone, paper, no JavaScript, the accessibility check."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, sign_in
from tests.mapping.test_then_and_now import first, second, third  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def url(live_server, third):  # noqa: F811
    return live_server.url + reverse("mapping:then_and_now", args=[third.pk])


@pytest.fixture
def opened(page, live_server, alice, url):
    sign_in(page, live_server, alice)
    page.goto(url)
    return page


@pytest.mark.full
def test_from_the_map_and_step_by_step_with_keys_alone(page, live_server, alice, third):  # noqa: F811
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("mapping:network", args=[third.pk]))
    page.get_by_role("link", name="Then and now").press("Enter")

    expect(page.get_by_role("heading", name="Then and now")).to_be_visible()
    maps = page.get_by_role("navigation", name="Which maps").get_by_role("link")
    expect(maps).to_have_count(3)
    expect(maps.nth(0)).to_have_accessible_name("Mar 2026 to Jun 2026")
    expect(maps.nth(1)).to_have_accessible_name("Jun 2026 to Sep 2026")
    expect(maps.nth(2)).to_have_accessible_name(
        "First and last from 3 March 2026 to 7 September 2026"
    )
    page.get_by_role("main").focus()
    page.keyboard.press("Tab")
    expect(maps.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sue is no longer on your map.")).to_be_visible()
    expect(page.get_by_role("link", name="Mar 2026 to Jun 2026")).to_have_attribute(
        "aria-current", "true"
    )


@pytest.mark.full
def test_one_picture_keeps_the_maps_that_were_chosen(opened):
    page = opened
    page.get_by_role("link", name="First and last").click()
    expect(page.get_by_role("img")).to_have_count(2)

    page.get_by_role("link", name="In one picture").click()

    expect(page.get_by_role("img", name="Both maps in one picture")).to_be_visible()
    expect(page.get_by_role("img")).to_have_count(1)
    expect(page.get_by_text("Your map on 3 March 2026, and on 7 September 2026.")).to_be_visible()
    axe(page)


@pytest.mark.full
def test_nothing_is_wrong_with_either_view_in_either_theme(opened, url):
    page = opened
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)


@pytest.mark.full
def test_on_a_phone_initials_fit(new_context, live_server, alice, url):
    page = new_context(viewport={"width": 320, "height": 800}).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    expect(page.get_by_role("img", name="The map now")).to_contain_text("R")
    expect(page.get_by_role("img", name="The map now")).not_to_contain_text("Raj")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    axe(page)


@pytest.mark.full
def test_paper_shows_pictures_and_sentences_but_no_choices(opened):
    page = opened
    page.emulate_media(media="print")

    expect(page.get_by_role("link", name="First and last")).to_be_hidden()
    expect(page.get_by_role("img", name="The map now")).to_contain_text("Raj")
    expect(page.get_by_text("You see Raj more often")).to_be_visible()


@pytest.mark.full
def test_without_javascript(new_context, live_server, alice, url):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    page.get_by_role("link", name="Mar 2026 to Jun 2026").click()

    expect(page.get_by_text("Mo is new on your map.")).to_be_visible()
