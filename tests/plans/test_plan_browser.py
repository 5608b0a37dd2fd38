"""The plan in a real browser: saved as it changes, on three sizes, on paper, without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation import actions as facilitation_actions
from mapping.models import Member
from plans import actions
from tests.browser import axe, sign_in, written

pytestmark = pytest.mark.browser

# as long as a kind facilitator types them
STEP = "Ring 023 8000 0000 on Monday morning, after the nurse has been, and ask about starting."
HELP = "Ann drives me the first time, we sit near the door, and we leave when I have had enough."


@pytest.fixture
def items(session, wants_fitness, make_resource):
    for number in range(10):
        Member.objects.create(
            session=session,
            name=f"Friend {number}",
            relationship="friend",
            ring=1 + number % 3,
            x=0.5,
            y=0.4,
        )
    names = ("Tuesday Strollers: gentle walks on the Common", "Sing for Fun", "Water Confidence")
    details = {"cost": "free", "email": "hello@steps.example", "web": "https://steps.example/walks"}
    for name in names:
        resource = make_resource(name, **details)
        actions.choose(session=session, resource=resource, place=resource.places.get())


def fill(session) -> None:
    for item in session.plan_items.all():
        actions.save_priority(
            item=item,
            first_step=STEP,
            with_members=session.members.all()[:3],
            barriers=["transport", "confidence"],
            what_would_help=HELP,
        )


def address(live_server, name: str, session):
    return live_server.url + reverse(f"plans:{name}", args=[session.pk])


@pytest.fixture
def opened(page, live_server, alice, session, items):
    sign_in(page, live_server, alice)
    page.goto(address(live_server, "plan", session))
    return page


def saved(page) -> None:
    expect(page.get_by_text("Saved ✓")).to_be_visible()


def card(page, name: str):
    return page.get_by_role("region", name=name)


def test_what_is_typed_and_pressed_is_saved_as_it_changes(opened, session):
    page = opened
    singing = card(page, "Sing for Fun")
    with page.expect_response("**/plan/save/"):
        singing.get_by_label("My first step").fill("Ask Jean")
    with page.expect_response("**/plan/save/"):
        singing.get_by_label("Friend 0").click()
        singing.get_by_label("The cost").click()
    saved(page)
    axe(page)

    item = session.plan_items.get(position=2)
    assert item.first_step == "Ask Jean"
    assert [member.name for member in item.with_members.all()] == ["Friend 0"]
    assert item.barriers == ["cost"]


@pytest.mark.full
def test_by_keyboard_alone(opened, session):
    page = opened
    card(page, "Tuesday Strollers").get_by_role("button", name="Down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("Sing for Fun"))
    card(page, "Sing for Fun").get_by_label("My first step").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Ask Jean")
    page.keyboard.press("Tab")
    page.keyboard.type("Me")
    page.keyboard.press("Tab")
    page.keyboard.type("by Monday")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.get_by_role("button", name="Finish the session").focus()
        page.keyboard.press("Enter")

    expect(page.get_by_text("Finished on")).to_be_visible()
    item = session.plan_items.get(position=1)
    assert (item.snapshot["name"], item.first_step) == ("Sing for Fun", "Ask Jean")
    assert item.step_in_words == "Me, by Monday"
    assert [member.name for member in item.with_members.all()] == ["Friend 0"]
    axe(page)


def test_taking_off_and_moving_by_touch_on_a_phone(new_context, live_server, alice, session, items):
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, live_server, alice)
    page.goto(address(live_server, "plan", session))
    with page.expect_navigation(url="**/plan/"):
        card(page, "Water Confidence").get_by_role("button", name="Up").tap()
    card(page, "Tuesday Strollers").get_by_role("button", name="Take off").tap()

    expect(page.get_by_role("heading", name="Tuesday Strollers")).to_have_count(0)
    names = session.plan_items.values_list("position", "snapshot__name")
    assert list(names) == [(1, "Water Confidence"), (2, "Sing for Fun")]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    axe(page)


@pytest.mark.full
def test_someone_further_out_is_found_under_someone_else(opened, session):
    page = opened
    singing = card(page, "Sing for Fun")
    expect(singing.get_by_label("Friend 8")).to_be_hidden()
    singing.get_by_text("Someone else").click()
    with page.expect_response("**/plan/save/"):
        singing.get_by_label("Friend 8").click()
    saved(page)

    item = session.plan_items.get(position=2)
    assert [member.name for member in item.with_members.all()] == ["Friend 8"]


@pytest.mark.full
def test_without_javascript(new_context, live_server, alice, session, items):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server, alice)
    page.goto(address(live_server, "plan", session))
    card(page, "Sing for Fun").get_by_label("My first step").fill("Ask Jean")
    page.get_by_role("button", name="Large print", exact=True).click()

    expect(page.get_by_text("Ask Jean")).to_be_visible()
    assert page.url.endswith("/plan/print/?large=on")
    page.get_by_role("link", name="Back").click()
    expect(card(page, "Sing for Fun").get_by_label("My first step")).to_have_value("Ask Jean")


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_three_priorities_fit_on_one_sheet_of_paper(opened, live_server, session):
    page = opened
    fill(session)
    page.goto(address(live_server, "print", session))
    axe(page)
    assert pages(page.pdf(prefer_css_page_size=True)) == 1

    page.get_by_label("Large print").click()
    page.wait_for_url("**/?large=on")
    axe(page)
    assert pages(page.pdf(prefer_css_page_size=True)) == 3


@pytest.mark.full
def test_a_follow_up_begins_with_how_it_went(page, live_server, alice, session, items):
    facilitation_actions.finish(session=session, by=alice)
    later = facilitation_actions.start_follow_up(session=session, facilitator=alice)
    sign_in(page, live_server, alice)
    page.goto(address(live_server, "how_it_went", later))
    before = card(page, "Sing for Fun")
    expect(before.get_by_text("What got in the way?")).to_be_hidden()

    before.get_by_role("radio", name="Couldn’t").click()
    before.get_by_role("radio", name="Getting there").click()
    axe(page)
    before.get_by_role("button", name="Keep it on the plan").click()

    expect(page.get_by_text("On your plan again")).to_be_visible()
    assert [(told.outcome, told.reason) for told in later.follow_up_answers.all()] == [
        ("could_not", "transport")
    ]
    assert later.plan_items.get().snapshot["name"] == "Sing for Fun"


@pytest.mark.full
def test_the_mail_page(opened, live_server, session):
    page = opened
    page.goto(address(live_server, "email", session))
    page.get_by_label("E-mail address").fill("nobody")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_focused()
    axe(page)
    page.get_by_label("E-mail address").fill("margaret@home.example")
    page.get_by_role("button", name="Send").click()

    expect(written(page, "The plan is on its way.")).to_be_visible()


@pytest.mark.full
def test_printed_as_it_stands_it_has_what_was_chosen_and_no_controls(opened, session):
    fill(session)
    page = opened
    page.reload()

    page.emulate_media(media="print")

    singing = card(page, "Sing for Fun")
    expect(singing.get_by_label("My first step")).to_have_value(STEP)
    expect(singing.get_by_text("Friend 0")).to_be_visible()
    expect(singing.get_by_text("Friend 7")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
