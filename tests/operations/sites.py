"""The site as the Dockerfile starts it, and the programs around it, on ports of their own."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.operations.clusters import free_port, until
from tests.operations.databases import ROOT


@contextmanager
def running(command: list[object], log: Path, **environment: str) -> Iterator[int]:
    """A program, until the end; its process."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env={**os.environ, "GENIE_DEBUG": "1", **environment},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process.pid
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def site(log: Path, **environment: str) -> Iterator[str]:
    """Its address."""
    port = free_port()
    command = [
        *(ROOT / ".venv" / "bin" / "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", port, "--workers", 1, "--blocking-threads", 2, "--no-ws"),
        "genie_site.wsgi:application",
    ]
    address = f"http://127.0.0.1:{port}"
    with running(command, log, **environment):
        until(lambda: answers(address + "/healthz"), "an answer of the site")
        yield address


def answers(address: str) -> bool:
    try:
        return bool(urlopen(address, timeout=20).status == 200)
    except (OSError, URLError):
        return False


def fetched(address: str) -> str:
    return str(urlopen(address, timeout=30).read(), "utf-8")


def filled_in(name: str, **values: object) -> str:
    """A file of deploy/, with other values for some of its settings: each must be there."""
    text = (ROOT / "deploy" / name).read_text()
    for pattern, value in values.items():
        text, found = re.subn(rf"(?m)^{pattern} = .*$", f"{pattern} = {value}", text)
        assert found == 1, pattern
    return text
