"""Checks, imports or takes back an upload behind the page that waits for it.

In a thread of the server itself: a council's file comes a few times a year, which is not worth a
queue that has to be kept running. A server stopped in the middle loses no more than one batch of
rows, and the curator lets the work go on, or takes back what there is of it.
"""

import gzip
import io
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.utils import timezone

from facilitation.models import User
from imports import columns, reading, run, undo
from imports.models import ImportRun
from imports.reading import Line

State = ImportRun.State
REPORT_EVERY = 1.0  # seconds


def start(upload: ImportRun, state: ImportRun.State, by: User) -> None:
    """Begin the work of that state, and come back at once. A second click begins nothing."""
    as_seen = ImportRun.objects.filter(pk=upload.pk, state=upload.state, heard_at=upload.heard_at)
    anew: dict[str, Any] = {}
    if upload.state != state:  # it does not only go on
        anew["rows_done"] = 0
    if upload.state == State.CHECKED and state == State.IMPORTING:
        anew |= {"last_row": 0, "counts": {}, "remarks": []}
    if as_seen.update(state=state, heard_at=timezone.now(), **anew):
        threading.Thread(target=in_thread, args=[upload.pk, by], daemon=True).start()


def in_thread(key: UUID, by: User) -> None:
    try:
        work(key, by)
    finally:
        connections.close_all()


def work(key: UUID, by: User | None) -> None:
    """Do what the upload's state says, and write down what came of it."""
    upload = ImportRun.objects.get(pk=key)
    try:
        WORK[State(upload.state)](upload, by)
    except (columns.MappingError, reading.FileError) as error:
        fail(upload, str(error))
    except run.StoppedError:
        return
    except BaseException:
        if upload.state == State.CHECKING:
            fail(upload, "Something went wrong on our side.")
        # otherwise it falls silent, and its page offers to go on from where it stopped
        raise


def fail(upload: ImportRun, message: str) -> None:
    upload.state, upload.message = State.FAILED, message
    upload.save(update_fields=["state", "message"])


def check(upload: ImportRun, by: User | None) -> None:
    wanted = columns.from_content(upload.mapping)
    with as_file(upload) as path:
        lines = reading.read(path, wanted.used_columns())
        report = run.check(with_progress(upload.pk, lines), wanted)
    upload.state, upload.message = State.CHECKED, ""
    upload.counts, upload.remarks = dict(report.counts), report.most_important()
    upload.save(update_fields=["state", "message", "counts", "remarks"])


def bring_in(upload: ImportRun, by: User | None) -> None:
    wanted = columns.from_content(upload.mapping)
    with as_file(upload) as path:
        # the check has read it to its end
        run.carry_out(upload, wanted, reading.read(path, wanted.used_columns()))


def take_back(upload: ImportRun, by: User | None) -> None:
    undo.undo_whole(upload, by)


WORK = {State.CHECKING: check, State.IMPORTING: bring_in, State.UNDOING: take_back}


@contextmanager
def as_file(upload: ImportRun) -> Iterator[Path]:
    """The upload's content in a file of its own, for as long as it is read."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        with gzip.open(io.BytesIO(upload.content)) as packed:
            shutil.copyfileobj(packed, file)
        file.flush()
        yield Path(file.name)


def with_progress(key: UUID, lines: Iterable[Line]) -> Iterator[Line]:
    """Tell how far a check is over a connection of its own: it is one transaction to its end."""
    told = time.monotonic()
    beside = connection.copy()
    try:
        for done, line in enumerate(lines, 1):
            if time.monotonic() - told > REPORT_EVERY:
                told = time.monotonic()
                with beside.cursor() as cursor:
                    cursor.execute(
                        "UPDATE imports_importrun SET rows_done = %s, heard_at = now()"
                        " WHERE id = %s",
                        [done, key],
                    )
            yield line
    finally:
        beside.close()
