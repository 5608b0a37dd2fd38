"""What browser tests share: signing in, the accessibility check, and the watch kept on a page."""

import json
import os
import shutil

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from facilitation.models import User

# All pages of the site share one process: to start one takes as long as most tests.
ONE_PROCESS = ["--process-per-site", "--renderer-process-limit=1"]

AXE = Axe().axe_script
# only what is wrong comes back: all that is right takes as long to send as to find
FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}"""

# kept inside the page: nothing of these leaves the browser
LOCAL_SCHEMES = ("data:", "blob:", "about:")


def chromium_options(*, windows: bool = False) -> dict | None:
    """How Playwright launches the system's Chromium; None where there is none.

    Debian has it built without windows too: the same engine, in half the time. It must not phone
    home, and its sandbox refuses to run as root.
    """
    names = ["chromium", "chromium-browser", "google-chrome"]
    if not windows:
        names.insert(0, "chromium-headless-shell")
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        return None
    args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "args": [*args, *root]}


def sign_in(page: Page, live_server, user: User) -> None:
    """Sign `user` in without going through the form, which has a test of its own.

    The page is left as it was: go to the address that the test is about.
    """
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


def written(page: Page, text: str) -> Locator:
    """What is to be seen on the page, beside the same words where they are read out."""
    return page.get_by_text(text).and_(page.locator(":not([data-announced] *)"))


def axe(page: Page) -> None:
    """Fail on any accessibility problem that axe-core finds in the page as it is now.

    After a press that leads to another page, expect something of that page first.
    """
    page.evaluate(AXE)
    found = page.evaluate(FAULTS)
    assert found == [], "\n".join(found)


def read_out(page: Page) -> Locator:
    """What a screen reader was told last: see static/facilitation/announce.js."""
    return page.locator("[data-announced] p").last


def watch(context: BrowserContext, home: str, troubles: list[str]) -> None:
    """Write down every console error, page error and request that leaves `home`."""

    def on_console(message) -> None:
        if message.type == "error":
            troubles.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def on_request(request) -> None:
        if not request.url.startswith((home + "/", *LOCAL_SCHEMES)):
            troubles.append(f"request to another host: {request.url}")

    context.on("console", on_console)
    context.on("weberror", lambda error: troubles.append(f"page error: {error.error}"))
    context.on("request", on_request)


class KeptContexts:
    """Browser contexts under watch, each emptied after a test and used again: a new one fetches and
    compiles every script anew, which takes longer than most tests."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.troubles: list[str] = []
        self.free: dict[str, list[BrowserContext]] = {}
        self.taken: list[tuple[str, BrowserContext]] = []

    def take(self, **options) -> BrowserContext:
        like = json.dumps(options, sort_keys=True)
        free = self.free.setdefault(like, [])
        context = free.pop() if free else self.new(options)
        self.taken.append((like, context))
        return context

    def new(self, options: dict) -> BrowserContext:
        context = self.browser.new_context(**options)
        context.set_default_navigation_timeout(120_000)
        watch(context, self.home, self.troubles)
        # stays, and with it the process that the site's pages share
        context.new_page().goto(f"{self.home}/static/icon.svg")
        return context

    def put_back(self) -> None:
        """Close the pages of all that were taken, and forget what they left behind."""
        while self.taken:
            like, context = self.taken.pop()
            if json.loads(like)["service_workers"] == "allow":  # one outlives its pages
                context.close()
                continue
            self.empty(context)
            self.free[like].append(context)

    def empty(self, context: BrowserContext) -> None:
        context.unroute_all()
        context.set_offline(False)
        first, *pages = context.pages
        for page in pages:
            page.close()
        everything = {"origin": self.home, "storageTypes": "all"}
        context.new_cdp_session(first).send("Storage.clearDataForOrigin", everything)
        context.clear_cookies()
        context.clear_permissions()
