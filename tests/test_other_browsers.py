"""One session in the engines that Playwright does not drive here: WebKit, which every browser on an
iPad is, and Firefox. Needs Debian's webkit2gtk-driver, xvfb, dbus and firefox-esr, which
`script/test --full` installs; what is not there is skipped."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from facilitation.models import Session
from tests.webdriver import ELEMENT, SECONDS, Browser, Firefox, WebKit

pytestmark = pytest.mark.full

FITTER = "I would like to get fitter"
FIREFOX = {
    "marionette.port": 0,  # any free one, which it writes into its profile
    # it must not phone home: whatever is not on this machine goes to nobody
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}


def start(stack: ExitStack, *command: str, **options) -> subprocess.Popen:
    """Starts a program that ends, with all that it started, when the test does."""
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
    process = subprocess.Popen(command, start_new_session=True, text=True, **options)

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)

    stack.callback(end)
    return process


def once(process: subprocess.Popen, act: Callable[[], Any]) -> Any:
    """What `act` gives, as soon as the program that was started is ready for it."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            return act()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start_webkit(stack: ExitStack, folder: Path) -> Browser:
    names = ("Xvfb", "dbus-run-session", "WebKitWebDriver")
    programs = [found for name in names if (found := shutil.which(name))]
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
    if len(programs) < len(names) or not browsers:
        pytest.skip("WebKit is not installed: webkit2gtk-driver, xvfb and dbus")
    screen, bus, driver = programs
    size = ["-screen", "0", "1400x1400x24"]
    display = start(stack, screen, "-displayfd", "1", *size, stdout=subprocess.PIPE)
    assert display.stdout
    number = display.stdout.readline().strip()
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1"}
    environment = {**os.environ, **home, "DISPLAY": f":{number}", "GSETTINGS_BACKEND": "memory"}
    port = free_port()
    process = start(stack, bus, "--", driver, f"--port={port}", env=environment)
    webkit = once(process, lambda: WebKit(port, str(browsers[-1])))
    stack.callback(webkit, "DeleteSession", {})
    return Browser(webkit)


def start_firefox(stack: ExitStack, folder: Path) -> Browser:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if not firefox:
        pytest.skip("Firefox is not installed: firefox-esr")
    settings = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in FIREFOX.items()
    )
    (folder / "user.js").write_text("\n".join(settings))
    options = ["--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    process = start(stack, firefox, *options, env={**os.environ, "HOME": str(folder)})
    port = once(process, (folder / "MarionetteActivePort").read_text)
    client = once(process, lambda: Firefox(int(port)))
    stack.callback(client.close)
    return Browser(client)


@pytest.fixture(params=[start_webkit, start_firefox], ids=["webkit", "firefox"])
def tablet(request, tmp_path, live_server) -> Iterator[Browser]:
    """A window of a tablet's size. It is closed before the server comes to rest."""
    with ExitStack() as stack:
        opened = request.param(stack, tmp_path)
        opened.resize(820, 1180)
        yield opened


def arrive(tablet: Browser, step: str) -> None:
    """Wait until the step's page is there, its scripts included."""
    at = "return document.readyState === 'complete' && location.pathname.endsWith(arguments[0])"
    tablet.until(at, f"/{step}/")


def saved(tablet: Browser) -> None:
    tablet.until("return document.querySelector('[data-saved]').textContent.trim() === 'Saved ✓'")


def middle(tablet: Browser, selector: str) -> list[float]:
    """Where in the window the middle of something is."""
    place: list[float] = tablet.until(
        """const box = document.querySelector(arguments[0])?.getBoundingClientRect();
        return box && [box.x + box.width / 2, box.y + box.height / 2]""",
        selector,
    )
    return place


def fields_are_of_one_height(tablet: Browser) -> None:
    """WebKit draws a select in its own way, and larger than the fields beside it, if it may."""
    heights = tablet.until(
        """return [...document.querySelectorAll("main :is(select, input.input, .button)")]
            .filter((field) => field.checkVisibility() && field.offsetHeight)
            .map((field) => [field.tagName, field.offsetHeight])"""
    )
    assert "SELECT" in {tag for tag, _ in heights}
    assert len({height for _, height in heights}) == 1, heights


def test_a_session(tablet, live_server, alice, demo_directory):
    tablet.open(live_server.url)
    tablet.write("E-mail", "alice@genie.example")
    tablet.write("Password", "correct horse")
    tablet.press("button", "Sign in")
    tablet.press("button", "Start a session")
    arrive(tablet, "about")

    tablet.press("label", "is kept")
    tablet.write("What is your postcode?", "SO17 1BJ")
    tablet.press("label", "Woman")
    tablet.press("button", "Save and continue")
    arrive(tablet, "network")

    for number, (name, relationship) in enumerate([("Ann", "Sibling"), ("Raj", "Friend")], 1):
        tablet.write("Add someone", name)
        tablet.press("option", relationship)
        tablet.press("option", "Important")  # the circle: else they wait beside the picture
        tablet.press("button", "Add")
        tablet.until(
            "return document.querySelectorAll('[data-picture] [data-id]').length === arguments[0]",
            number,
        )
    tablet.press("button", "Done")
    tablet.drag(middle(tablet, "[aria-label^=Raj] .member__target"), middle(tablet, ".me__label"))
    tablet.find("button", "Raj, friend, inner circle")
    saved(tablet)
    fields_are_of_one_height(tablet)
    tablet.press("button", "Continue")
    arrive(tablet, "together")
    tablet.press("button", "Continue")
    arrive(tablet, "preferences")

    answer = """return [...document.querySelectorAll("[data-item]")]
        .find((item) => item.textContent.includes(arguments[0])).querySelector("label")"""
    tablet.command("ElementClick", {"id": tablet.until(answer, FITTER)[ELEMENT]})
    saved(tablet)
    tablet.press("button", "Continue")
    arrive(tablet, "near")

    tablet.press("button", "Choose")
    tablet.find("button", "Take off")
    tablet.press("button", "Make the plan")
    arrive(tablet, "plan")

    tablet.press("label", "Ann")
    saved(tablet)
    tablet.press("button", "Finish the session")
    tablet.until("return document.body.textContent.includes('Finished on')")

    session = Session.objects.get()
    assert session.participant.postcode == "SO17 1BJ"
    members = session.members.order_by("name").values_list("name", "ring")
    assert list(members) == [("Ann", 2), ("Raj", 1)]
    answers = session.answers.values_list("item__text", "choice")
    assert list(answers) == [(FITTER, "yes")]
    assert [m.name for m in session.plan_items.get().with_members.all()] == ["Ann"]
