"""The site as `compose.yaml` runs it, on a database of its own, to be asked or killed."""

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import dj_database_url
import psycopg2

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def ask(statement: str, *values: str, database: str = "") -> list[tuple[Any, ...]]:
    """What the database that DATABASE_URL names answers, or another of that server. By a connection
    of its own: the server may have been away."""
    there = dj_database_url.parse(os.environ["DATABASE_URL"])
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {keys[key]: there[key] for key in keys if there[key]}
    name = database or there["NAME"]
    with contextlib.closing(psycopg2.connect(dbname=name, **given)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def administer(statement: str) -> None:
    ask(statement, database="postgres")


@contextlib.contextmanager
def own_database() -> Iterator[None]:
    """A copy of the database that DATABASE_URL names; inside, it names the copy."""
    url = os.environ["DATABASE_URL"]
    name = dj_database_url.parse(url)["NAME"]
    copy = f"{name}_load_{os.getpid()}"
    administer(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    os.environ["DATABASE_URL"] = re.sub(r"/[^/?]+(\?|$)", rf"/{copy}\1", url)
    try:
        yield
    finally:
        administer(f'DROP DATABASE "{copy}" WITH (FORCE)')


def command_of_the_image(workers: str = "") -> str:
    image = (ROOT / "Dockerfile").read_text()
    [command] = re.findall(r"^CMD (\[[^]]*\])$", image, re.MULTILINE)
    words = shlex.join(json.loads(command.replace("\\\n", "")))
    [own] = re.findall(r"^ENV GRANIAN_WORKERS=(\d+)$", image, re.MULTILINE)
    here = words.replace("0.0.0.0", "127.0.0.1").replace("--port 8000", "--port {port}")
    return f"{here} --workers {workers or own}"


def command_for_saves() -> str:
    """As compose.yaml has it: the image's, with other workers."""
    compose = (ROOT / "compose.yaml").read_text()
    [workers] = re.findall(r'^      GRANIAN_WORKERS: "(\d+)"$', compose, re.MULTILINE)
    return command_of_the_image(workers)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def served(
    command: str, log: Path, port: int, environment: dict[str, str] | None = None
) -> Iterator[int]:
    """The site, answering on 127.0.0.1; its process."""
    words = shlex.split(command.format(port=port))
    words[0] = str(Path(sys.executable).parent / words[0])
    with log.open("wb") as out:
        env = {**os.environ, **(environment or {})}
        server = subprocess.Popen(
            words, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield server.pid
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:  # one whose database is gone may wait for it
                os.killpg(server.pid, signal.SIGKILL)


@contextlib.contextmanager
def behind_proxy(pages: int, saves: int, port: int) -> Iterator[str]:
    """nginx with the configuration of deploy/ before servers on two ports, or twice the same; its
    address."""
    from tests.operations.proxy import configure

    with tempfile.TemporaryDirectory() as name:
        # where nginx's workers, which are another account's, may read it
        shutil.copytree(ROOT / ".local" / "static", Path(name) / "static")
        words = configure(
            Path(name), "localhost", http=free_port(), https=port, pages=pages, saves=saves
        )
        server = subprocess.Popen([str(word) for word in words], stderr=subprocess.DEVNULL)
        address = f"https://localhost:{port}"
        try:
            wait_for(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def settings_behind_proxy(port: int) -> dict[str, str]:
    return {
        "GENIE_HTTPS": "1",
        "GENIE_BEHIND_PROXY": "1",
        "GENIE_TRUSTED_ORIGINS": f"https://localhost:{port}",
    }


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    anybody = ssl._create_unverified_context()  # a certificate that signs itself
    for _ in range(200):
        if server.poll() is not None:
            break
        with contextlib.suppress(URLError, ConnectionError):
            urlopen(address, context=anybody)
            return
        time.sleep(0.1)
    sys.exit("The server did not start.")
