"""Takes the pictures of the README and of the guides. script/screenshots makes the demo first."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from types import SimpleNamespace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genie_site.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread
django.setup()

from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from facilitation.models import Session, User  # noqa: E402
from resources.models import Resource  # noqa: E402
from tests.browser import chromium_options, sign_in  # noqa: E402

SIZE = {"width": 1280, "height": 800}
PAGES = {"network": "mapping:network", "near": "resources:near"}
# of the guides under Learning, by who looks
GUIDES = {
    "manager": {"caseload": "facilitation:caseload", "unmet-needs": "resources:unmet_needs"},
    "curator": {"directory": "admin:index", "entry": "admin:resources_resource_change"},
    "researcher": {"research": "reports:research"},
}
IN_GUIDES = {"type": "jpeg", "quality": 60}  # half a megabyte of all of them


def fullest_session(user: User) -> Session:
    """The session with the most people on its map, of those in the middle of the directory."""
    here = Session.objects.for_user(user).filter(participant__postcode__startswith="SO17")
    sessions = here.annotate(people=Count("members"))
    session = sessions.order_by("-people", "started_at").first()
    if session is None:
        raise SystemExit("The demo has no session to show.")
    return session


@contextmanager
def as_if_open(session: Session) -> Iterator[None]:
    """A finished session's pages say that nothing can be changed: show them as they were before."""
    this = Session.objects.filter(pk=session.pk)
    this.update(finished_at=None)
    try:
        yield
    finally:
        this.update(finished_at=session.finished_at)


def take(base_url: str) -> None:
    user = User.objects.get(email="facilitator@genie.example")
    session = fullest_session(user)
    with as_if_open(session), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        page = browser.new_page(viewport=SIZE)
        sign_in(page, SimpleNamespace(url=base_url), user)
        for name, view in PAGES.items():
            page.goto(base_url + reverse(view, args=[session.pk]), wait_until="networkidle")
            page.screenshot(path=f"docs/{name}.png")
            print(f"docs/{name}.png")
            page.screenshot(path=f"static/learning/{name}.jpg", **IN_GUIDES)
        for role, pages in GUIDES.items():
            take_for_guide(browser.new_context(viewport=SIZE).new_page(), base_url, role, pages)
        browser.close()


def take_for_guide(page: Page, base_url: str, role: str, pages: dict[str, str]) -> None:
    sign_in(page, SimpleNamespace(url=base_url), User.objects.get(email=f"{role}@genie.example"))
    for name, view in pages.items():
        args = [Resource.objects.earliest("name").pk] if name == "entry" else []
        page.goto(base_url + reverse(view, args=args), wait_until="networkidle")
        page.screenshot(path=f"static/learning/{name}.jpg", **IN_GUIDES)
        print(f"static/learning/{name}.jpg")


def main() -> None:
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    Thread(target=server.serve_forever, daemon=True).start()
    take(f"http://127.0.0.1:{server.server_port}")


if __name__ == "__main__":
    main()
