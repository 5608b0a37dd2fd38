"""Checks, imports or undoes an upload outside the web request, while its page waits.

The work is a task in the database's queue, which `manage.py db_worker` takes up. A worker stopped
in the middle loses no more than one batch of rows, and the curator lets the work go on, or undoes
what there is of it.
"""

import logging
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from facilitation.models import User
from imports import columns, grouping, problems, run, undo, uploads
from imports.models import ImportRun
from imports.reading import FileRow

logger = logging.getLogger(__name__)

State = ImportRun.State
REPORT_EVERY = 1.0  # seconds


def start(upload: ImportRun, state: ImportRun.State, by: User) -> None:
    """Begin the work of that state, and come back at once. A second click begins nothing."""
    as_read = ImportRun.objects.filter(pk=upload.pk, state=upload.state, heard_at=upload.heard_at)
    reset: dict[str, Any] = {}
    if upload.state != state:  # it does not only go on
        reset["rows_done"] = 0
    if upload.state == State.CHECKED and state == State.IMPORTING:
        reset |= {"last_row": 0, "counts": {}, "remarks": []}
    if as_read.update(state=state, heard_at=timezone.now(), **reset):
        work_on.enqueue(str(upload.pk), str(by.pk))


@task()
def work_on(upload_id: str, by_id: str) -> None:
    try:
        work(UUID(upload_id), User.objects.filter(pk=by_id).first())
    except Exception:
        # its page says so; what a task raises would be kept with its words in the queue's table
        logger.exception("The work on an import failed.")


def is_waiting(upload: ImportRun) -> bool:
    """Has no worker taken it up yet?"""
    tasks = DBTaskResult.objects.ready().filter(task_path=work_on.module_path)
    return tasks.filter(args_kwargs__args__0=str(upload.pk)).exists()


def work(key: UUID, by: User | None) -> None:
    """Do what the upload's state says, and write down what came of it."""
    upload = ImportRun.objects.get(pk=key)
    if State(upload.state) not in WORK:
        return  # another worker has done it
    ImportRun.objects.filter(pk=key).update(heard_at=timezone.now())
    try:
        WORK[State(upload.state)](upload, by)
    except (columns.MappingError, problems.FileError) as error:
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
    mapping = columns.from_content(upload.mapping)
    with uploads.unpacked(upload.content) as path:
        lines = grouping.read(path, mapping)
        report = run.check(with_progress(upload.pk, lines), mapping)
    upload.state, upload.message = State.CHECKED, ""
    upload.counts, upload.remarks = dict(report.counts), report.most_important()
    upload.save(update_fields=["state", "message", "counts", "remarks"])


def import_rows(upload: ImportRun, by: User | None) -> None:
    mapping = columns.from_content(upload.mapping)
    with uploads.unpacked(upload.content) as path:
        # the check has read it to its end
        run.carry_out(upload, mapping, grouping.read(path, mapping))


def undo_import(upload: ImportRun, by: User | None) -> None:
    undo.undo_whole(upload, by)


WORK = {State.CHECKING: check, State.IMPORTING: import_rows, State.UNDOING: undo_import}


def with_progress(key: UUID, lines: Iterator[FileRow]) -> Iterator[FileRow]:
    """Write down how far a check is, over a connection of its own: the check is one transaction
    to its end."""
    reported = time.monotonic()
    own_connection = connection.copy()
    try:
        for done, line in enumerate(lines, 1):
            if time.monotonic() - reported > REPORT_EVERY:
                reported = time.monotonic()
                with own_connection.cursor() as cursor:
                    cursor.execute(
                        "UPDATE imports_importrun SET rows_done = %s, heard_at = now()"
                        " WHERE id = %s",
                        [done, key],
                    )
            yield line
    finally:
        own_connection.close()
