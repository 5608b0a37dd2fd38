"""The scripts say in plain words what they cannot do, before they do anything."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What every system has, Debian or not
EVERYWHERE = [
    "basename",
    "bash",
    "cat",
    "dirname",
    "echo",
    "env",
    "grep",
    "ls",
    "mkdir",
    "python3",
    "sed",
    "sort",
    "uname",
    "xargs",
]


def run(*command: str, **environment: str) -> tuple[int, str]:
    """The exit status, and what was said on standard error."""
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stderr


@pytest.mark.parametrize("port", ["", "abc", "80", "1023", "65536", "8000x", "08000", "9" * 30])
def test_a_port_that_is_none(port):
    message = f'--port needs a number from 1024 to 65535, not "{port}".\n'

    assert run("script/demo", "--port", port) == (1, message)
    assert run("script/demo", f"--port={port}") == (1, message)


def test_a_port_left_out():
    assert run("script/demo", "--port") == (
        1,
        '--port needs a number from 1024 to 65535, not "".\n',
    )


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = f"Port {port} is taken. Try script/demo --port {port + 1}\n"

        assert run("script/demo", "--port", str(port)) == (1, told)


def test_what_is_not_an_option():
    told = "script/demo does not know --prot. It takes --port N and --reset.\n"

    assert run("script/demo", "--prot", "8001") == (1, told)


def test_somebody_elses_database_is_not_emptied():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    told = "--reset deletes the private database only. DATABASE_URL is yours to empty.\n"

    assert run("script/demo", "--reset", "--port", str(port), DATABASE_URL="postgis://x/y") == (
        1,
        told,
    )


@pytest.fixture
def bare_path(tmp_path):
    """Programs that every system has: no apt-get, Chromium or Node.js among them."""
    for name in EVERYWHERE:
        found = shutil.which(name)
        assert found, name
        (tmp_path / name).symlink_to(found)
    return tmp_path


def install_what_tests_need(path: Path) -> tuple[int, str]:
    command = "source script/lib.sh && install_system_packages test"
    return run("bash", "-c", command, PATH=str(path), DATABASE_URL="postgis://x/y")


def test_without_apt_it_says_what_is_missing(bare_path):
    status, told = install_what_tests_need(bare_path)

    assert status == 1
    assert told.startswith("Genie needs these, here by the names of Debian's packages:\n")
    assert (
        "\n    nodejs\n    poppler-utils\n    age\nThere is no apt here: install what your" in told
    )


def test_on_macos_it_says_how_to_get_it(bare_path):
    (bare_path / "uname").unlink()
    (bare_path / "uname").write_text("#!/bin/sh\necho Darwin\n")
    (bare_path / "uname").chmod(0o755)
    status, told = install_what_tests_need(bare_path)

    assert status == 1
    assert (
        "\n    chromium\n    nodejs\n    poppler-utils\n    age\nOn macOS they come with Homebrew"
        in told
    )
    assert (
        "    brew install python node gdal pango poppler age libpq postgresql@17 postgis\n" in told
    )


def test_without_python_it_says_so(bare_path):
    (bare_path / "python3").unlink()
    status, told = run("bash", "script/demo", PATH=str(bare_path))

    assert status == 1
    assert told.startswith("Genie needs Python 3.11 or newer: there is no python3 here.\n")
