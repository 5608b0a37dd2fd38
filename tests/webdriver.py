"""The other browsers, which Playwright cannot drive as the system has them: WebKit, as on an iPad,
and Firefox. A plain WebDriver client: the few commands that one session needs, and no more."""

import base64
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver writes an element into its JSON
SECONDS = 20

# By role and name, as a person finds things: what is in sight and begins with, or has, the words.
FIND = r"""
const [role, name] = arguments;
const roles = {
    button: "button, a, summary, [role=button]",
    heading: "h1, h2, h3",
    label: "label, legend",
    option: "option",
};
const words = (node) =>
    (node.getAttribute("aria-label") ?? node.textContent).trim().replace(/\s+/g, " ");
const inSight = (node) => (node.closest("select") ?? node).checkVisibility();
const found = [...document.querySelectorAll(roles[role])]
    .filter((node) => inSight(node) && !node.disabled);
return found.find((node) => words(node).startsWith(name))
    ?? found.find((node) => words(node).includes(name))
    ?? null;
"""

Command = Callable[[str, dict[str, Any]], Any]


class WebKit:
    """Speaks to WebKitWebDriver, by HTTP."""

    ROUTES = {
        "Navigate": ("POST", "/url"),
        "ExecuteScript": ("POST", "/execute/sync"),
        "PerformActions": ("POST", "/actions"),
        "TakeScreenshot": ("GET", "/screenshot"),
        "SetWindowRect": ("POST", "/window/rect"),
        "DeleteSession": ("DELETE", ""),
    }

    def __init__(self, port: int, browser: str) -> None:
        self.url = f"http://127.0.0.1:{port}/session"
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.url += "/" + self._send("POST", "", wanted)["sessionId"]

    def __call__(self, name: str, body: dict[str, Any]) -> Any:
        element = body.pop("id", "")
        method, path = self.ROUTES.get(name) or ("POST", f"/element/{element}/{ROUTE_OF[name]}")
        return self._send(method, path, body)

    def _send(self, method: str, path: str, body: dict[str, Any]) -> Any:
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self.url + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise RuntimeError(f"{path}: {error.read().decode()}") from error


ROUTE_OF = {"ElementClick": "click", "ElementSendKeys": "value"}


class Firefox:
    """Speaks to Firefox itself, by its Marionette protocol: what geckodriver would do."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.file = self.socket.makefile("rb")
        self.number = 0
        self._receive()  # it says who it is
        self("NewSession", {})

    def __call__(self, name: str, body: dict[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, f"WebDriver:{name}", body]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{name}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _receive(self) -> Any:
        length = b""
        while (digit := self.file.read(1)) != b":":
            if not digit:
                raise ConnectionError("Firefox is gone")
            length += digit
        return json.loads(self.file.read(int(length)))

    def close(self) -> None:
        self.file.close()
        self.socket.close()


class Browser:
    """One window, and what a person does in it."""

    def __init__(self, command: Command) -> None:
        self.command = command

    def open(self, url: str) -> None:
        self.command("Navigate", {"url": url})

    def resize(self, width: int, height: int) -> None:
        """To what the page has, without the browser's own bars."""
        self.command("SetWindowRect", {"x": 0, "y": 0, "width": width, "height": height})
        bars = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        outer = {"width": width + bars[0], "height": height + bars[1]}
        self.command("SetWindowRect", {"x": 0, "y": 0, **outer})

    def script(self, text: str, *args: Any) -> Any:
        return self.command("ExecuteScript", {"script": text, "args": args})

    def until(self, text: str, *args: Any) -> Any:
        """What the script gives, as soon as it gives anything. A page may be on its way out."""
        until = time.monotonic() + SECONDS
        while True:
            try:
                if found := self.script(text, *args):
                    return found
            except (OSError, RuntimeError):
                if time.monotonic() > until:
                    raise
            if time.monotonic() > until:
                raise AssertionError(f"Not in {SECONDS} s: {args} {text}")

    def find(self, role: str, name: str) -> str:
        return str(self.until(FIND, role, name)[ELEMENT])

    def press(self, role: str, name: str) -> None:
        self.command("ElementClick", {"id": self.find(role, name)})

    def write(self, label: str, text: str) -> None:
        field = {ELEMENT: self.find("label", label)}
        field = self.script("return arguments[0].control", field)
        self.command("ElementSendKeys", {"id": field[ELEMENT], "text": text})

    def drag(self, start: list[float], end: list[float], kind: str = "mouse") -> None:
        def move(x: float, y: float) -> dict[str, Any]:
            return {"type": "pointerMove", "duration": 50, "x": round(x), "y": round(y)}

        (x, y), (to_x, to_y) = start, end
        half = move((x + to_x) / 2, (y + to_y) / 2)
        down, up = ({"type": f"pointer{kind}", "button": 0} for kind in ("Down", "Up"))
        steps = [move(x, y), down, move(x + 9, y), half, move(to_x, to_y), up]
        pointer = {"type": "pointer", "id": kind, "parameters": {"pointerType": kind}}
        self.command("PerformActions", {"actions": [{**pointer, "actions": steps}]})

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.command("TakeScreenshot", {})))
