"""Who saves while things break: people, each as the page's queue does it, and one in a browser."""

import http.client
import json
import random
import ssl
import threading
import time
import urllib.request
import uuid
from typing import Any

from load_site import ask
from playwright.sync_api import expect
from psycopg2 import OperationalError

# seconds until a change is sent again, each time twice as many: as static/facilitation/queue.js
FIRST_WAIT, LONGEST_WAIT = 1, 15
LEFT = 60  # seconds to send what is under way when all is over
IS_KEPT = "SELECT EXISTS (SELECT FROM facilitation_participant WHERE name = %s)"
ANYBODY = ssl._create_unverified_context()  # a certificate that signs itself
LONGEST_AWAY = 90  # seconds
NAME = "What would you like to be called?"


class Person(threading.Thread):
    """Saves one change after another until told to stop: of the map, now and then of the plan. What
    was not acknowledged is sent again as it is."""

    def __init__(self, own: dict[str, Any], home: str, think: float) -> None:
        super().__init__(daemon=True)
        self.home, self.addresses, self.think = home, own["addresses"], think
        [cookie] = own["cookies"].items()
        self.headers = {
            "Cookie": f"{'='.join(cookie)}; csrftoken={'c' * 32}",
            "X-CSRFToken": "c" * 32,
            "Origin": home,
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        self.states: dict[str, Any] = own["members"]
        self.priority = own["priorities"][0]
        self.steps = [""]
        self.wrote = False  # until then it says what was suggested
        self.acknowledged: list[str] = []
        self.again = 0
        self.given_up = False  # nobody knows whether the last change was kept
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            if random.random() < 0.8:
                self.change_the_map()
            else:
                self.write_the_plan()
            time.sleep(random.uniform(0, 2) * self.think)

    def change_the_map(self) -> None:
        member = random.choice(list(self.states))
        after = {**self.states[member], "frequency": random.choice(["daily", "weekly"])}
        change = {"id": str(uuid.uuid4()), "member": member, "kind": "do", "of": None}
        change |= {"before": self.states[member], "after": after}
        if self.keep_sending("changes", {"since": 0, "changes": [change]}, change["id"]):
            self.states[member] = after

    def write_the_plan(self) -> None:
        after = f"Ring on day {random.randrange(10**6)}"
        field = {"before": [self.steps[-1]], "after": [after]}
        body = {"id": str(uuid.uuid4()), "fields": {f"item-{self.priority}-first_step": field}}
        if self.keep_sending("save plan", body, body["id"]):
            self.steps.append(after)
            self.wrote = True

    def keep_sending(self, address: str, body: dict[str, Any], key: str) -> bool:
        """Whether it was acknowledged before all was over."""
        wait, left = FIRST_WAIT, LEFT
        while not self.send(address, body):
            if self.done.is_set() and left <= 0:
                self.given_up = True
                return False
            self.again += 1
            time.sleep(wait)
            left -= wait if self.done.is_set() else 0
            wait = min(2 * wait, LONGEST_WAIT)
        self.acknowledged.append(key)
        return True

    def send(self, address: str, body: dict[str, Any]) -> bool:
        url = self.home + self.addresses[address]
        request = urllib.request.Request(url, json.dumps(body).encode(), self.headers)
        try:
            with urllib.request.urlopen(request, timeout=20, context=ANYBODY) as answer:
                found = json.load(answer)
        except (OSError, ValueError, http.client.HTTPException):
            return False  # it may have arrived
        return not found.get("refused") and not found.get("errors")


class InABrowser(threading.Thread):
    """Types into a page of the site in Chromium. Each time it says Saved, the database is asked
    whether that is so."""

    def __init__(self, own: dict[str, Any], home: str) -> None:
        super().__init__(daemon=True)
        self.home, self.own = home, own
        self.typed, self.waited, self.saved, self.untrue = 0, 0, 0, 0
        self.word = ""
        self.trouble = ""
        self.ready, self.done = threading.Event(), threading.Event()

    def run(self) -> None:
        from playwright.sync_api import Error, sync_playwright

        from tests.browser import chromium_options

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**(chromium_options() or {}))
            page = browser.new_page(ignore_https_errors=True)
            page.set_default_timeout(90_000)
            cookies = [
                {"name": name, "value": value, "url": self.home}
                for name, value in self.own["cookies"].items()
            ]
            page.context.add_cookies(cookies)  # type: ignore[arg-type]
            try:
                page.goto(self.home + self.own["addresses"]["about"])
                page.wait_for_load_state("networkidle")
                self.ready.set()
                self.type_on(page)
            except (Error, AssertionError) as error:
                self.trouble = str(error)
            browser.close()

    def type_on(self, page: Any) -> None:
        said = page.locator("[data-saved]")
        while not self.done.is_set():
            self.word = f"Ann {self.typed}"
            page.get_by_label(NAME).fill(self.word)
            self.typed += 1
            page.wait_for_timeout(1500)
            told = said.inner_text()
            self.waited += told == "Waiting for the connection"
            if told.startswith("Saved"):
                self.saved += 1
                self.untrue += not is_kept(self.word)
        expect(said).to_contain_text("Saved", timeout=1000 * LONGEST_AWAY)


def is_kept(name: str) -> bool:
    """As soon as the database answers."""
    for _ in range(LONGEST_AWAY):
        try:
            [(found,)] = ask(IS_KEPT, name)
        except OperationalError:
            time.sleep(1)
        else:
            return bool(found)
    raise TimeoutError("The database did not come back.")
