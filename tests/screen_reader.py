"""Orca, a real screen reader, on a real browser window: what it says, word for word.

Orca writes all that it hands to the speech synthesiser into its debug file, so no sound is needed.
Debian's packages: orca, at-spi2-core, speech-dispatcher, python3-speechd, xvfb, dbus, openbox.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser import chromium_options

PROGRAMS = ("orca", "Xvfb", "dbus-daemon", "openbox", "gsettings")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)' ?\{", re.S)
# So long without a word, Orca has nothing more to say; and so long it may take to begin.
SILENCE, LONGEST = 0.8, 8.0  # seconds
LATEST = 30.0  # seconds: words that must come are waited for so long
STARTING = 30  # seconds


def is_installed() -> bool:
    return all(map(shutil.which, PROGRAMS)) and LAUNCHER.exists()


class ScreenReader:
    """A page, and what is said when keys are pressed on it."""

    def __init__(self, page: Page, log: Path) -> None:
        self.page, self.log, self.read = page, log, 0

    def open(self, url: str, awaited: str) -> list[str]:
        """Goes to a page. A new window leaves the focus in its address bar: a click takes it."""
        self.page.goto(url)
        self.page.bring_to_front()
        self.page.mouse.click(2, 2)
        return self.heard(awaited)

    def heard(self, awaited: str = "") -> list[str]:
        """What was said since the last time, once it has fallen silent; not before the `awaited`
        words, since a slow machine is silent while it thinks."""
        begun = grown = time.monotonic()
        size = -1
        while time.monotonic() - begun < (LATEST if awaited else LONGEST):
            if (now := self.log.stat().st_size) != size:
                size, grown = now, time.monotonic()
            elif time.monotonic() - grown > SILENCE and awaited in " ".join(self.said()):
                break
            self.page.wait_for_timeout(50)  # the page goes on meanwhile
        said = self.said()
        self.read = self.log.stat().st_size
        return said

    def said(self) -> list[str]:
        with self.log.open("rb") as log:
            log.seek(self.read)
            lines = map(SPOKEN.search, log.read().decode(errors="replace").split("\n"))
        return [said for found in lines if found and (said := found[1].strip())]

    def press(self, key: str, awaited: str = "") -> list[str]:
        self.page.keyboard.press(key)
        return self.heard(awaited)

    def type(self, text: str) -> list[str]:
        self.page.keyboard.type(text, delay=20)
        return self.heard()


@contextmanager
def screen_reader(
    playwright: Playwright, folder: Path, cookies: list[Any]
) -> Iterator[ScreenReader]:
    """Orca beside a window of Chromium that holds `cookies`; `folder` is for what the two write."""
    log = folder / "orca.log"
    log.touch()
    with ExitStack() as stack:
        environment = start_desktop(stack, folder)
        context = open_window(stack, playwright, environment)
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto("about:blank")
        page.mouse.click(2, 2)
        start(stack, environment, "orca", f"--debug-file={log}", "--replace")
        wait_until_it_speaks(page, log)
        yield ScreenReader(page, log)


def start_desktop(stack: ExitStack, folder: Path) -> dict[str, str]:
    """A screen, a message bus, a window manager and the accessibility bus; returns how they are
    found."""
    display = start(
        stack, dict(os.environ), "Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24",
        stdout=subprocess.PIPE,
    )  # fmt: skip
    environment = {
        **os.environ,
        "DISPLAY": f":{first_line(display)}",
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "GTK_MODULES": "gail:atk-bridge",
        "NO_AT_BRIDGE": "0",
        "ACCESSIBILITY_ENABLED": "1",
    }
    bus = start(
        stack, environment, "dbus-daemon", "--session", "--nofork", "--print-address",
        stdout=subprocess.PIPE,
    )  # fmt: skip
    environment["DBUS_SESSION_BUS_ADDRESS"] = first_line(bus)
    start(stack, environment, "openbox")
    start(stack, environment, str(LAUNCHER), "--launch-immediately")
    setting = ["org.gnome.desktop.interface", "toolkit-accessibility", "true"]
    subprocess.run(
        ["gsettings", "set", *setting], env=environment, check=False, stderr=subprocess.DEVNULL
    )
    return environment


def open_window(
    stack: ExitStack, playwright: Playwright, environment: dict[str, str]
) -> BrowserContext:
    options = chromium_options(windows=True)
    assert options is not None
    args = [*options["args"], "--force-renderer-accessibility", "--no-first-run"]
    browser = playwright.chromium.launch(
        **{**options, "args": args, "headless": False, "env": environment}
    )
    stack.callback(browser.close)
    return browser.new_context(no_viewport=True)


def start(
    stack: ExitStack, environment: dict[str, str], *command: str, stdout: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    """Starts a program that ends, with all that it started, when the stack is left."""
    process = subprocess.Popen(
        command, env=environment, stdout=stdout, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    stack.callback(end)
    return process


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def wait_until_it_speaks(page: Page, log: Path) -> None:
    until = time.monotonic() + STARTING
    while not SPOKEN.search(log.read_text(errors="replace")):
        if time.monotonic() > until:
            raise RuntimeError("Orca does not speak.")
        page.wait_for_timeout(200)
