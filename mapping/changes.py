"""Changes to a map as a pure rule: what one change does, what two at once do, what undo does.

A state is a member as the page sends it: a dict of FIELDS, or None where the member is not there.
Somebody who is named but not placed yet has no ring, x and y (None). The twin of
static/mapping/changes.js, held together by tests/mapping/changes_cases.json.
"""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, TypeVar

from mapping.vocabulary import ChangeKind

MemberState = dict[str, Any] | None
S = TypeVar("S", bound="Step")

# Told as one: a ring and the place in it, taken from two windows, might not fit together.
PLACE = ("ring", "x", "y")
FIELDS = ("name", "relationship", "frequency", "work", *PLACE, "tie_status", "previous")
UNITS = (
    ("name",),
    ("relationship",),
    ("frequency",),
    ("work",),
    PLACE,
    ("tie_status",),
    ("previous",),
)


class Change(NamedTuple):
    """A change as asked for; see `mapping.models.MapChange` for what is kept."""

    id: uuid.UUID
    member: uuid.UUID
    before: MemberState
    after: MemberState
    kind: str = ChangeKind.DO
    of: uuid.UUID | None = None


class ChangesResult(NamedTuple):
    """What came of a batch: the changes that could not be, by id; and for those that met a change
    of somebody else's, what that one had made of the member."""

    refused: dict[str, str]
    overlaps: dict[str, MemberState]


class Merged(NamedTuple):
    state: MemberState
    overlaps: bool  # someone else changed the same thing differently


def differs(a: dict[str, Any], b: dict[str, Any], unit: Iterable[str]) -> bool:
    return any(a.get(field) != b.get(field) for field in unit)


def merge(current: MemberState, before: MemberState, after: MemberState) -> Merged:
    """What `current` becomes when someone who saw `before` makes it `after`.

    What they did not touch stays as it is; what they did touch becomes theirs.
    """
    if current in (before, after):
        return Merged(after, overlaps=False)
    if current is None or before is None or after is None:
        return Merged(after, overlaps=True)
    state, overlaps = dict(current), False
    for unit in UNITS:
        if differs(before, after, unit):
            overlaps |= differs(current, before, unit) and differs(current, after, unit)
            state |= {field: after.get(field) for field in unit}
    return Merged(state, overlaps)


class Step(Protocol):
    """What undo and redo need to know of a change."""

    @property
    def pk(self) -> Any: ...
    @property
    def kind(self) -> str: ...
    @property
    def of(self) -> Any: ...  # the change that an undo or redo is about


def stacks(log: Iterable[S]) -> tuple[list[S], list[S]]:
    """From all changes in order, those that can be undone and redone, the next one last."""
    undoable: list[S] = []
    redoable: list[S] = []
    for step in log:
        if step.kind == ChangeKind.DO:
            undoable.append(step)
            redoable.clear()
        elif step.kind == ChangeKind.UNDO:
            shift(step.of, undoable, redoable)
        else:
            shift(step.of, redoable, undoable)
    return undoable, redoable


def shift(pk: Any, source: list[S], target: list[S]) -> None:
    """Move one step across, wherever it lies: a second window may have added some since."""
    found = next((step for step in source if step.pk == pk), None)
    if found is not None:
        source.remove(found)
        target.append(found)
