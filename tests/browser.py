"""What browser tests share: signing in, the accessibility check, and the watch kept on a page."""

import os
import shutil

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page

from facilitation.models import User

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


def axe(page: Page) -> None:
    """Fail on any accessibility problem that axe-core finds in the page as it is now."""
    violations = Axe().run(page).response["violations"]
    found = [
        f"{problem['id']}: {problem['help']}: {node['html']}"
        for problem in violations
        for node in problem["nodes"]
    ]
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
