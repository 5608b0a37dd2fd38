"""One whole session, log-in to the printed plan: by mouse, by keyboard alone, and by touch.

Each drives the five steps on the demo directory in real Chromium, and fails on any console error.
axe looks at what no test of one page shows; each step has tests of its own, under its eyes.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitation.models import Session
from tests.browser import axe

pytestmark = pytest.mark.browser

KEEP = re.compile("is kept")
FITTER = "I would like to get fitter"
CREATIVE = "I am interested in doing creative things"
ALONE = "I don't see other people very often"


@pytest.fixture
def at_the_door(live_server, alice, demo_directory):
    """Opens the site in a page, signed out."""

    def open_site(page: Page) -> Page:
        page.goto(live_server.url)
        return page

    return open_site


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")


def question(page: Page, statement: str) -> Locator:
    return page.get_by_role("radiogroup", name=re.compile(re.escape(statement)))


def arrive(page: Page, step: str) -> None:
    """Wait until the step's page is there, its scripts included."""
    page.wait_for_url(f"**/{step}/")


def chosen(page: Page) -> Locator:
    """The taken places of the tray."""
    tray = page.get_by_role("region", name="Your three")
    return tray.get_by_role("button", name=re.compile("^Take off"))


def check_what_was_kept(members: list[str], choices: dict[str, str], chosen: int) -> None:
    """The session in the database: who is on the map, what was said, how much was chosen."""
    session = Session.objects.get()
    assert session.finished_at is not None
    assert session.participant.postcode == "SO17 1BJ"
    assert sorted(member.name for member in session.members.all()) == members
    answers = {answer.item.text: answer.choice for answer in session.answers.all()}
    assert answers == choices
    assert session.plan_items.count() == chosen


@pytest.mark.full
def test_by_mouse(page, at_the_door):
    at_the_door(page)
    page.get_by_label("E-mail").fill("alice@genie.example")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()
    page.get_by_role("button", name="Start a session").click()
    arrive(page, "about")

    page.get_by_role("checkbox", name=KEEP).check()
    page.get_by_label("What is your postcode?").fill("so171bj")
    page.get_by_role("radio", name="Woman", exact=True).check()
    page.get_by_label("In which year were you born?").fill("1948")
    page.get_by_role("button", name="Save and continue").click()
    arrive(page, "network")

    for name, relationship, ring in [("Ann", "sibling", "Most important"), ("Raj", "friend", "")]:
        page.get_by_label("Add someone").fill(name)
        page.get_by_label("Who is it?").first.select_option(relationship)
        if ring:
            page.get_by_label("How important?").first.select_option(label=ring)
        page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("[data-picture]").get_by_role("button")).to_have_count(2)
    saved(page)
    page.get_by_role("link", name="Continue").click()
    expect(page.get_by_role("heading", name="Looking at it together")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Continue").click()
    arrive(page, "preferences")

    question(page, CREATIVE).get_by_role("radio", name="Yes").click()
    question(page, FITTER).get_by_role("radio", name="Maybe").click()
    page.get_by_role("checkbox", name="Swimming").click()
    saved(page)
    page.get_by_role("button", name="Continue").click()
    arrive(page, "near")

    axe(page)
    for number in (1, 2, 3):
        page.get_by_role("button", name=re.compile("^Choose")).first.click()
        expect(chosen(page)).to_have_count(number)
    page.get_by_role("link", name="Make the plan").click()
    arrive(page, "plan")

    with page.expect_response("**/plan/save/"):
        page.get_by_label("Ann").first.check()
    saved(page)
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    expect(page.get_by_text("Ann").first).to_be_visible()
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="Finish the session").click()

    expect(page.get_by_text("Finished on")).to_be_visible()
    axe(page)
    check_what_was_kept(["Ann", "Raj"], {CREATIVE: "yes", FITTER: "maybe"}, 3)


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the control has the focus, as someone without a mouse does."""
    expect(target).to_be_visible()
    element = target.element_handle()  # to look for it by its role at every press takes long
    for _ in range(150):
        if element.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with Tab")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    reach(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    reach(page, target)
    page.keyboard.type(text)


def test_by_keyboard_alone(page, at_the_door):
    at_the_door(page)
    write(page, page.get_by_label("E-mail"), "alice@genie.example")
    write(page, page.get_by_label("Password"), "correct horse")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Start a session"))
    arrive(page, "about")

    press(page, page.get_by_role("checkbox", name=KEEP), "Space")
    write(page, page.get_by_label("What is your postcode?"), "SO17 1BJ")
    press(page, page.get_by_role("button", name="Save and continue"))
    arrive(page, "network")

    write(page, page.get_by_label("Add someone"), "Ann")
    page.keyboard.press("Enter")
    reach(page, page.locator("[data-drawer]").get_by_role("button", name="Ann"))
    page.keyboard.press("2")
    ann = page.locator("[data-picture]").get_by_role("button", name=re.compile("^Ann"))
    reach(page, ann)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    saved(page)
    press(page, page.get_by_role("link", name="Continue"))
    expect(page.get_by_role("heading", name="Looking at it together")).to_be_visible()
    press(page, page.get_by_role("link", name="Continue"))
    arrive(page, "preferences")

    yes = question(page, ALONE).get_by_role("radio").first
    press(page, yes, "Space")
    expect(yes).to_be_checked()
    press(page, page.get_by_role("button", name="Continue"))
    arrive(page, "near")

    press(page, page.get_by_role("button", name=re.compile("^Choose")).first)
    expect(chosen(page)).to_have_count(1)
    press(page, page.get_by_role("link", name="Make the plan"))
    arrive(page, "plan")

    write(page, page.get_by_label("What would help").first, "Ann comes along")
    press(page, page.get_by_role("button", name="Print", exact=True))
    expect(page.get_by_text("Ann comes along")).to_be_visible()
    press(page, page.get_by_role("link", name="Back"))
    press(page, page.get_by_role("button", name="Finish the session"))

    expect(page.get_by_text("Finished on")).to_be_visible()
    x = Session.objects.get().members.get().x
    assert x is not None
    assert x < 0.5
    check_what_was_kept(["Ann"], {ALONE: "yes"}, 1)


@pytest.mark.full
def test_by_touch(new_context, at_the_door):
    context = new_context(has_touch=True, is_mobile=True, viewport={"width": 820, "height": 1180})
    page = at_the_door(context.new_page())
    page.get_by_label("E-mail").tap()
    page.keyboard.type("alice@genie.example")
    page.get_by_label("Password").tap()
    page.keyboard.type("correct horse")
    page.get_by_role("button", name="Sign in").tap()
    page.get_by_role("button", name="Start a session").tap()
    arrive(page, "about")

    page.get_by_role("checkbox", name=KEEP).tap()
    page.get_by_label("What is your postcode?").tap()
    page.keyboard.type("SO17 1BJ")
    page.get_by_role("button", name="Save and continue").tap()
    arrive(page, "network")

    picture = page.locator("[data-picture]")
    box = picture.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.2)
    page.keyboard.type("Ann")
    page.get_by_role("button", name="Add", exact=True).tap()
    expect(picture.get_by_role("button")).to_have_count(1)
    saved(page)
    page.get_by_role("link", name="Continue").tap()
    expect(page.get_by_role("heading", name="Looking at it together")).to_be_visible()
    page.get_by_role("link", name="Continue").tap()
    arrive(page, "preferences")

    question(page, FITTER).get_by_role("radio", name="Yes").tap()
    saved(page)
    page.get_by_role("button", name="Continue").tap()
    arrive(page, "near")

    page.get_by_role("button", name=re.compile("^Choose")).first.tap()
    expect(chosen(page)).to_have_count(1)
    page.get_by_role("link", name="Make the plan").tap()
    arrive(page, "plan")

    page.get_by_label("Getting there").first.tap()
    page.get_by_role("button", name="Print", exact=True).tap()
    arrive(page, "print")
    expect(page.get_by_text("Getting there")).to_be_visible()
    page.get_by_role("link", name="Back").tap()
    page.get_by_role("button", name="Finish the session").tap()

    expect(page.get_by_text("Finished on")).to_be_visible()
    check_what_was_kept(["Ann"], {FITTER: "yes"}, 1)
    assert Session.objects.get().plan_items.get().barriers == ["transport"]
