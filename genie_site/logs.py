"""Log lines about faults, without what was typed."""

import logging
import re
import traceback
from types import TracebackType
from typing import Any


class WordlessFormatter(logging.Formatter):
    """Says which errors were raised and where, but not their messages: a database repeats the
    whole row in its own, name and postcode included."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        error: BaseException | None = ei[1]
        lines: list[str] = []
        while error is not None:
            lines[:0] = [*frames(error.__traceback__), type(error).__qualname__]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def frames(trace: TracebackType | None) -> list[str]:
    return [line.rstrip() for line in traceback.format_tb(trace)]


def without_query(record: logging.LogRecord) -> bool:
    """Takes what follows the question mark out of the development server's lines: a feed's caller
    may send a postcode there. granian keeps no such log unless told to."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            re.sub(r"\?\S*", "", part) if isinstance(part, str) else part for part in record.args
        )
    return True
