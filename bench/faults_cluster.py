"""A PostgreSQL of the drill's own, on a disk that can be filled and with a clock that can be set.

The disk is a file system in memory, which only root can make: without it, that fault is left out.
The clock is libfaketime's, under which the site runs too.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRIVATE = (
    "source script/lib.sh; unset DATABASE_URL; cluster=$made/postgres-faults; "
    "database_settings='-c max_wal_size=96MB -c min_wal_size=32MB'; "
)
RUNNING = PRIVATE + "use_database; trap - EXIT; "
DISK = "600m"
BACK = "-7200"  # seconds
SEGMENTS = 40  # halves of one: more of the log than are kept


def shell(commands: str, *, check: bool = True, clock: dict[str, str] | None = None) -> str | None:
    """What it printed; None where it failed."""
    words, env = ["bash", "-c", commands], {**os.environ, **(clock or {})}
    told = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if check and told.returncode:
        sys.exit(told.stderr)
    return None if told.returncode else told.stdout


class Cluster:
    def __init__(self, *, clock: bool) -> None:
        self.has_clock = clock
        said = shell(PRIVATE + 'make_cluster_home; readlink -f "$cluster"') or ""
        self.folder = Path(said.split()[-1])
        self.is_mounted = False
        # the environment of whatever goes by the clock that can be set
        self.clock: dict[str, str] = {}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Inside, DATABASE_URL names an empty database of it."""
        self.mount()
        self.set_up_clock()
        try:
            url = shell(RUNNING + 'echo "$DATABASE_URL"', clock=self.clock) or ""
            os.environ["DATABASE_URL"] = url.split()[-1]
            yield
        finally:
            shell(PRIVATE + "delete_cluster", check=False)
            if self.is_mounted:
                subprocess.run(["umount", self.folder], check=False)
            shutil.rmtree(self.folder, ignore_errors=True)
            (ROOT / ".local" / "postgres-faults").unlink(missing_ok=True)

    def mount(self) -> None:
        if os.geteuid() != 0:
            return
        words = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", self.folder]
        self.is_mounted = subprocess.run(words, check=False, capture_output=True).returncode == 0
        if self.is_mounted:
            shutil.chown(self.folder, "postgres", "postgres")

    def set_up_clock(self) -> None:
        found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
        if not self.has_clock:
            return
        if not found:
            sys.exit("libfaketime is not installed.")
        self.set_clock("+0")
        self.clock = {
            "LD_PRELOAD": str(found[-1]),
            "FAKETIME_TIMESTAMP_FILE": str(self.folder / "clock"),
            "FAKETIME_CACHE_DURATION": "1",  # looked at every second
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # which measures how long something takes
        }

    def set_clock(self, shift: str) -> None:
        file = self.folder / "clock"
        file.write_text(shift + "\n")
        file.chmod(0o644)

    def fill(self) -> None:
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue
        # what was set aside for the log before is used up, too, until it dies of that: from then on
        # nothing at all is kept
        for _ in range(SEGMENTS):
            message = "SELECT pg_logical_emit_message(true, 'full', repeat('x', 8000000))"
            if shell(RUNNING + f'in_cluster -c "{message}"', check=False) is None:
                break

    def empty(self) -> None:
        """What died for want of room is started again, as the system's own service would."""
        (self.folder / "filler").unlink()
        self.be_there()

    def stop_at_once(self) -> None:
        """As when the power goes."""
        shell(RUNNING + "pg_ctl stop --mode=immediate; start_cluster", clock=self.clock)

    def kill(self) -> None:
        """The first process: the others end by themselves, and what they had in common is left."""
        shell(RUNNING + 'kill -KILL $(head -n 1 "$files/data/postmaster.pid")')
        self.be_there()

    def be_there(self) -> None:
        for _ in range(200):
            start = RUNNING + "pg_ctl status || start_cluster"
            if shell(start, check=False, clock=self.clock) is not None:
                return
            time.sleep(0.1)
        sys.exit("The database did not come back.")
