"""The page of all items in a real browser: mouse, keys, touch, no connection, no JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, sign_in, written

pytestmark = pytest.mark.browser

CREATIVE = "I am interested in doing creative things"
FITTER = "I would like to get fitter"


@pytest.fixture
def url(live_server, alice, session, item_bank):
    return live_server.url + reverse("preferences:preferences", args=[session.pk])


@pytest.fixture
def opened(page, live_server, alice, url):
    sign_in(page, live_server, alice)
    page.goto(url)
    return page


def radio(page, statement, answer):
    return page.get_by_role("radiogroup", name=statement).get_by_role("radio", name=answer)


def saved(page) -> None:
    expect(page.get_by_text("Saved ✓")).to_be_visible()


def answers(session) -> dict:
    rows = session.answers.values_list("item__number", "choice", "kept")
    return {number: (choice, kept) for number, choice, kept in rows}


def test_by_mouse(opened, session):
    page = opened
    interests = page.get_by_role("group", name=re.compile("Which of these.*" + CREATIVE))
    expect(interests).to_be_hidden()

    radio(page, CREATIVE, "Yes").click()
    expect(interests).to_be_visible()
    expect(page.get_by_role("checkbox", name="Arts and crafts")).not_to_be_checked()
    page.get_by_role("checkbox", name="Arts and crafts").click()
    radio(page, "I would like to lose weight", "Not now").click()
    expect(written(page, "2 of 13")).to_be_visible()
    axe(page)
    saved(page)
    page.get_by_role("button", name="Continue").click()

    page.wait_for_url("**/near/")
    assert answers(session) == {
        1: ("yes", ["arts-and-crafts"]),
        4: ("not_now", ["weight-management"]),
    }


@pytest.mark.full
def test_going_back_and_returning_loses_nothing(opened, session, url):
    page = opened
    radio(page, FITTER, "Maybe").click()
    page.get_by_role("checkbox", name="Swimming").click()
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/network/")

    page.goto(url)

    expect(radio(page, FITTER, "Maybe")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Swimming")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Fitness and exercise")).not_to_be_checked()
    expect(written(page, "1 of 13")).to_be_visible()


@pytest.mark.full
def test_an_answer_is_taken_back(opened, session):
    page = opened
    clear = page.get_by_role("button", name="Clear my answer: " + FITTER)
    expect(clear).to_be_hidden()
    radio(page, FITTER, "Yes").click()

    clear.click()

    expect(radio(page, FITTER, "Yes")).not_to_be_checked()
    expect(radio(page, FITTER, "Yes")).to_be_focused()
    expect(written(page, "0 of 13")).to_be_visible()
    saved(page)
    assert answers(session) == {}


@pytest.mark.full
def test_with_none_picked_all_are_looked_for_and_it_says_so(opened, session):
    page = opened
    radio(page, FITTER, "Yes").click()
    page.get_by_role("checkbox", name="Swimming").click()
    saved(page)
    page.get_by_role("checkbox", name="Swimming").click()

    expect(
        page.get_by_role("main").get_by_text("With none picked we look for all of them.")
    ).to_be_visible()
    expect(page.get_by_role("checkbox", name="Swimming")).not_to_be_checked()
    saved(page)
    assert len(answers(session)[5][1]) == 3


def test_by_keyboard_alone(opened, session):
    page = opened
    page.get_by_role("main").focus()
    page.keyboard.press("Tab")  # the first item's answers
    page.keyboard.press("Space")
    expect(radio(page, CREATIVE, "Yes")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(radio(page, CREATIVE, "Maybe")).to_be_checked()
    page.keyboard.press("Tab")  # Clear
    page.keyboard.press("Tab")  # the first interest
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Reading and creative writing")).to_be_checked()
    page.keyboard.press("Enter")  # does nothing: above all, it does not clear
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(radio(page, "I would like to know more about social", "Yes")).to_be_checked()
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/near/")
    assert answers(session) == {
        1: ("maybe", ["reading-and-creative-writing"]),
        2: ("yes", ["social-clubs"]),
    }


@pytest.mark.full
def test_by_touch_on_a_phone(new_context, live_server, alice, session, url):
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, live_server, alice)
    page.goto(url)

    radio(page, FITTER, "Yes").tap()
    page.get_by_role("checkbox", name="Swimming").tap()
    saved(page)

    kept = answers(session)[5][1]
    assert kept == ["swimming"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.locator("button:visible, label:visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width < 44 || r.height < 44)"
    )
    assert small == []
    axe(page)


def test_without_a_connection_answers_wait_and_arrive_in_order(opened, session, troubles):
    page = opened
    page.context.set_offline(True)
    radio(page, CREATIVE, "Yes").click()
    radio(page, FITTER, "Yes").click()
    radio(page, CREATIVE, "Maybe").click()
    expect(page.get_by_text("Waiting for the connection")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    assert answers(session) == {}

    page.context.set_offline(False)

    page.wait_for_url("**/near/")
    assert [(number, choice) for number, (choice, _) in answers(session).items()] == [
        (1, "maybe"),
        (5, "yes"),
    ]
    assert all("ERR_INTERNET_DISCONNECTED" in trouble for trouble in troubles)
    troubles.clear()


def test_without_javascript(new_context, live_server, alice, session, url):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(url)
    radio(page, CREATIVE, "Yes").click()
    page.get_by_role("checkbox", name="Drama and music").click()
    radio(page, FITTER, "Yes").click()
    page.get_by_role("button", name="Clear my answer: " + FITTER).click()
    expect(written(page, "1 of 13")).to_be_visible()
    page.get_by_role("button", name="Continue").click()

    page.wait_for_url("**/near/")
    assert answers(session) == {1: ("yes", ["drama-and-music"])}


@pytest.mark.full
def test_an_item_has_words_of_its_own_where_yes_and_no_do_not_answer_it(opened):
    expect(radio(opened, "I look after someone", "Sometimes")).to_be_visible()
    expect(radio(opened, "I don't see other people", "Not so")).to_be_visible()
    expect(radio(opened, FITTER, "Maybe")).to_be_visible()


@pytest.mark.full
def test_paper_has_the_answers_and_what_was_picked(opened):
    radio(opened, FITTER, "Yes").click()
    opened.get_by_role("checkbox", name="Swimming").click()
    saved(opened)

    opened.emulate_media(media="print")

    expect(opened.get_by_text("Swimming", exact=True)).to_be_visible()
    expect(opened.get_by_text("Fitness and exercise", exact=True)).to_be_hidden()
    expect(opened.get_by_role("button")).to_have_count(0)
