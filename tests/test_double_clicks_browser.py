"""Every button of every page, pressed twice as fast as a hand can: no more is made and sent than by
one press, and nobody meets a page of a fault.

Addresses are found by walking the resolver, buttons by looking at the pages; what a form asks for
is filled in with something plausible. The admin's forms are Django's, and are left out.
"""

import re
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from playwright.sync_api import Page, Request, Response

from facilitation.models import User
from tests.access_world import make_world
from tests.addresses import walk
from tests.browser import sign_in
from tests.database import empty_tables, full_tables, put_back, rows_of

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]

# written at each request, or beside what is counted
BESIDE = re.compile("django_session|_stagetime$|event$")
# A button that asks nothing within so long asks nothing
BEGINS = 2  # seconds
LATENCY = 600  # ms
POLL = 50  # ms
BUTTONS = "main form button:visible:enabled"
PLAUSIBLE = {
    "tel": "01632 960417",
    "number": "1",
    "url": "https://www.home.example/",
    "text": "Zebedee",
    "textarea": "Zebedee",
    "search": "Zebedee",
}
OPEN = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
# What is empty; the first of several, and the second of a list, as its first is often "choose".
FILL = """(button, plausible) => {
  const day = new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10);
  for (const field of button.form.elements) {
    if (["hidden", "submit", "button"].includes(field.type) || field.disabled) continue;
    const chosen = button.form.querySelector(`[name="${field.name}"]:checked`);
    if (["radio", "checkbox"].includes(field.type)) field.checked ||= !chosen;
    else if (field.value) continue;
    else if (field.tagName === "SELECT") field.selectedIndex = field.options.length > 1 ? 1 : 0;
    else field.value = field.type === "date" ? day : plausible[field.type] ?? "";
  }
}"""


class Outcome(NamedTuple):
    """`made` has how many rows are in each table, and how many letters were sent; `refused` the
    answers of 400 and above."""

    made: dict[str, int]
    refused: set[int]


class Traffic:
    """What a page asks, and what it is answered."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.ended = page, 0, 0
        self.statuses: set[int] = set()
        page.on("request", self.ask)
        page.on("requestfinished", self.end)
        page.on("requestfailed", self.end)
        page.on("response", self.answer)

    def ask(self, _: Request) -> None:
        self.asked += 1

    def end(self, _: Request) -> None:
        self.ended += 1

    def answer(self, response: Response) -> None:
        self.statuses.add(response.status)

    def wait(self) -> None:
        """Until nothing is asked any more: after a press that may not have begun yet."""
        until = time.monotonic() + BEGINS
        while self.ended < self.asked or (not self.asked and time.monotonic() < until):
            self.page.wait_for_timeout(POLL)
        self.page.wait_for_load_state("networkidle")
        self.page.remove_listener("request", self.ask)
        self.page.remove_listener("requestfinished", self.end)
        self.page.remove_listener("requestfailed", self.end)
        self.page.remove_listener("response", self.answer)


class Presses:
    """Presses one button in a world that is as it was made."""

    def __init__(self, page: Page, live_server, who: str) -> None:
        self.page, self.live_server = page, live_server
        self.line = page.context.new_cdp_session(page)
        self.world = make_world()
        self.who, self.user = who, User.objects.filter(name=who.title()).first()
        with connection.cursor() as cursor:
            self.rows = {table: rows_of(cursor, table) for table in full_tables(cursor)}
        # nobody's forms ask for the address of an account; others for one that is new
        name = "zebedee@home" if self.user else "bob@genie"
        self.plausible = {**PLAUSIBLE, "email": f"{name}.example"}

    def pages(self) -> Iterator[str]:
        browser = self.world.browsers[self.who]
        for address in walk():
            if address.route.startswith("/admin/"):
                continue
            url = self.world.url(address)
            response = browser.get(url)
            is_page = response.headers.get("Content-Type", "").startswith("text/html")
            if response.status_code == 200 and is_page and not response.streaming:
                yield url

    def open(self, url: str) -> None:
        self.page.goto("about:blank")  # nothing is asked of the server any more
        self.live_server.thread.httpd.rest()
        cache.clear()
        mail.outbox.clear()
        with transaction.atomic(), connection.cursor() as cursor:
            empty_tables()
            put_back(cursor, self.rows)
        self.page.context.clear_cookies()
        if self.user:
            sign_in(self.page, self.live_server, self.user)
        self.page.goto(self.live_server.url + url)
        self.page.evaluate(OPEN)

    def buttons(self, url: str) -> list[tuple[int, str]]:
        """Which of the page's there are, and what each does and is called."""
        self.open(url)
        buttons = self.page.locator(BUTTONS)
        said = buttons.evaluate_all(
            "all => all.map(one => `${new URL(one.formAction).pathname} ${one.textContent}`)"
        )
        ids = re.compile("(?<=/)([0-9a-f-]{36}|[^/ ]{20,})(?=/)")
        return [(at, " ".join(ids.sub("…", one).split())) for at, one in enumerate(said)]

    def press(self, url: str, index: int, times: int) -> Outcome:
        self.open(url)
        button = self.page.locator(BUTTONS).nth(index)
        button.evaluate(FILL, self.plausible)
        button.click(trial=True)  # in sight, and nothing lies over it
        box = button.bounding_box()
        assert box is not None
        self.slow(LATENCY)
        traffic = Traffic(self.page)
        for _ in range(times):
            self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            self.page.wait_for_timeout(POLL)  # a hand is no faster
        traffic.wait()
        self.slow(0)
        return Outcome(self.counted(), {status for status in traffic.statuses if status >= 400})

    def slow(self, latency: int) -> None:
        """What is asked arrives at once, and its answer so much later: in between is the second
        press. Without it, the browser would never send the first."""
        line = {"downloadThroughput": -1, "uploadThroughput": -1, "offline": False}
        self.line.send("Network.emulateNetworkConditions", {"latency": latency, **line})

    def counted(self) -> dict[str, int]:
        self.live_server.thread.httpd.rest()
        counts = {"letters": len(mail.outbox)}
        with connection.cursor() as cursor:
            for table in full_tables(cursor):
                if not BESIDE.search(table.strip('"')):
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    [counts[table]] = cursor.fetchone()
        return counts


@pytest.mark.parametrize("who", ["alice", "mo", "nobody"])
def test_pressed_twice_it_makes_no_more_than_once(page, live_server, subtests, troubles, who):
    presses = Presses(page, live_server, who)
    tried: set[str] = set()
    for url in list(presses.pages()):
        for index, name in presses.buttons(url):
            if name in tried:
                continue
            tried.add(name)
            with subtests.test(button=name):
                once, twice = (presses.press(url, index, times) for times in (1, 2))
                assert twice.made == once.made
                assert twice.refused == once.refused
    troubles.clear()  # what is refused is told by the browser, too
    assert len(tried) > (5 if who == "nobody" else 25)
