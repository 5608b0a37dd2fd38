"""Hiding the screen at once and coming back; stopping; contact and needs, and the note."""

import re

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.urls import reverse
from playwright.sync_api import expect

from facilitation import actions, agreements
from facilitation.models import Participant, PersonRecord
from facilitation.vocabulary import STAGE_URL_NAMES
from tests.browser import axe, sign_in, written
from tests.tiers import tried

pytestmark = pytest.mark.browser

FULLEST, *OTHERS = sorted(STAGE_URL_NAMES.values(), key=lambda name: name != "mapping:network")

TAKE_BACK = re.compile("Take back.*I agree to be contacted")


@pytest.fixture
def about(page, live_server, alice, session):
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    return page


# what is on top at a hundred points of the window
SEEN = """() => [...new Set([...Array(100).keys()].map((number) => document
  .elementFromPoint(innerWidth * (number % 10 + 0.5) / 10, innerHeight * (number / 10 | 0) / 10)
  .closest("body > *").className))]"""


def hidden(page) -> None:
    """Nothing of the page is seen, reached by Tab, read aloud or told by the title."""
    expect(page.get_by_role("button", name="Carry on")).to_be_focused()
    expect(page).to_have_title("Genie")
    box = page.locator('[data-module="cover"]').bounding_box()
    size = page.viewport_size
    assert (box["x"], box["y"], box["width"], box["height"]) == (
        0, 0, size["width"], size["height"],
    )  # fmt: skip
    # inert: neither reached by Tab nor read aloud
    beneath = "element => element.inert && !element.matches('[data-module=cover]')"
    others = page.locator("body > :not([data-module=cover], script)")
    assert others.count() >= 4
    assert [others.nth(number).evaluate(beneath) for number in range(others.count())] == [
        True
    ] * others.count()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main, header, footer')")
    assert page.evaluate(SEEN) == ["cover"]


def test_escape_twice_hides_and_one_press_brings_back_what_was_typed(about):
    page = about
    name = page.get_by_label("What would you like to be called?")
    name.press_sequentially("Margar")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    hidden(page)
    axe(page)
    page.get_by_role("button", name="Carry on").click()
    expect(name).to_be_focused()
    expect(name).to_have_value("Margar")
    expect(page).to_have_title("About you · Genie")


def test_escape_once_hides_nothing(about):
    about.keyboard.press("Escape")

    expect(about.get_by_role("heading", name="Let's start with you")).to_be_visible()


def test_it_hides_and_comes_back_without_a_connection(about, troubles):
    page = about
    page.context.set_offline(True)
    page.get_by_role("button", name="Hide the screen").click()
    hidden(page)

    page.get_by_role("button", name="Carry on").click()

    expect(page.get_by_role("heading", name="Let's start with you")).to_be_visible()
    page.context.set_offline(False)
    troubles[:] = [line for line in troubles if "ERR_INTERNET_DISCONNECTED" not in line]


def test_after_the_sign_in_has_lapsed_coming_back_asks_for_it_and_leads_back(about, session):
    page = about
    page.get_by_role("button", name="Hide the screen").click()
    hidden(page)
    SignedIn.objects.all().delete()

    page.get_by_role("button", name="Carry on").click()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill("alice@genie.example")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{reverse('facilitation:about', args=[session.pk])}")


@pytest.mark.parametrize("step", tried(FULLEST, in_full=OTHERS))
@pytest.mark.parametrize("size", tried((390, 844), in_full=[(1280, 800), (820, 1180)]), ids=str)
def test_every_step_has_the_button_and_stop_here_in_sight(about, live_server, session, step, size):
    about.set_viewport_size({"width": size[0], "height": size[1]})
    about.goto(live_server.url + reverse(step, args=[session.pk]))

    for control in (
        about.get_by_role("button", name="Hide the screen"),
        about.get_by_role("link", name="Stop here"),
    ):
        expect(control).to_be_in_viewport(ratio=1)
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert about.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.full
def test_all_pages_begin_at_the_same_edge(about, live_server, session):
    left = set()
    for step in ("facilitation:about", "preferences:preferences", "plans:plan"):
        about.goto(live_server.url + reverse(step, args=[session.pk]))
        left.add(about.get_by_role("heading", level=1).bounding_box()["x"])

    assert len(left) == 1


def test_stopping_and_deleting_without_script_asks_once_more(
    new_context, live_server, alice, session
):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("link", name="Delete everything").click()
    assert Participant.objects.count() == 1
    page.get_by_role("button", name="Yes, delete everything").click()

    expect(page.get_by_role("heading", name="My sessions")).to_be_visible()
    assert Participant.objects.count() == 0


@pytest.mark.full
def test_contact_and_needs_by_keyboard(about, live_server, session, alice):
    page = about
    page.goto(live_server.url + reverse("facilitation:contact", args=[session.participant_id]))
    axe(page)
    page.get_by_role("button", name="They agree").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Telephone", exact=True).focus()
    page.keyboard.type("next door")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="There is a problem")).to_be_focused()
    axe(page)
    page.get_by_label("Telephone", exact=True).fill("01632 960417")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the best way: the first
    page.keyboard.press("Enter")

    expect(page.get_by_text("01632 960417")).to_be_visible()
    axe(page)
    record = PersonRecord.objects.get()
    assert (record.phone, record.contact_method) == ("01632 960417", "phone")


@pytest.mark.full
def test_the_note_is_not_on_paper(about, live_server, session, alice):
    agreements.agree_to(participant=session.participant, clause="record", by=alice)
    agreements.save_record(participant=session.participant, details={"note": "About Harold"})
    about.goto(live_server.url + reverse("facilitation:note", args=[session.participant_id]))
    note = about.get_by_label("Private note")
    expect(note).to_have_value("About Harold")
    axe(about)

    about.emulate_media(media="print")

    expect(note).to_be_hidden()


@pytest.mark.full
def test_one_agreement_is_taken_back_on_the_persons_page(about, live_server, alice, session):
    actions.finish(session=session, by=alice)
    about.goto(live_server.url + reverse("facilitation:participant", args=[session.participant_id]))
    axe(about)
    about.get_by_role("button", name=TAKE_BACK).click()

    expect(written(about, "Written down. Nobody contacts them")).to_be_visible()
    expect(about.get_by_role("button", name=TAKE_BACK)).to_have_count(0)
    axe(about)
    session.refresh_from_db()
    assert session.follow_up_due is None
