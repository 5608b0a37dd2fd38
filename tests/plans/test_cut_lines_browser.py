"""A whole session on a line that is cut at random moments: requests and answers lost, the tab
closed and opened again, the log-in expired. What was shown as saved is there, none of it twice, and
what was shown as waiting arrives."""

import random

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from plans import actions
from tests.browser import sign_in

pytestmark = pytest.mark.browser

STEPS = 24
STATES = ["Saved ✓", "Saving…", "Waiting for the connection", "Sign in again", "Not saved yet"]
SETTLED = "state => document.querySelector('[data-saved]')?.textContent !== 'Saving…'"
NOTHING_KEPT = "() => !Object.keys(localStorage).some(key => key.includes('.change.'))"


class Line:
    """Between the browser and the server: good, or losing requests, or losing answers."""

    def __init__(self, draw: random.Random) -> None:
        self.draw, self.bad = draw, False

    def __call__(self, route) -> None:
        luck = self.draw.random() if self.bad else 1
        try:
            if luck < 0.35:
                route.abort()
            elif luck < 0.7 and route.request.method == "POST":
                route.fetch(max_redirects=0)
                route.abort()
            else:
                route.continue_()
        except Error:
            pass  # the page was closed meanwhile


class Person:
    """Somebody who goes through a session, and remembers what was typed and what the page said."""

    def __init__(self, draw, context, line, live_server, alice, session, item) -> None:
        self.draw, self.context, self.line = draw, context, line
        self.live_server, self.alice, self.session, self.item = live_server, alice, session, item
        self.typed: dict[
            str, list[str]
        ] = {}  # what may be there: the last promised, and later ones
        self.added: list[str] = []
        self.promised: set[str] = set()
        self.steps = ["facilitation:about", "mapping:network", "preferences:preferences"]
        self.steps.append("plans:plan")
        self.open()

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.add_init_script(
            "addEventListener('load', () => setTimeout(() => { window.genieReady ="
            " Boolean(document.querySelector('[data-saved]')) }, 50))"
        )
        self.go()

    def go(self) -> None:
        """To some step, as often as it takes: a cut line ends in the browser's own page."""
        self.step = self.draw.choice(self.steps)
        for _ in range(60):
            try:
                self.page.goto(self.url(self.step))
            except Error:
                continue
            if "/sign-in/" in self.page.url:
                sign_in(self.page, self.live_server, self.alice)
                continue
            try:
                # all of its scripts arrived
                self.page.wait_for_function("() => window.genieReady === true", timeout=3000)
            except Error:
                continue
            return
        raise AssertionError("never opened")

    def url(self, step: str) -> str:
        return f"{self.live_server.url}{reverse(step, args=[self.session.pk])}"

    def act(self) -> None:
        deed = self.draw.choice([self.edit, self.edit, self.edit, self.disturb])
        deed()

    def edit(self) -> None:
        number = len(self.added) + sum(map(len, self.typed.values()))
        words = f"Words {number}"
        if self.step == "mapping:network":
            self.page.get_by_label("Add someone").fill(words)
            self.page.keyboard.press("Enter")
            self.added.append(words)
            self.look(lambda: self.promised.add(words))
            return
        if self.step == "preferences:preferences":
            name, words = "choice", self.draw.choice(["yes", "maybe", "not_now"])
            self.page.locator(f'[name="1-choice"][value="{words}"]').check(force=True)
        elif self.step == "facilitation:about":
            name = "name"
            self.page.get_by_label("What would you like to be called?").fill(words)
        else:
            name = "first_step"
            self.page.get_by_label("My first step").fill(words)
        self.typed.setdefault(name, []).append(words)
        self.look(lambda: self.typed.update({name: [words]}))

    def look(self, promise) -> None:
        """Often, wait for what the page says: from then on it has to be true."""
        if self.draw.random() < 0.7:
            self.page.wait_for_function(SETTLED)
            state = self.page.locator("[data-saved]").text_content()
            assert state in STATES
            if state in ("Saved ✓", "Waiting for the connection", "Sign in again"):
                promise()

    def disturb(self) -> None:
        what = self.draw.choice(["cut", "cut", "mend", "reload", "leave", "close", "expire"])
        if what in ("cut", "mend"):
            self.line.bad = what == "cut"
        elif what in ("reload", "leave"):
            self.go()
        elif what == "expire":
            self.context.clear_cookies(name="sessionid")
        else:
            self.page.close()
            self.open()

    def end(self) -> None:
        """The line is good again; every step is opened once more."""
        self.line.bad = False
        sign_in(self.page, self.live_server, self.alice)
        for step in self.steps:
            self.steps = [step]
            self.go()
            expect(self.page.locator("[data-saved]")).to_have_text("Saved ✓")
        self.page.wait_for_function(NOTHING_KEPT)

    def found(self) -> dict[str, str]:
        self.session.participant.refresh_from_db()
        self.item.refresh_from_db()
        answer = self.session.answers.filter(item__number=1).first()
        return {
            "name": self.session.participant.name,
            "choice": answer.choice if answer else "",
            "first_step": self.item.first_step,
        }


def go_through(seed, new_context, live_server, alice, session, item, troubles) -> None:
    draw = random.Random(seed)
    line = Line(draw)
    context = new_context()
    context.route("**/sessions/**", line)
    person_ = Person(draw, context, line, live_server, alice, session, item)
    for _ in range(STEPS):
        person_.act()
    person_.end()

    found = person_.found()
    for name, may_be in person_.typed.items():
        assert found[name] in may_be, (seed, name, found[name], may_be)
    names = list(session.members.values_list("name", flat=True))
    assert len(names) == len(set(names))
    assert person_.promised <= set(names) <= set(person_.added)
    troubles.clear()


@pytest.fixture
def item(session, item_bank, wants_fitness, make_resource):
    return actions.choose(session=session, resource=make_resource("One"), place=None)


@pytest.mark.full
def test_a_session_on_a_bad_line(new_context, live_server, alice, session, item, troubles):
    go_through(1, new_context, live_server, alice, session, item, troubles)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(2, 22))
def test_twenty_sessions_on_a_bad_line(
    seed, new_context, live_server, alice, session, item, troubles
):
    go_through(seed, new_context, live_server, alice, session, item, troubles)
