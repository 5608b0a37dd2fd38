"""What the rows of a file are, each by itself and beside those before it. Asks no database."""

import hashlib
from typing import NamedTuple

from imports import rows
from imports.cells import text_of
from imports.columns import ColumnMapping
from imports.reading import FileRow
from resources.intake.entries import Entry, RowOutcome

# rows are read anew when this code reads differently
READER = 2
# the parts of a key: nothing else, and it is none
BETWEEN = " |"


class Line(NamedTuple):
    """A row, and what is made of it."""

    row: FileRow
    key: str
    # why it is left out
    reason: str
    digest: str
    # where it was read ahead
    entry: Entry | None


class Lines:
    """Memory grows by 100 bytes or so a row. `version` of what words mean; `ahead`: read each
    entry at once, or only when it is known to say something new."""

    def __init__(self, mapping: ColumnMapping, version: str, *, ahead: bool) -> None:
        self.mapping = mapping
        self.understood = f"{READER} {mapping!r} {version}"
        self.ahead = ahead
        self.seen: dict[int, int] = {}  # hash of the key: first row
        self.left_out: dict[str, tuple[int, str]] = {}  # key: row and reason

    def line(self, row: FileRow) -> Line:
        if row.error:
            return Line(row, "", "", "", None)
        key = rows.key(row.cells, self.mapping)
        reason = rows.reason_to_skip(row.cells, self.mapping)
        likely = self.ahead and not reason and key.strip(BETWEEN)
        entry = rows.to_entry(row.cells, self.mapping, row.more) if likely else None
        return Line(row, key, reason, self.digest(row), entry)

    def digest(self, row: FileRow) -> str:
        """Of what the row says, and how it is understood."""
        more = [text for number, others in row.more for text in (str(number), *others.values())]
        said = "\x1f".join([self.understood, *row.cells.values(), *more])
        return hashlib.blake2b(said.encode(errors="replace"), digest_size=16).hexdigest()

    def refusal(self, line: Line) -> tuple[RowOutcome, str] | None:
        """None for an entry that is the first of its key; of anything else what it is. To be asked
        in the order of the rows."""
        row, key, reason = line.row, line.key, line.reason
        if row.error:
            return RowOutcome.FAILED, row.error
        if rows.is_heading(row.cells, self.mapping):
            name = name_of(row, self.mapping)
            what = f"Nothing but “{name}” stands there: a heading or a note, and no entry."
            return RowOutcome.SKIPPED, what
        if reason:
            self.left_out[key] = (row.number, reason)
            return RowOutcome.SKIPPED, f"{name_of(row, self.mapping)}: {reason}."
        if not key.strip(BETWEEN):
            nothing = f"Nothing under {', '.join(self.mapping.id)} tells it apart."
            return RowOutcome.FAILED, nothing
        first = self.seen.setdefault(hash(key), row.number)
        return None if first == row.number else (RowOutcome.DUPLICATE, same_as(first))

    def gone(self) -> dict[str, tuple[int, str]]:
        """What the file leaves out and has in no other row: key, row and reason."""
        return {key: why for key, why in self.left_out.items() if hash(key) not in self.seen}


def same_as(first: int) -> str:
    return f"The same entry as row {first}."


def name_of(row: FileRow, mapping: ColumnMapping) -> str:
    given = mapping.columns.get("name")
    return text_of(row.cells, mapping, "name") if given else str(mapping.constants["name"])
