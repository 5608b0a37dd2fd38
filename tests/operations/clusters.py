"""PostgreSQL servers of a test's own: made, killed, copied and promoted."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.operations.databases import sql

OWNER = "postgres"  # as root, PostgreSQL refuses to run


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def as_owner(*command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", OWNER, "--", *words]
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done


def program(name: str) -> Path:
    """Of the newest PostgreSQL that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: one.parts[4])
    return found[-1]


def until(answer: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait for what another process does, and say what never came."""
    last = time.monotonic() + seconds
    while not answer():
        assert time.monotonic() < last, f"{what} did not happen"
        time.sleep(0.05)


@contextmanager
def folder_of_owner() -> Iterator[Path]:
    """A folder that the account which runs PostgreSQL may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="genie-"))
    if os.geteuid() == 0:
        there = pwd.getpwnam(OWNER)
        os.chown(folder, there.pw_uid, there.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """One server, its files in `folder`/`name`; listens on 127.0.0.1, and trusts whoever asks."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.data, self.port = folder, folder / name, free_port()
        self.log = folder / f"{name}.log"

    def url(self, database: str = "genie") -> str:
        return f"postgis://genie@127.0.0.1:{self.port}/{database}"

    def sql(self, statement: str, database: str = "genie") -> list[tuple]:
        return sql(self.url(database), statement)

    def make(self, **settings: object) -> None:
        as_owner(
            *(program("initdb"), "--pgdata", self.data, "--username=genie", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        self.set(**settings)

    def set(self, **settings: object) -> None:
        lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write(lines)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder}"
        done = as_owner(
            *(program("pg_ctl"), "start", "--wait", "--timeout=120", "-D", self.data),
            *("--log", self.log, "-o", options),
            check=False,
        )
        assert done.returncode == 0, self.log.read_text()[-3000:]

    def stop(self, mode: str = "fast") -> None:
        as_owner(program("pg_ctl"), "stop", "-D", self.data, "--mode", mode, check=False)

    def kill(self) -> None:
        """As when the machine dies: nothing is written any more."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in [pid, *map(int, children)]:
            os.kill(one, signal.SIGKILL)
        until(lambda: gone(pid), "the end of the server")
        # a server whose end nobody has asked about yet counts as running
        for lock in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            lock.unlink(missing_ok=True)


def gone(pid: int) -> bool:
    """Ended; nobody may have asked yet how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@contextmanager
def clusters() -> Iterator[Callable[[str], Cluster]]:
    """Makes servers by name, and ends all of them."""
    made: list[Cluster] = []
    with folder_of_owner() as folder:

        def make(name: str) -> Cluster:
            made.append(Cluster(folder, name))
            return made[-1]

        try:
            yield make
        finally:
            for one in made:
                if (one.data / "postmaster.pid").exists():
                    one.stop("immediate")
