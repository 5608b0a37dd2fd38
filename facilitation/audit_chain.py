"""What makes the audit log a chain, as a pure rule: the twin of the database's own function
`facilitation_audit_digest`."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol
from uuid import UUID


class Line(Protocol):
    at: dt.datetime
    actor_id: UUID | None
    organisation_id: UUID | None
    kind: str
    action: str
    object_type: str
    object_id: UUID | None
    position: int | None
    digest: str


class Head(NamedTuple):
    """How many lines a chain has, and the digest of the last."""

    length: int
    digest: str


EMPTY = Head(0, "")


def digest_of(line: Line, before: str) -> str:
    """SHA-256 of the digest before and the line's own fields, with | between."""
    fields = (
        before,
        line.position,
        line.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        line.actor_id,
        line.organisation_id,
        line.kind,
        line.action,
        line.object_type,
        line.object_id,
    )
    text = "|".join("" if field is None else str(field) for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def problems(lines: Iterable[Line], head: Head, noted: Head = EMPTY) -> Iterator[str]:
    """What does not hold in one chain, in words; its lines come by position. `noted` is where it
    ended when somebody wrote that down elsewhere."""
    before, expected = "", 1
    for line in lines:
        assert line.position is not None
        if line.position != expected:
            yield f"{gap(expected, line.position - 1)} removed"
        elif digest_of(line, before) != line.digest:
            yield f"line {line.position} was changed"
        if line.position == noted.length and line.digest != noted.digest:
            yield f"line {line.position} is not the one that was noted"
        before, expected = line.digest, line.position + 1
    last = max(head.length, noted.length)
    if last >= expected:
        yield f"{gap(expected, last)} removed"
    elif (head.length, head.digest) != (expected - 1, before):
        yield "its head does not go with its last line"


def gap(first: int, last: int) -> str:
    return f"line {first} was" if first == last else f"lines {first} to {last} were"
