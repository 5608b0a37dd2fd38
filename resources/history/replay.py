"""An entry's past, replayed from its events: what it held after each change."""

import copy
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from resources.models import (
    AuthorityEvent,
    ExternalIdEvent,
    InterestEvent,
    PlaceEvent,
    ResourceEvent,
    ScheduleEvent,
)

Row = dict[str, Any]

# The tables of which an entry's parts are rows, and what tells one row from another there
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "places": (PlaceEvent, ("id",)),
    "schedules": (ScheduleEvent, ("id",)),
    "external_ids": (ExternalIdEvent, ("source", "value")),
    "interests": (InterestEvent, ("interest_id",)),
    "authorities": (AuthorityEvent, ("localauthority_id",)),
}
# Longer than between two rows of one save
PAUSE = dt.timedelta(seconds=1)
# These can move to another entry when two are merged
MOVING = {"places", "schedules", "external_ids"}


@dataclass
class State:
    """An entry at one moment. `entry` is None while there is none."""

    entry: Row | None = None
    parts: dict[str, dict[Any, Row]] = field(default_factory=lambda: {name: {} for name in PARTS})


@dataclass
class Change:
    """What was done to an entry in one go, and the entry before and after."""

    at: dt.datetime
    context: dict[str, Any]
    before: State
    after: State


@dataclass
class Happening:
    """One event: this row of this part held this from then on; None, it was gone."""

    at: dt.datetime
    go: UUID | None  # what was done in one go has this in common, where that was said
    context: dict[str, Any]
    part: str
    key: Any
    row: Row | None


def changes(entry_id: UUID) -> list[Change]:
    """All that happened to the entry, oldest first."""
    happenings = sorted(every_happening(entry_id), key=lambda one: one.at)
    found = []
    state = State()
    for together in in_one_go(happenings):
        before = copy.deepcopy(state)
        for one in together:
            apply(state, one)
        last = together[-1]
        found.append(Change(last.at, last.context, before, copy.deepcopy(state)))
    return found


def in_one_go(happenings: Iterable[Happening]) -> Iterator[list[Happening]]:
    """By who did it and when they began; what was done without saying so, as by a script, follows
    upon the one before within `PAUSE`."""
    together: list[Happening] = []
    for one in happenings:
        if together and not follows(together[-1], one):
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def follows(before: Happening, one: Happening) -> bool:
    if before.go or one.go:
        return before.go == one.go
    return one.at - before.at < PAUSE


def apply(state: State, happening: Happening) -> None:
    if happening.part == "entry":
        state.entry = happening.row
    elif happening.row is None:
        state.parts[happening.part].pop(happening.key, None)
    else:
        state.parts[happening.part][happening.key] = happening.row


def every_happening(entry_id: UUID) -> Iterator[Happening]:
    for event in ResourceEvent.objects.filter(pgh_obj_id=entry_id):
        yield happening(event, "entry", None)
    for name, (model, key) in PARTS.items():
        for event in events_of_part(name, model, entry_id):
            here = event.resource_id == entry_id
            row_key = tuple(getattr(event, column) for column in key)
            yield happening(event, name, row_key, here=here)


def events_of_part(name: str, model: Any, entry_id: UUID) -> Iterable[Any]:
    if name not in MOVING:
        return model.objects.filter(resource_id=entry_id)  # type: ignore[no-any-return]
    ever = model.objects.filter(resource_id=entry_id).values("pgh_obj_id")
    return model.objects.filter(Q(resource_id=entry_id) | Q(pgh_obj_id__in=ever))  # type: ignore[no-any-return]


def happening(event: Any, part: str, key: Any, *, here: bool = True) -> Happening:
    gone = event.pgh_label == "delete" or not here
    return Happening(
        at=event.pgh_created_at,
        go=event.pgh_context_id,
        context=event.pgh_context or {},
        part=part,
        key=key,
        row=None if gone else row_of(event),
    )


def row_of(event: Any) -> Row:
    """The columns of the row that the event is about."""
    return {
        one.attname: getattr(event, one.attname)
        for one in event._meta.fields
        if not one.name.startswith("pgh_")
    }
