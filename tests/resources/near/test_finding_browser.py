"""Finding something in a long list: thirteen answers Yes on the demonstration's directory."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from preferences.actions import save_answer
from tests.browser import axe, sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def url(live_server, session, demo_directory, item_bank):
    session.participant.postcode = "SO17 1BJ"
    session.participant.conditions = ["lungs"]
    session.participant.save()
    for item in item_bank.items.all():
        save_answer(session=session, item=item, choice="yes", kept=[])
    return live_server.url + reverse("resources:near", args=[session.pk])


@pytest.fixture
def opened(page, live_server, alice, url):
    sign_in(page, live_server, alice)
    page.goto(url)
    expect(page.locator(".leaflet-marker-pane .pin").first).to_be_visible()
    return page


def index(page):
    return page.get_by_role("navigation", name="What you asked for")


@pytest.mark.full
def test_few_tab_stops_from_the_first_entry_to_the_plan(opened):
    opened.locator(".result:visible").first.focus()
    plan = opened.get_by_role("link", name="Make the plan").element_handle()

    stops = 0
    while not plan.evaluate("link => link === document.activeElement") and stops < 100:
        opened.keyboard.press("Tab")
        stops += 1

    assert stops <= 25


@pytest.mark.full
def test_on_a_phone_the_page_is_short_and_the_index_stays_in_sight(
    new_context, live_server, alice, url
):
    page = new_context(viewport=PHONE).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)
    expect(page.locator(".leaflet-marker-pane .pin").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 4000
    axe(page)

    page.get_by_role("region", name="Your three").scroll_into_view_if_needed()
    page.get_by_label("Show", exact=True).select_option(label="Swimming (5)")

    expect(page.get_by_role("region", name="Swimming")).to_be_focused()
    page.get_by_role("button", name="Search and filters").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("coir")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Can't Sing Choir")).to_be_visible()
    page.get_by_role("button", name="Choose Can't Sing Choir").click()
    expect(
        page.get_by_role("main").get_by_text("Can't Sing Choir is one of your three.")
    ).to_be_in_viewport()
    assert "coir" not in page.url


@pytest.mark.full
def test_what_is_made_for_the_person_comes_first_with_a_badge(opened):
    index(opened).get_by_role("link", name="Drama and music").click()
    section = opened.get_by_role("region", name="Drama and music")

    expect(section.get_by_role("listitem").first).to_contain_text("for people with COPD")
    expect(section.get_by_text("because you enjoy creative things")).to_have_count(1)


@pytest.mark.full
def test_coming_back_finds_distance_words_and_place(opened, url):
    page = opened
    page.get_by_label("How far").select_option("10")
    index(page).get_by_role("link", name="Volunteering").click()
    volunteering = page.get_by_role("region", name="Volunteering")
    volunteering.get_by_role("link", name="more like these").click()
    expect(volunteering.get_by_role("heading", level=3).nth(4)).to_be_visible()

    page.get_by_role("link", name="Make the plan").click()
    expect(page.get_by_role("heading", name="Your plan", exact=True)).to_be_visible()
    page.get_by_role("link", name="Near you").first.click()

    expect(page.get_by_label("How far")).to_have_value("10")
    expect(volunteering.get_by_role("heading", level=3).nth(4)).to_be_visible()


@pytest.mark.full
def test_skip_links_lead_past_the_list(opened):
    for name, target in (
        ("the map", "#map"),
        ("your three", "#tray-title"),
        ("the plan", "#make-plan"),
    ):
        opened.get_by_role("link", name=f"Skip to {name}").press("Enter")
        expect(opened.locator(target)).to_be_focused()


@pytest.mark.full
def test_pins_are_one_stop_and_the_arrow_keys_lead_through_them(opened):
    pins = opened.locator(".leaflet-marker-pane .pin")
    assert pins.evaluate_all("all => all.filter((one) => one.tabIndex === 0).length") == 1
    first, second = pins.nth(0), pins.nth(1)

    first.press("ArrowRight")
    expect(second).to_be_focused()
    second.press("ArrowLeft")
    expect(first).to_be_focused()
    stacked = opened.locator(".pin__drop--stack")
    assert {text[0] for text in stacked.all_text_contents()} == {"×"}


@pytest.mark.full
def test_paper_has_the_whole_list(opened, client, alice, url):
    client.force_login(alice)
    found = client.get(url).context["found"]
    everything = {one.resource.name for one in found.listed}
    everything |= {one.name for section in found.sections for one in section.rest}
    everything |= {one.name for one in found.remote_rest}

    opened.emulate_media(media="print")

    paper = opened.locator("main").inner_text()
    assert [name for name in everything if name not in paper] == []
    assert "01632" in paper
    expect(opened.get_by_role("button")).to_have_count(0)
