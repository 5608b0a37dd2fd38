"""How many actions a session takes: a person with 14 people, 13 answers and 3 choices, taken
through as by somebody new. An action is a press, a drag, a choice from a list, or a line typed.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitation.models import Session
from tests.browser import sign_in
from tests.mapping.hands import at, in_picture, saved

pytestmark = [pytest.mark.browser, pytest.mark.full]

FOURTEEN = [
    ("Susan", "child"), ("Jack", "grandchild"), ("Whisky", "pet"), ("Dr Okafor", "gp"),
    ("Jean", "friend"), ("Raj", "friend"), ("Michael", "child"), ("Priya next door", "neighbour"),
    ("Carer Dawn", "carer"), ("Singing group", "social_group"), ("Peggy", "sibling"),
    ("Hairdresser Tina", "acquaintance"), ("Ron", "friend"), ("The choir", "social_group"),
]  # fmt: skip
PLACES = [(0.5 + x / 10, 0.5 + y / 10) for x in (-2, -1, 1, 2) for y in (-3, -1.5, 0, 1.5, 3)]
HELPERS = {
    "My health": ("Susan", "Dr Okafor", "Carer Dawn"),
    "Everyday things": ("Jean", "Carer Dawn", "Priya next door"),
    "How I feel": ("Whisky", "Raj", "Jean"),
}
# When they were first counted it was about 8, 90, 14, 3 to 6, and 8. The map may take 45 at most.
COUNTED = {
    "about": 6, "network": 45, "together": 1, "preferences": 14, "near": 4, "plan": 7
}  # fmt: skip


class Hands:
    """Somebody at the screen, each of whose actions counts for the step that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counted = dict.fromkeys(COUNTED, 0)

    def count(self) -> None:
        self.counted[urlsplit(self.page.url).path.split("/")[-2]] += 1

    def press(self, target: Locator) -> None:
        self.count()
        target.click()

    def write(self, label: str, text: str) -> None:
        self.count()
        self.page.get_by_label(label).first.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        self.count()
        target.select_option(value)

    def say_names(self, names: list[str]) -> None:
        """Said and entered in one go."""
        self.write("Add someone", ", ".join(names))
        self.page.keyboard.press("Enter")

    def drag(self, target: Locator, place: tuple[float, float]) -> None:
        self.count()
        target.hover()
        self.page.mouse.down()
        self.page.mouse.move(*at(self.page, *place), steps=4)
        self.page.mouse.up()

    def go_on(self, button: Locator, step: str) -> None:
        self.press(button)
        self.page.wait_for_url(f"**/{step}/")


@pytest.fixture
def hands(page, live_server, alice, demo_directory) -> Hands:
    """At the first step of a session just begun."""
    sign_in(page, live_server, alice)
    page.goto(live_server.url)
    page.get_by_role("button", name="Start a session").click()
    page.wait_for_url("**/about/")
    return Hands(page)


def say_who_one_is(hands: Hands) -> None:
    page = hands.page
    hands.press(page.get_by_role("checkbox", name=re.compile("is kept")))
    hands.write("What would you like to be called?", "Margaret")
    hands.write("What is your postcode?", "SO17 1BJ")
    hands.press(page.get_by_role("radio", name="Woman", exact=True))
    hands.write("In which year were you born?", "1948")
    hands.go_on(page.get_by_role("button", name="Save and continue"), "network")


def draw_the_map(hands: Hands) -> None:
    page = hands.page
    for start in (0, 5, 10):
        hands.say_names([name for name, _ in FOURTEEN[start : start + 5]])
    for (name, relationship), place in zip(FOURTEEN, PLACES, strict=False):
        hands.drag(page.locator("[data-drawer]").get_by_role("button", name=name), place)
        relation = page.get_by_label("Who is it?").last
        if relation.is_hidden():
            hands.press(page.get_by_text("Name and relationship"))
        hands.choose(relation, relationship)
    for lens, helpers in HELPERS.items():
        hands.press(page.get_by_role("button", name=lens))
        for name in helpers:
            hands.press(in_picture(page, name).locator("use"))
    saved(page)
    hands.press(page.get_by_role("link", name="Continue"))
    expect(page.get_by_role("heading", name="Looking at it together")).to_be_visible()
    hands.go_on(page.get_by_role("link", name="Continue"), "preferences")


def answer(hands: Hands) -> None:
    page = hands.page
    for group in page.get_by_role("radiogroup").all():
        hands.press(group.get_by_role("radio").first)
    saved(page)
    hands.go_on(page.get_by_role("button", name="Continue"), "near")


def choose_three(hands: Hands) -> None:
    page = hands.page
    tray = page.get_by_role("region", name="Your three")
    for number in (1, 2, 3):
        hands.press(page.get_by_role("button", name=re.compile("^Choose")).first)
        expect(tray.get_by_role("button", name=re.compile("^Take off"))).to_have_count(number)
    hands.go_on(page.get_by_role("link", name="Make the plan"), "plan")


def plan(hands: Hands) -> None:
    """A first step and somebody who comes along for each of the three; then it is finished."""
    page = hands.page
    for number in range(3):
        hands.count()
        page.get_by_label("My first step").nth(number).fill("Ring them on Monday")
        company = page.get_by_role("group", name="Who could go with me, or help?").nth(number)
        hands.press(company.get_by_role("checkbox").first)
    saved(page)
    hands.press(page.get_by_role("button", name="Finish the session"))
    expect(page.get_by_text("Finished on")).to_be_visible()


def test_the_actions_of_every_step(hands):
    for step in (say_who_one_is, draw_the_map, answer, choose_three, plan):
        step(hands)

    assert hands.counted == COUNTED
    session = Session.objects.get()
    found = {member.name: member.work for member in session.members.all()}
    assert len(found) == 14
    assert (found["Carer Dawn"], found["Peggy"]) == (["illness", "everyday"], [])
    assert (session.answers.count(), session.plan_items.count()) == (13, 3)
