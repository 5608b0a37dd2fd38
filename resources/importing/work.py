"""Checks or imports an upload behind the page that waits for it.

In a thread of the server itself: a council's file comes a few times a year, which is not worth a
queue that has to be kept running. The import is one transaction, so a server stopped in the middle
of one leaves the directory as it was, and the curator starts it again.
"""

import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.db import connection, connections
from django.utils import timezone

from resources.importing import mapping, reading, run
from resources.importing.reading import Line
from resources.models import ImportRun

State = ImportRun.State
REPORT_EVERY = 1.0  # seconds
MOST_REMARKS = 3000


def start(upload: ImportRun, state: ImportRun.State) -> None:
    """Begin checking or importing, and come back at once. A second click begins nothing."""
    as_seen = ImportRun.objects.filter(pk=upload.pk, state=upload.state, heard_at=upload.heard_at)
    if as_seen.update(state=state, rows_done=0, heard_at=timezone.now()):
        threading.Thread(target=in_thread, args=[upload.pk], daemon=True).start()


def in_thread(key: UUID) -> None:
    try:
        work(key)
    finally:
        connections.close_all()


def work(key: UUID) -> None:
    """Do what the upload's state says, and write down what came of it."""
    upload = ImportRun.objects.get(pk=key)
    checking = upload.state == State.CHECKING
    try:
        report = carry_out(upload, dry_run=checking)
    except (mapping.MappingError, reading.FileError) as error:
        upload.state, upload.message = State.FAILED, str(error)
    except BaseException:
        upload.state = State.FAILED
        upload.message = "Something went wrong on our side. Nothing was imported."
        raise
    else:
        upload.state, upload.message = State.CHECKED if checking else State.DONE, ""
        upload.counts = dict(report.counts)
        upload.remarks = report.remarks[:MOST_REMARKS]
        if not checking:
            upload.content = b""
    finally:
        upload.save(update_fields=["state", "message", "counts", "remarks", "content"])


def carry_out(upload: ImportRun, *, dry_run: bool) -> run.Report:
    wanted = mapping.from_content(upload.mapping)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(upload.content)
        file.flush()
        lines = reading.read(Path(file.name), wanted.used_columns())
        return run.run(with_progress(upload.pk, lines), wanted, dry_run=dry_run)


def with_progress(key: UUID, lines: Iterable[Line]) -> Iterator[Line]:
    """Tell how far the work is over a connection of its own: the import commits only at the end."""
    told = time.monotonic()
    beside = connection.copy()
    try:
        for done, line in enumerate(lines, 1):
            if time.monotonic() - told > REPORT_EVERY:
                told = time.monotonic()
                with beside.cursor() as cursor:
                    cursor.execute(
                        "UPDATE resources_importrun SET rows_done = %s, heard_at = now()"
                        " WHERE id = %s",
                        [done, key],
                    )
            yield line
    finally:
        beside.close()
