"""Near you in a real browser: list and map in step, choosing, filters, no postcode."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation import actions as facilitation_actions
from resources import listings
from resources.models import Home, Resource
from tests.browser import axe, sign_in
from tests.database import fill_once
from tests.postcode_rows import create_postcodes
from tests.resources.directory import make_home, make_resource, say, spot

pytestmark = pytest.mark.browser

OTHERS = [(1280, 800), (820, 1180), (320, 640)]

HALL = {"address": "1 The Avenue", "postcode": "SO17 1XN"}


@pytest.fixture
def directory(db) -> None:
    fill_once(make_directory)


def make_directory() -> None:
    create_postcodes()
    make_resource("Strollers", miles=0.8, cost="free", place={"step_free": "yes"})
    make_resource("Hikers", miles=2)
    make_resource("Morning swim", miles=4.9, interests=["swimming"], place=HALL)
    make_resource("Evening swim", miles=4.9, interests=["swimming"], place=HALL)
    make_resource("Chat line", delivery=["phone"], interests=["swimming"])
    make_resource("Refuge", miles=0.3, address_confidential=True)
    for number in range(9):
        make_resource(f"Ramble {number}", miles=3 + number / 10)


@pytest.fixture
def url(live_server, alice, session, directory):
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()
    say(session, yes=["walking"], maybe=["swimming"])
    return live_server.url + reverse("resources:near", args=[session.pk])


@pytest.fixture
def opened(page, live_server, alice, url, session):
    make_home(session)
    sign_in(page, live_server, alice)
    page.goto(url)
    return page


def item(page, name):
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))


def pin(page, name):
    pins = page.locator(".leaflet-marker-pane")
    return pins.get_by_role("button", name=re.compile(rf"^\d+ .*{name}"))


def index(page):
    return page.get_by_role("navigation", name="What you asked for")


def chosen(session) -> list[str]:
    return [item.resource.name for item in session.plan_items.order_by("position")]


POINTED = re.compile("pointed")
# words on the map that lie on a pin or on each other
OVERLAPPING = """() => {
  const boxes = (css) => [...document.querySelectorAll(css)]
    .map((element) => [element.textContent, element.getBoundingClientRect()]);
  const apart = (a, b) => a.right <= b.left || b.right <= a.left
    || a.bottom <= b.top || b.bottom <= a.top;
  const words = boxes(".ring__label span, .home span");
  const things = [...boxes(".pin__drop"), ...words];
  return words.flatMap(([word, a]) => things
    .filter(([other, b]) => other !== word && !apart(a, b)).map(([other]) => `${word}: ${other}`));
}"""


# numbers of pins that a button or home's dot lies on, or that are cut off
COVERED = """() => {
  const boxes = (css) => [...document.querySelectorAll(css)]
    .map((element) => [element.textContent, element.getBoundingClientRect()]);
  const apart = (a, b) => a.right <= b.left || b.right <= a.left
    || a.bottom <= b.top || b.bottom <= a.top;
  const over = boxes(".leaflet-top .leaflet-bar, .home__dot span");
  const { top } = document.querySelector(".map").getBoundingClientRect();
  return boxes(".pin__drop").filter(([, a]) => a.bottom > top)
    .filter(([, a]) => a.top < top || over.some(([, b]) => !apart(a, b)))
    .map(([number]) => number);
}"""


@pytest.mark.full
def test_hovering_over_the_list_points_at_the_pin_and_back(opened):
    page = opened

    item(page, "Hikers").hover()
    expect(pin(page, "Hikers")).to_have_class(POINTED)
    expect(item(page, "Hikers")).to_have_class(POINTED)

    pin(page, "Strollers").hover()
    expect(item(page, "Strollers")).to_have_class(POINTED)
    expect(item(page, "Hikers")).not_to_have_class(POINTED)


def test_a_pressed_pin_leads_to_its_result(opened):
    page = opened

    pin(page, "Hikers").click()

    expect(item(page, "Hikers")).to_be_focused()
    expect(item(page, "Hikers")).to_be_in_viewport()


@pytest.mark.full
def test_one_address_is_one_pin_that_lists_all_that_is_there(opened):
    page = opened
    shared = pin(page, "Evening swim")
    expect(shared).to_have_accessible_name(re.compile("Morning swim"))

    shared.press("Enter")
    expect(page.get_by_role("button", name="Evening swim", exact=False).last).to_be_visible()
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")  # it fades in
    axe(page)
    page.keyboard.press("Escape")
    expect(shared).to_be_focused()
    shared.press("Enter")
    page.locator(".pin__list").get_by_role("button", name="Evening swim").click()

    expect(item(page, "Evening swim")).to_be_focused()


@pytest.mark.full
def test_a_number_in_the_list_shows_its_pin(opened):
    page = opened
    page.get_by_role("button", name="Zoom in").or_(page.get_by_role("button", name="Closer")).click(
        click_count=3, delay=50
    )

    item(page, "Ramble 0").locator("summary").press("Enter")
    page.get_by_role("button", name="Show Ramble 0 on the map").press("Enter")

    expect(pin(page, "Ramble 0")).to_be_in_viewport()
    expect(pin(page, "Ramble 0")).to_have_class(POINTED)


@pytest.mark.full
def test_home_and_what_is_round_it_are_one_press_away(opened):
    page = opened
    for _ in range(5):
        page.get_by_role("button", name="Closer").click()
    expect(pin(page, "Morning swim")).not_to_be_in_viewport()

    page.get_by_role("button", name="Back to home").click()

    expect(pin(page, "Morning swim")).to_be_in_viewport()
    expect(page.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"\d+ (mi|ft)"))
    axe(page)


def test_a_confidential_address_has_no_pin(opened):
    index(opened).get_by_role("link", name="By phone").click()
    expect(item(opened, "Refuge")).to_contain_text("address given when you contact them")
    expect(pin(opened, "Refuge")).to_have_count(0)


def test_choosing_by_mouse_and_taking_off_again(opened, session):
    page = opened
    tray = page.get_by_role("region", name="Your three")

    page.get_by_role("button", name="Choose Strollers").click()
    expect(tray).to_contain_text("Strollers")
    page.get_by_role("button", name="Choose Hikers").click()
    expect(tray).to_contain_text("Hikers")
    expect(pin(page, "Hikers")).to_have_accessible_name(re.compile("chosen"))
    axe(page)
    page.get_by_role("button", name="Chosen Strollers").click()
    expect(page.get_by_role("button", name="Choose Strollers")).to_be_visible()
    tray.get_by_role("button", name="Take off: Hikers").click()

    expect(tray).to_contain_text("Room for three")
    expect(page.get_by_role("button", name="Choose Hikers")).to_be_visible()
    assert chosen(session) == []


@pytest.mark.full
def test_three_is_the_most_and_it_says_so(opened, session, troubles):
    page = opened
    for name in ["Strollers", "Hikers", "Evening swim"]:
        page.get_by_role("button", name=f"Choose {name}").click()
        expect(page.get_by_role("button", name=f"Chosen {name}")).to_be_visible()
        expect(
            page.get_by_role("main").get_by_text(f"{name} is one of your three.")
        ).to_be_in_viewport()

    page.get_by_role("button", name="Choose Morning swim").click()

    expect(page.get_by_role("main").get_by_text("You have three already.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose Morning swim")).to_be_visible()
    assert chosen(session) == ["Strollers", "Hikers", "Evening swim"]
    assert all("409" in trouble for trouble in troubles)
    troubles.clear()


@pytest.mark.full
def test_choosing_by_keyboard_alone(opened, session):
    page = opened
    page.get_by_role("checkbox", name="online").focus()
    # the index, the link about distance, "More", and then the choice
    for _ in range(6):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Choose Strollers")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Chosen Strollers")).to_be_focused()
    assert chosen(session) == ["Strollers"]


def test_filters_without_leaving_the_page(opened):
    page = opened
    page.get_by_role("checkbox", name="step-free").check()

    expect(item(page, "Hikers")).to_have_count(0)
    expect(pin(page, "Hikers")).to_have_count(0)
    expect(item(page, "Strollers")).to_be_visible()
    expect(page.get_by_role("checkbox", name="step-free")).to_be_focused()
    assert page.url.endswith("?miles=5&day=&step_free=on")
    axe(page)


@pytest.mark.full
def test_what_needs_no_place_is_one_press_away_and_counted_anew(opened):
    page = opened
    beside = page.get_by_role("region", name="By phone, online or at your home")
    entry = index(page).get_by_role("link", name="By phone, online or at your home")
    expect(entry).to_have_accessible_name("By phone, online or at your home 2")

    entry.click()
    expect(beside).to_be_focused()
    expect(item(page, "Strollers")).to_have_count(0)
    page.get_by_role("checkbox", name="online").check()

    expect(entry).to_have_count(0)
    page.get_by_role("checkbox", name="online").uncheck()
    expect(entry).to_be_visible()


@pytest.mark.full
def test_the_words_on_the_map_are_not_covered(opened):
    page = opened
    expect(page.locator(".ring__label")).not_to_have_count(0)

    overlapping = page.evaluate(OVERLAPPING)

    assert overlapping == []


@pytest.mark.full
@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180)])
def test_no_number_is_under_a_button_or_under_home(
    new_context, live_server, alice, session, url, width, height
):
    make_home(session)
    for name, miles, east in [("West", 0.6, -0.015), ("South", -0.6, 0.015), ("By", 0, 0)]:
        make_resource(name, miles=miles).places.update(point=spot(miles, east))
    listings.refresh()
    page = new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, live_server, alice)
    page.goto(f"{url}?miles=1")
    expect(pin(page, "West")).to_have_count(1)

    assert page.evaluate(COVERED) == []
    # home is the furthest up
    Resource.objects.filter(name__in=["West", "Strollers"]).delete()
    page.reload()
    expect(pin(page, "West")).to_have_count(0)
    expect(pin(page, "By")).to_have_count(1)
    assert page.evaluate(COVERED) == []


@pytest.mark.full
def test_more_like_these_leads_to_the_first_new_one(opened):
    page = opened
    expect(item(page, "Ramble 5")).to_have_count(0)

    page.get_by_role("link", name="8 more like these").click()

    expect(item(page, "Ramble 1")).to_be_focused()
    expect(page.get_by_role("main").get_by_text("8 more", exact=True)).to_be_visible()
    expect(pin(page, "Ramble 8")).to_have_count(1)


def test_everything_works_without_javascript(new_context, live_server, alice, session, url):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    page.get_by_role("button", name="Choose Hikers").click()
    expect(page.get_by_role("region", name="Your three")).to_contain_text("Hikers")
    page.get_by_role("checkbox", name="step-free").check()
    page.get_by_role("button", name="Show").click()

    expect(item(page, "Strollers")).to_be_visible()
    expect(item(page, "Ramble 0")).to_have_count(0)
    assert chosen(session) == ["Hikers"]


@pytest.mark.parametrize(
    ("width", "height"),
    [(390, 844), *(pytest.param(*size, marks=pytest.mark.full) for size in OTHERS)],
)
def test_nothing_is_cut_off_and_every_target_is_large(
    new_context, live_server, alice, session, url, width, height
):
    page = new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("details.result__more summary").first.click()
    small = page.locator("main :is(button, summary, select, .choice, .group__more):visible")
    sizes = small.evaluate_all(
        "all => all.map(e => [e.textContent.trim(), e.getBoundingClientRect()])"
        ".filter(([, r]) => r.width < 44 || r.height < 44).map(([text]) => text)"
    )
    assert sizes == []
    axe(page)


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "height"), [pytest.param(1280, 800, marks=pytest.mark.full), (820, 1180)]
)
def test_the_list_scrolls_and_the_page_does_not(
    new_context, live_server, alice, session, url, width, height
):
    page = new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    expect(pin(page, "Strollers")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.full
def test_at_200_percent_nothing_lies_on_anything(new_context, live_server, alice, session, url):
    page = new_context(viewport={"width": 640, "height": 400}).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)
    parts = [page.locator(css).bounding_box() for css in (".near__list", ".map", ".tray")]

    assert None not in parts
    ends = [(part["y"], part["y"] + part["height"]) for part in parts if part]
    assert [end <= begin for (_, end), (begin, _) in pairwise(ends)] == [True, True]


@pytest.mark.full
def test_without_a_postcode_by_a_spot_on_the_map(page, live_server, alice, session, url):
    session.participant.postcode = ""
    session.participant.save()
    sign_in(page, live_server, alice)
    page.goto(url)
    axe(page)

    page.get_by_role("link", name="Look around a place").click()
    use = page.get_by_role("button", name="Use this spot")
    expect(use).to_be_visible()
    axe(page)
    use.click()

    page.wait_for_url("**/near/")
    expect(page.get_by_text("in a straight line from the spot you chose")).to_be_visible()
    assert Home.objects.get().point_source == "pin"


@pytest.mark.full
def test_without_a_known_postcode_by_town_without_javascript(
    new_context, live_server, alice, session, url
):
    session.participant.postcode = "JE2 3AB"
    session.participant.save()
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    page.get_by_role("link", name="Look around a place").click()
    page.get_by_label("The name of your town or village").fill("Newport")
    page.get_by_role("button", name="Look here").click()
    page.get_by_role("button", name="Newport, Isle of Wight").click()

    expect(page.get_by_text("in a straight line from the town you chose")).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "height"), [pytest.param(1280, 800, marks=pytest.mark.full), (820, 1180)]
)
def test_the_page_is_one_screen_also_under_a_banner(opened, alice, session, width, height):
    """The list scrolls, the page does not: the tray stays in sight above the footer."""
    opened.set_viewport_size({"width": width, "height": height})
    for finished in (False, True):
        if finished:
            facilitation_actions.finish(session=session, by=alice)
            opened.reload()
            expect(opened.get_by_text("Finished on")).to_be_visible()
        assert opened.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
