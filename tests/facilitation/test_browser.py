"""Signing in, My sessions and About you in a real browser, by mouse and by keyboard."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation import actions
from facilitation.models import Session
from tests.browser import axe, sign_in
from tests.tiers import tried

pytestmark = pytest.mark.browser

SIZES = {"laptop": (1280, 800), "tablet": (820, 1180), "phone": (390, 844)}


@pytest.fixture
def open_page(page, live_server, alice):
    """Open an address of ours as alice, in the size of a window."""

    def go(name: str, *args, size: str = "laptop"):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(live_server.url + reverse(name, args=args))
        return page

    sign_in(page, live_server, alice)
    return go


def saved(page) -> None:
    expect(page.get_by_text("Saved ✓")).to_be_visible()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_signing_in_by_keyboard(page, live_server, alice):
    page.goto(live_server.url)
    axe(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Alice@Genie.example")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()


def test_a_mistake_takes_the_focus_and_leads_to_the_field(page, live_server, alice):
    page.goto(live_server.url)
    page.get_by_label("E-mail").fill("alice")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_title("Error: Sign in · Genie")
    summary = page.get_by_role("group", name="There is a problem")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-mail")).to_be_focused()


def test_starting_a_session_by_mouse(open_page):
    page = open_page("facilitation:sessions")
    axe(page)
    page.get_by_role("button", name="Start a session").click()
    page.get_by_role("checkbox", name="I agree that what I say in this session is kept").check()
    page.get_by_label("What would you like to be called?").fill("Margaret")
    page.get_by_label("What is your postcode?").fill("so171bj")
    page.get_by_role("radio", name="Woman").check()
    page.get_by_label("In which year were you born?").fill("1948")
    page.get_by_role("checkbox", name="Hearing loss").check()
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Let's start with you")
    person = Session.objects.get().participant
    assert (person.name, person.postcode, person.gender, person.year_of_birth) == (
        "Margaret",
        "SO17 1BJ",
        "woman",
        1948,
    )
    assert person.conditions == ["hearing"]
    assert next(row.agreed for row in person.consents.all()) == ["keep"]


@pytest.mark.full
def test_about_you_by_keyboard_alone(open_page, session):
    page = open_page("facilitation:about", session.pk)
    page.get_by_role("main").focus()
    press = page.keyboard.press
    # past two consents, tick the third, past the fourth
    for key in ("Tab", "Tab", "Tab", "Space", "Tab", "Tab"):
        press(key)
    page.keyboard.type("Ann")
    press("Tab")
    page.keyboard.type("SO17 1BJ")
    press("Tab")
    press("Space")  # gender: the first
    press("ArrowRight")  # … and the next
    press("Tab")
    press("Tab")  # past the year
    press("Space")  # an age group
    press("Tab")
    press("Space")  # the first condition
    saved_state = page.get_by_text("Saved ✓")
    expect(saved_state).to_be_visible()
    page.get_by_role("button", name="Save and continue").focus()
    press("Enter")

    page.wait_for_url("**/network/")
    person = Session.objects.get().participant
    assert (person.name, person.postcode, person.gender, person.age_band, person.conditions) == (
        "Ann",
        "SO17 1BJ",
        "man",
        "0-17",
        ["arthritis"],
    )
    assert next(row.agreed for row in person.consents.all()) == ["keep", "follow_up", "research"]


def test_what_is_typed_is_saved_by_itself(open_page, session):
    page = open_page("facilitation:about", session.pk)
    with page.expect_response("**/about/") as answer:
        page.get_by_label("What would you like to be called?").fill("Margaret")
    assert answer.value.json()["errors"] == {}
    saved(page)

    page.reload()

    expect(page.get_by_label("What would you like to be called?")).to_have_value("Margaret")


@pytest.mark.full
def test_a_mistake_is_said_beside_the_field_when_it_is_left_and_goes_when_mended(
    open_page, session
):
    page = open_page("facilitation:about", session.pk)
    postcode = page.get_by_label("What is your postcode?")
    postcode.fill("SO17")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    postcode.press("Tab")
    error = page.get_by_role("main").get_by_text("Write a full postcode, such as SO17 1BJ.")
    expect(error).to_be_visible()
    expect(postcode).to_have_attribute("aria-invalid", "true")
    axe(page)

    postcode.fill("SO17 1BJ")

    expect(error).to_be_hidden()
    saved(page)


def test_without_consent_the_page_says_so_kindly(open_page, alice):
    fresh = actions.start_session(facilitator=alice)
    page = open_page("facilitation:about", fresh.pk)
    steps = page.get_by_role("navigation", name="Steps")
    expect(steps.get_by_role("link", name="Your network")).to_have_count(0)
    page.get_by_label("What would you like to be called?").fill("Margaret")
    page.get_by_role("button", name="Save and continue").click()

    summary = page.get_by_role("group", name="Before we go on")
    expect(summary).to_be_focused()
    expect(page.get_by_label("What would you like to be called?")).to_have_value("Margaret")
    axe(page)
    summary.get_by_role("link").click()
    agree = page.get_by_role("checkbox", name="I agree that what I say in this session is kept")
    expect(agree).to_be_focused()


def test_without_a_connection_it_says_so_and_catches_up(open_page, session, troubles):
    page = open_page("facilitation:about", session.pk)
    page.context.set_offline(True)
    page.get_by_label("What would you like to be called?").fill("Margaret")
    expect(page.get_by_text("Waiting for the connection")).to_be_visible()

    page.context.set_offline(False)

    saved(page)
    session.participant.refresh_from_db()
    assert session.participant.name == "Margaret"
    # Chromium writes its own line for each request that found no connection
    troubles[:] = [line for line in troubles if "ERR_INTERNET_DISCONNECTED" not in line]


@pytest.mark.full
def test_prefer_not_to_say_takes_the_others_off(open_page, session):
    page = open_page("facilitation:about", session.pk)
    conditions = page.get_by_role("group", name="Do you live with any of these?")
    conditions.get_by_role("checkbox", name="Stroke").check()
    conditions.get_by_role("checkbox", name="Prefer not to say").check()
    expect(conditions.get_by_role("checkbox", name="Stroke")).not_to_be_checked()

    conditions.get_by_role("checkbox", name="Stroke").check()
    expect(conditions.get_by_role("checkbox", name="Prefer not to say")).not_to_be_checked()


def test_without_scripts_the_one_button_saves_everything(new_context, live_server, alice, session):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    page.get_by_label("What would you like to be called?").fill("Margaret")
    page.get_by_role("button", name="Save and continue").click()

    page.wait_for_url("**/network/")
    session.participant.refresh_from_db()
    assert session.participant.name == "Margaret"


@pytest.mark.parametrize("size", tried("phone", in_full=["laptop", "tablet"]))
def test_the_pages_fit_every_size_and_axe_finds_nothing(open_page, alice, session, size):
    actions.start_session(facilitator=alice)
    for name, arg in [
        ("facilitation:sessions", []),
        ("facilitation:about", [session.pk]),
        ("facilitation:participant", [session.participant_id]),
        ("facilitation:erase", [session.participant_id]),
        ("facilitation:stop", [session.pk]),
        ("facilitation:contact", [session.participant_id]),
        ("facilitation:account", []),
        ("account_change_password", []),
    ]:
        page = open_page(name, *arg, size=size)
        assert (name, fits(page)) == (name, True)
        axe(page)


@pytest.mark.full
def test_the_caseload_by_keyboard(page, live_server, mo, bob, session):
    sign_in(page, live_server, mo)
    page.goto(live_server.url)
    axe(page)
    code = session.participant.reference
    page.get_by_label(f"Hand {code} over to").focus()
    page.keyboard.type("Bob")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Hand {code} over to Bob?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Yes, hand over").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main").get_by_text(f"{code} is now with Bob.")).to_be_visible()
    session.participant.refresh_from_db()
    assert session.participant.facilitator == bob


@pytest.mark.full
def test_on_a_phone_the_steps_are_a_menu(open_page, session):
    page = open_page("facilitation:about", session.pk, size="phone")
    page.get_by_text("Step 1 of 5: About you").click()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Your plan")).to_be_hidden()
    page.get_by_text("Step 1 of 5: About you").click()
    page.get_by_role("link", name="Your plan").click()

    page.wait_for_url("**/plan/")


@pytest.mark.full
def test_a_break_hides_the_page_and_ends_with_one_press(open_page, session):
    """A change by another window ends it too: see test_access."""
    page = open_page("facilitation:about", session.pk)
    page.get_by_text(session.participant.reference).click()
    axe(page)
    page.get_by_role("button", name="Have a break").click()
    expect(page.get_by_role("heading", name="Having a break")).to_be_visible()
    expect(page.get_by_text(session.participant.reference)).to_have_count(0)
    axe(page)

    page.keyboard.press("Enter")

    expect(page.get_by_label("What would you like to be called?")).to_be_visible()
    session.refresh_from_db()
    assert not session.paused


@pytest.mark.full
def test_a_finished_session_is_read_and_reopened(open_page, alice, session):
    actions.finish(session=session, by=alice)
    page = open_page("facilitation:about", session.pk)
    expect(page.get_by_label("What would you like to be called?")).to_be_disabled()
    axe(page)

    page.get_by_role("button", name="Reopen to change something").click()

    expect(page.get_by_label("What would you like to be called?")).to_be_enabled()


@pytest.mark.parametrize("theme", tried("dark", in_full=["light"]))
@pytest.mark.parametrize("forced", tried("active", in_full=["none"]))
def test_dark_and_forced_colours_stay_readable(open_page, page, session, theme, forced):
    page.emulate_media(color_scheme=theme, forced_colors=forced)
    open_page("facilitation:about", session.pk)

    axe(page)


TARGETS = """() => [...document.querySelectorAll(
  "a:not(.skip), button, summary, select, .choice, input:not([type=hidden], .choice *)"
)]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""
TEXT_SIZES = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility())
  .filter((e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((element) => parseFloat(getComputedStyle(element).fontSize))"""


@pytest.mark.parametrize("size", tried("phone", in_full=["laptop", "tablet"]))
def test_every_target_is_44_pixels_and_no_text_under_19(open_page, session, size):
    for name, args in [("facilitation:sessions", []), ("facilitation:about", [session.pk])]:
        page = open_page(name, *args, size=size)
        assert page.evaluate(TARGETS) == []
        assert min(page.evaluate(TEXT_SIZES)) >= 19


@pytest.mark.full
def test_the_code_in_the_header_reads_like_a_code(open_page, session):
    page = open_page("facilitation:about", session.pk)

    expect(page.get_by_text(re.compile(r"^G-[2-9B-Z]{5} · \d+ min$"))).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("size", tried("phone", in_full=["laptop", "tablet"]))
def test_sign_in_is_taken_away_from_who_leaves(page, live_server, mo, bob, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    sign_in(page, live_server, mo)
    page.goto(live_server.url)
    button = "Organisation" if size == "laptop" else "Menu"
    page.get_by_role("navigation", name="You").get_by_text(button, exact=True).first.click()
    page.get_by_role("link", name="Colleagues").click()
    take_away = page.get_by_role("button", name=re.compile("Take away.*Bob"))
    expect(take_away).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    take_away.click()

    expect(page.get_by_role("main").get_by_text("Bob can no longer sign in.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("again.*Bob"))).to_be_visible()
