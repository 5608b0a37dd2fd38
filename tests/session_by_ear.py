"""One whole session by keyboard beside a screen reader: each key, and what was said then."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.screen_reader import ScreenReader

FAR = 200  # no control is further away by Tab
LIES_BEFORE = """element => document.activeElement !== document.body && Boolean(
    element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""
STATEMENT = "I am interested in doing creative things"


@dataclass
class Heard:
    """What was said in a session, in the order in which it was."""

    reader: ScreenReader
    steps: list[tuple[str, list[tuple[str, list[str]]]]] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.reader.page

    def step(self, title: str) -> None:
        self.steps.append((title, []))

    def note(self, key: str, said: list[str]) -> str:
        """Keeps what was said, and returns it in one piece."""
        self.steps[-1][1].append((key, said))
        return " ".join(said)

    def press(self, key: str, awaited: str = "") -> str:
        return self.note(key, self.reader.press(key, awaited))

    def type(self, text: str) -> str:
        return self.note(f"{text} (typed)", self.reader.type(text))

    def listen(self, happened: str, awaited: str = "") -> str:
        return self.note(happened, self.reader.heard(awaited))

    def said(self, step: str) -> str:
        """All that was said in one step."""
        keys = dict(self.steps)[step]
        return " ".join(words for _, said in keys for words in said)

    def reach(self, target: Locator) -> str:
        """Go to a control by Tab; what is passed on the way is not listened to. Past the end of
        the page Tab would leave it for the browser's buttons, so what lies before is reached
        backwards."""
        expect(target).to_be_visible()
        there, back = ("Shift+Tab", "Tab") if target.evaluate(LIES_BEFORE) else ("Tab", "Shift+Tab")
        for _ in range(FAR):
            if target.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press(there)
        self.reader.heard()
        name = self.reader.name_of(target)
        self.reader.press(back)
        with suppress(AssertionError):
            return self.press(there, name)
        # On a busy machine it leaves out what it is told while it thinks; who hears nothing goes
        # back and listens once more. What has no name stays silent then, too.
        self.reader.press(back)
        return self.press(there, name)

    def follow(self, target: Locator, title: str, step: str) -> None:
        """Go on to the page of that title, which begins a step."""
        self.reach(target)
        self.step(step)
        self.press("Enter", f"Finished loading {title}")


def about_you(heard: Heard) -> None:
    page = heard.page
    heard.reach(page.get_by_label("What is your postcode?"))
    heard.type("SO17 1BJ")
    heard.press("Tab", "Thank you")
    heard.reach(page.get_by_label("In which year were you born?"))
    heard.type("20")
    heard.press("Tab", "Error: Write a year between")
    go_on = page.get_by_role("button", name="Save and continue")
    heard.follow(go_on, "Error: About you", "About you: what was refused")
    heard.reach(page.get_by_label("In which year were you born?"))
    heard.press("Control+a")
    heard.type("1948")
    heard.follow(go_on, "Who is there for you?", "The map: naming three people")


def name_three(heard: Heard) -> None:
    page = heard.page
    heard.reach(page.get_by_label("Add someone"))
    for name in ("Ann", "Raj", "Mary"):
        heard.type(name)
        heard.press("Enter", f"{name}, to be placed")


def place_by_key(heard: Heard) -> None:
    page = heard.page
    heard.step("The map: placing by key")
    heard.reach(page.locator("[data-drawer]").get_by_role("button", name="Ann"))
    heard.press("3", "Ann, added")
    heard.reach(page.locator("[data-picture]").get_by_role("button", name=re.compile("^Ann")))
    heard.press("2", "Ann, moved")
    for _ in range(3):
        heard.press("ArrowLeft", "Ann, moved")
    heard.step("The map: a circle where somebody is already")
    heard.press("3", "Ann, outer circle")


def cut_the_line(heard: Heard) -> None:
    heard.step("The map: the line is cut")
    heard.page.context.set_offline(True)
    heard.press("1", "No connection")
    heard.page.context.set_offline(False)
    heard.listen("(the line is back)", "saved")
    expect(heard.page.locator("[data-saved]")).to_have_text("Saved ✓")


def open_lens(heard: Heard) -> None:
    page = heard.page
    heard.step("The map: a question asked on the picture")
    heard.reach(page.locator("[data-lenses] button[data-value]").nth(1))
    heard.press("Enter", "Who")
    heard.reach(page.locator("[data-picture]").get_by_role("button", name=re.compile("^Ann")))
    heard.press("Enter", "1 person")
    go_on = page.get_by_role("link", name="Continue")
    heard.follow(go_on, "Looking at your network together", "Looking at it together")
    heard.follow(go_on, "What would you like more of?", "What you like")


def say_yes(heard: Heard) -> None:
    page = heard.page
    group = page.get_by_role("radiogroup", name=re.compile(STATEMENT))
    heard.reach(group.get_by_role("radio").first)
    heard.press("Space", "of 13")
    go_on = page.get_by_role("button", name="Continue")
    heard.follow(go_on, "What's near you", "What's near you: choosing")


def choose(heard: Heard) -> None:
    page = heard.page
    for number in range(4):
        heard.reach(page.get_by_role("button", name=re.compile("^Choose")).first)
        heard.press("Enter", "three")
        if number == 2:  # the next is the fourth
            heard.step("What's near you: a fourth is refused")
    heard.follow(page.get_by_role("link", name="Make the plan"), "Your plan", "The plan")


def plan_and_finish(heard: Heard) -> None:
    page = heard.page
    heard.reach(page.get_by_label("What would help").first)
    heard.type("Ann comes along")
    finish = page.get_by_role("button", name="Finish the session")
    heard.follow(finish, "Finished: Your plan", "Finished")


WHOLE = (
    about_you, name_three, place_by_key, cut_the_line, open_lens, say_yes, choose, plan_and_finish
)  # fmt: skip

INTRODUCTION = """\
# A session by screen reader

What Orca says in one whole session that is gone through by keyboard alone. `script/screen-reader`
makes this page anew. Each key is followed by what was said until Orca fell silent; "Tab" stands for
as many as it takes to reach the control, and what is said on the way is left out. The whole page,
which Orca reads out when one opens, is left out too.
"""


def write(steps: list[tuple[str, list[tuple[str, list[str]]]]], file: Path) -> None:
    """The transcript, readable."""
    file.write_text(INTRODUCTION + "".join(map(section, steps)))


def section(step: tuple[str, list[tuple[str, list[str]]]]) -> str:
    title, keys = step
    return f"\n## {title}\n\n" + "".join(line(key, said) for key, said in keys)


def line(key: str, said: list[str]) -> str:
    words = " / ".join(said) or "(nothing)"
    return f"- **{key}** → {words}\n"
