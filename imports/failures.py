"""The rows of an upload that could not be imported, as a spreadsheet to mend and send back."""

import csv
import gzip
import io
from typing import Any

from imports import reading, uploads
from imports.models import ImportRun
from resources.intake.entries import RowOutcome

ADDED = ("Row", "What is wrong")


def why(upload: ImportRun) -> dict[int, str]:
    """By their numbers."""
    return {number: text for number, one, text in upload.remarks if one == RowOutcome.FAILED}


def sheet(upload: ImportRun) -> str:
    """As CSV: the columns of the file, the row's number in it, and what is wrong."""
    if upload.state == ImportRun.State.DONE:
        return gzip.decompress(upload.content).decode() if upload.content else ""
    wrong = why(upload)
    if not wrong or not upload.content:
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*upload.columns, *ADDED])
    with uploads.unpacked(upload.content) as path:
        for number, cells in reading.records(path):
            if number in wrong:
                writer.writerow([*cells, number, wrong[number]])
    return text.getvalue()


def packed(upload: ImportRun) -> bytes:
    """What is kept of an upload when its import is done."""
    text = sheet(upload)
    return gzip.compress(text.encode()) if text else b""


def counted(remarks: list[Any]) -> dict[str, list[Any]]:
    """The remarks by outcome, in the order in which somebody has to look at them."""
    found: dict[str, list[Any]] = {one.value: [] for one in ORDER}
    for remark in remarks:
        found.setdefault(remark[1], []).append(remark)
    return {outcome: of_it for outcome, of_it in found.items() if of_it}


ORDER = (
    RowOutcome.FAILED,
    RowOutcome.LOOK_ALIKE,
    RowOutcome.DUPLICATE,
    RowOutcome.NOTE,
    RowOutcome.CLOSED,
    RowOutcome.SKIPPED,
)
