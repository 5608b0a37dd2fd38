"""axe finds nothing in the states that a page is only in for a while, however it looks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation import actions
from mapping.actions import add_member
from mapping.models import Member
from preferences.models import Answer, Item
from tests.browser import axe, sign_in
from tests.mapping.hands import ANN

pytestmark = [pytest.mark.browser, pytest.mark.full]

LOOKS: dict[str, dict] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}
PEOPLE = {"Ann": 1, "Raj": 2, "Mary": None}


@pytest.fixture(params=LOOKS)
def page(request, new_context):
    return new_context(**LOOKS[request.param]).new_page()


@pytest.fixture
def opened(page, live_server, alice, session):
    """Opens a page of the session, by the name of its URL."""
    sign_in(page, live_server, alice)

    def open_page(name: str, key=session.pk):
        page.goto(live_server.url + reverse(name, args=[key]))
        return page

    return open_page


@pytest.fixture
def people(session) -> None:
    for name, ring in PEOPLE.items():
        add_member(session=session, details={**ANN, "name": name, "ring": ring})
    Member.objects.filter(name="Raj").update(tie_status="difficult")


def test_the_map(opened, people):
    page = opened("mapping:network")
    expect(page.get_by_role("region", name="Still to place")).to_be_visible()
    axe(page)
    page.locator("[data-picture]").get_by_role("button", name=re.compile("^Raj")).press("Enter")
    page.get_by_text("Name and relationship").click()
    axe(page)
    for lens in page.locator("[data-lenses] button").all():
        lens.click()
        axe(page)
    page.get_by_role("button", name="Hide").click()
    axe(page)


def test_waiting_for_the_connection(opened, people, troubles):
    page = opened("mapping:network")
    page.context.set_offline(True)
    page.locator("[data-picture]").get_by_role("button", name=re.compile("^Ann")).press("2")
    expect(page.locator("[data-saved]")).to_have_text("Waiting for the connection")
    axe(page)
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text("Saved ✓")
    assert all("ERR_INTERNET_DISCONNECTED" in trouble for trouble in troubles)
    troubles.clear()


def test_a_refusal(opened, session, demo_directory, troubles):
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()
    for item in Item.objects.all():
        kept = [interest.slug for interest in item.interests.all()]
        Answer.objects.create(session=session, item=item, choice=Answer.Choice.YES, kept=kept)
    page = opened("resources:near")
    for number in range(4):
        page.get_by_role("button", name=re.compile("^Choose")).first.click()
        words = "You have three already." if number == 3 else "is one of your three."
        expect(page.locator("[data-message]")).to_contain_text(words)
        expect(page.get_by_role("button", name=re.compile("Chosen"))).to_have_count(
            min(number + 1, 3)
        )
    axe(page)
    assert all("409" in trouble for trouble in troubles)
    troubles.clear()


def test_mistakes(opened):
    page = opened("facilitation:about")
    page.get_by_label("In which year were you born?").fill("20")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("group", name="There is a problem")).to_be_focused()
    axe(page)


def test_what_is_asked_again_and_what_is_withdrawn(opened, alice, session):
    actions.finish(session=session, by=alice)
    later = actions.start_follow_up(session=session, facilitator=alice)
    page = opened("facilitation:about", later.pk)
    expect(page.get_by_text("Is that still so today?")).to_be_visible()
    axe(page)
    page = opened("facilitation:participant", session.participant_id)
    axe(page)
    page.get_by_role("button", name=re.compile("^Take back")).click()
    expect(page.get_by_role("button", name=re.compile("^Take back"))).to_have_count(0)
    axe(page)
