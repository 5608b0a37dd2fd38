"""A manager has many pages: in groups, by keyboard, and behind one button on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, sign_in

pytestmark = pytest.mark.browser


def test_a_group_opens_and_closes_by_keyboard(page, live_server, mo):
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, live_server, mo)
    page.goto(live_server.url + reverse("facilitation:team"))
    menu = page.get_by_role("navigation", name="You")
    results, figures = menu.get_by_text("Results").first, menu.get_by_role("link", name="Figures")
    expect(figures).to_be_hidden()

    results.press("Enter")
    expect(figures).to_be_visible()
    axe(page)
    results.press("Tab")
    expect(figures).to_be_focused()
    figures.press("Escape")
    expect(figures).to_be_hidden()
    expect(results).to_be_focused()

    results.press("Enter")
    for _ in range(4):  # its three links, and on
        page.keyboard.press("Tab")
    expect(menu.get_by_text("Organisation", exact=True).first).to_be_focused()
    expect(figures).to_be_hidden()
    page.keyboard.press("Enter")
    here = menu.get_by_role("link", name="Colleagues")
    expect(here).to_have_attribute("aria-current", "page")


def test_on_a_phone_one_button_has_all_of_it(page, live_server, mo):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, live_server, mo)
    page.goto(live_server.url)
    menu = page.get_by_role("navigation", name="You")
    expect(menu.get_by_role("link")).to_have_count(0)

    menu.get_by_text("Menu").click()
    expect(menu.get_by_role("link")).to_have_count(14)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    menu.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", name="Figures", exact=True)).to_be_visible()


@pytest.mark.full
def test_on_a_tablet_a_facilitators_pages_take_one_row(page, live_server, alice):
    page.set_viewport_size({"width": 820, "height": 1180})
    sign_in(page, live_server, alice)
    page.goto(live_server.url)
    menu = page.get_by_role("navigation", name="You")
    ends = [menu.get_by_text("Menu"), menu.get_by_role("button", name="Sign out")]
    tops = [one.bounding_box()["y"] for one in ends]

    assert abs(tops[0] - tops[1]) < 20
    menu.get_by_text("Menu").click()
    expect(menu.get_by_role("link", name="Learning")).to_be_visible()


@pytest.mark.full
def test_without_script_the_groups_open(new_context, live_server, mo):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, mo)
    page.goto(live_server.url)
    page.get_by_role("navigation", name="You").get_by_text("Results").first.click()
    expect(page.get_by_role("link", name="Unmet needs")).to_be_visible()
