"""Takes pictures of every page: script/screenshots --all DIR [--LOOK] [PART...]."""

import itertools
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import django
import steady

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genie_site.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread
django.setup()

import sample_data  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.decorators import login_not_required  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import NoReverseMatch, include, path, reverse  # noqa: E402
from django.views import defaults  # noqa: E402
from page_list import PAGES, submit_admin  # noqa: E402
from page_list import Page as Listed  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402

from genie_site import urls  # noqa: E402
from tests.browser import chromium_options, sign_in  # noqa: E402
from tests.workers import let_a_worker_work  # noqa: E402

SIZES = [(1280, 800), (820, 1180), (390, 844)]
A4 = (794, 1123)
LOOKS: dict[str, dict] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "paper": {"media": "print"},
}
APPS = [app.label for app in apps.get_app_configs()]
FILE = Path("docs/examples/libraries.csv")

# Identifiers are written as zeros: their number says how many there were before, and that is all.
WITHOUT_IDS = """() => {
  const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(id, (one) => one.replace(/\\w/g, "0"));
  }
}"""


@login_not_required
def error(request, code):
    """The pages for errors that no request can be made to cause."""
    views = {
        400: defaults.bad_request, 403: defaults.permission_denied, 404: defaults.page_not_found,
    }  # fmt: skip
    if code == 500:
        return defaults.server_error(request)
    return views[code](request, exception=Exception("as asked for"))


@login_not_required
def too_many_tries(request):
    return render(request, "429.html", status=429)


def add_error_pages() -> None:
    ours = [
        path("<int:code>/", error, name="error"),
        path("too-many-tries/", too_many_tries, name="too_many_tries"),
    ]
    urls.urlpatterns.insert(0, path("pictures/", include((ours, "pictures"))))


def address_of(names: str, args: list) -> str:
    """The first of the names that there is; a * in one stands for any app."""
    for name in names.split():
        for app in APPS if "*" in name else [""]:
            try:
                return reverse(name.replace("*", app), args=args)
            except NoReverseMatch:
                continue
    raise LookupError(f"No URL of the name {names} takes {args}: see script/page_list.py")


class Photographer:
    """Takes the pictures of one context's page."""

    def __init__(
        self, context: BrowserContext, home: str, folder: Path, known: dict, look: str
    ) -> None:
        self.page = context.new_page()
        self.page.emulate_media(**LOOKS[look])
        self.sizes = [A4] if look == "paper" else SIZES
        self.page.clock.set_fixed_time(steady.NOW)
        self.home, self.folder, self.known = home, folder, known

    def open(self, listed: Listed) -> None:
        args = sample_data.known_or_itself(self.known, listed.args)
        self.page.goto(self.home + address_of(listed.urls, args) + listed.query)

    def take(self, listed: Listed) -> None:
        cookies = self.page.context.cookies()
        for size in self.sizes:
            self.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
            self.open(listed)
            self.page.wait_for_load_state("networkidle")
            if listed.act:
                listed.act(self.page)
            self.save(f"{listed.name}-{size[0]}.png")
            self.page.context.add_cookies(cookies)

    def take_here(self, name: str) -> None:
        """Of the page that is open, which must be one that was asked for by its address."""
        for width, height in self.sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.reload(wait_until="networkidle")
            self.save(f"{name}-{width}.png")

    def save(self, file: str) -> None:
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self.page.evaluate(WITHOUT_IDS)
        self.page.screenshot(
            path=self.folder / file, full_page=True, animations="disabled", caret="hide"
        )


def import_a_file(camera: Photographer) -> None:
    """A file from its upload to its undoing, and the list that it is in then."""
    page = camera.page
    camera.take(Listed("import-upload", "admin:*_importrun_add"))
    page.locator("input[type=file]").set_input_files(FILE)
    page.locator("input[name=source]").fill("Libraries")
    submit_admin(page)
    camera.take_here("import-match")
    page.locator("select[name=id]").select_option(["Library name", "Postcode"])
    page.get_by_label("At a place").check()
    steps = {
        "checked": "Next: see what would happen",
        "done": "Import now",
        "undone": "Undo this import",
    }
    for name, button in steps.items():
        if name == "undone":
            page.locator("#content details").evaluate("fold => fold.open = true")
        page.get_by_role("button", name=button).click()
        let_a_worker_work()
        page.locator("#content:not(:has(progress)) .import__state").wait_for()
        page.wait_for_load_state("networkidle")
        steady.settle_history()
        camera.take_here(f"import-{name}")
    camera.take(Listed("imports", "admin:*_importrun_changelist"))


@contextmanager
def signed_in(browser: Browser, home: str, role: str) -> Iterator[BrowserContext]:
    with browser.new_context(
        locale="en-GB", timezone_id="Europe/London", service_workers="block"
    ) as context:
        if role:
            page = context.new_page()
            sign_in(page, SimpleNamespace(url=home), sample_data.user_of(role))
            page.close()
        yield context


def take_all(home: str, folder: Path, parts: list[str], known: dict, look: str) -> list[str]:
    """Returns what went wrong, page by page."""
    troubles = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        for role, pages in PAGES.items():
            with signed_in(browser, home, role) as context:
                camera = Photographer(context, home, folder, known, look)
                for listed in pages:
                    if not parts or any(part in listed.name for part in parts):
                        troubles += attempt(camera.take, listed)
                if role == "curator" and (not parts or "import" in parts):
                    troubles += attempt(import_a_file, camera)
        browser.close()
    return troubles


def attempt(what, *args) -> list[str]:
    """One page that fails keeps no other from being seen."""
    name = getattr(args[0], "name", what.__name__)
    print(name, flush=True)
    try:
        what(*args)
    except Exception as problem:
        return [f"{name}: {problem}".splitlines()[0]]
    return []


def main(folder: str, *options: str) -> None:
    looks = [option[2:] for option in options if option.startswith("--")]
    parts = [option for option in options if not option.startswith("--")]
    to = Path(folder)
    to.mkdir(parents=True, exist_ok=True)
    add_error_pages()
    known = sample_data.make()
    settings.DEBUG = False  # the error pages that people meet
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    Thread(target=server.serve_forever, daemon=True).start()
    troubles = take_all(
        f"http://127.0.0.1:{server.server_port}", to, parts, known, *looks or ["light"]
    )
    print(f"{len(list(itertools.chain(to.glob('*.png'))))} pictures in {to}")
    if troubles:
        raise SystemExit("\n".join(["No picture of:", *troubles]))


if __name__ == "__main__":
    main(*sys.argv[1:])
