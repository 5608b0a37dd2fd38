"""Orca, a real screen reader, on a real browser window: what it says, word for word.

Orca writes all that it hands to the speech synthesiser into its debug file, so no sound is needed.
It writes to a file by the block, and to a terminal by the line: it is given a terminal.
Debian's packages: orca, at-spi2-core, speech-dispatcher, python3-speechd, xvfb, dbus, openbox.
"""

import os
import re
import shutil
import signal
import subprocess
import time
import tty
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, Playwright

from tests.browser import chromium_options

PROGRAMS = ("orca", "Xvfb", "dbus-daemon", "openbox", "gsettings")
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)' ?\{", re.S)
# It has nothing more to say when nothing on its desktop ran for so long; and words that must come
# are waited for until nothing ran for so much longer. A slow machine is silent while it thinks.
SILENCE, PATIENCE = 1.0, 20.0  # seconds
POLL = 50  # ms
STARTING = 60  # seconds


def is_installed() -> bool:
    return all(map(shutil.which, PROGRAMS)) and LAUNCHER.exists()


class ScreenReader:
    """A page, and what is said when keys are pressed on it."""

    def __init__(self, page: Page, log: Path) -> None:
        self.page, self.log, self.read = page, log, 0
        self.tree = page.context.new_cdp_session(page)

    def open(self, url: str, awaited: str) -> list[str]:
        """Goes to a page. A new window leaves the focus in its address bar: a click takes it."""
        self.page.goto(url)
        self.page.bring_to_front()
        self.page.mouse.click(2, 2)
        return self.heard(awaited)

    def heard(self, awaited: str = "") -> list[str]:
        """What was said since the last time, once it is at rest; not before the `awaited` words."""
        size, rested = -1, time.monotonic()
        while True:
            self.page.wait_for_timeout(POLL)  # the page goes on meanwhile
            if (now := self.log.stat().st_size) != size or any(map(is_running, self.processes())):
                size, rested = now, time.monotonic()
                continue
            rest = time.monotonic() - rested
            if rest > SILENCE and awaited in " ".join(said := self.said()):
                break
            assert rest < PATIENCE, f"It does not say “{awaited}”, but: {said}"
        self.read = self.log.stat().st_size
        return said

    def processes(self) -> Iterator[Path]:
        """All that runs on the desktop: the screen reader, the browser, and what joins them."""
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended, or is not ours
                if f"HOME={self.log.parent}\0".encode() in (process / "environ").read_bytes():
                    yield process

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

    def name_of(self, target: Locator) -> str:
        """What the browser calls a control, as it tells a screen reader."""
        handle = target.evaluate_handle("element => window.named = element")
        handle.dispose()
        found = self.tree.send("Runtime.evaluate", {"expression": "window.named"})
        node = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        nodes = self.tree.send("Accessibility.getPartialAXTree", node)["nodes"]
        return " ".join(nodes[0]["name"]["value"].split())


def is_running(process: Path) -> bool:
    """Whether it works, or would if the machine had the time."""
    with suppress(OSError):  # it has ended
        return (process / "stat").read_text().rpartition(")")[2].split()[0] in "RD"
    return False


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
        terminal = open_terminal(stack, environment, log)
        start(stack, environment, "orca", f"--debug-file={terminal}", "--replace")
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


def open_terminal(stack: ExitStack, environment: dict[str, str], log: Path) -> str:
    """The path of a terminal; what is written to it lands in `log`."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    stack.callback(os.close, theirs)
    with log.open("wb") as file, os.fdopen(ours) as reading:
        start(stack, environment, "cat", stdin=reading.fileno(), stdout=file.fileno())
    return os.ttyname(theirs)


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
    stack: ExitStack,
    environment: dict[str, str],
    *command: str,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[str]:
    """Starts a program that ends, with all that it started, when the stack is left."""
    process = subprocess.Popen(
        command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.DEVNULL, text=True,
        start_new_session=True,
    )  # fmt: skip

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

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
