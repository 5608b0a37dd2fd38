"""A batch of changes applied to a map in memory: read once, changed, written once."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from facilitation.models import Session
from mapping.changes import Change, ChangesResult, MemberState, merge
from mapping.log import Basis, Log
from mapping.models import MapChange, Member
from mapping.writing import worked_out, write

MOST_MEMBERS = 200


class Batch:
    """The map of a session that is locked, between `read` and `write`."""

    def __init__(
        self, session: Session, members: Collection[Member], number: int, foreign: set[UUID]
    ) -> None:
        self.session = session
        self.members = {member.pk: member for member in members}
        self.states: dict[UUID, dict[str, Any]] = {member.pk: member.state for member in members}
        self.number = number  # of the last change
        self.foreign = foreign  # members and changes of other maps
        self.earlier: set[str] = set()  # who can be somebody's `previous`
        self.applied: list[MapChange] = []
        self.result = ChangesResult({}, {})

    @classmethod
    def read(cls, session: Session, changes: list[Change], log: Log) -> "Batch":
        """The map with these changes, all of them new, applied; not written yet."""
        batch = cls(session, log.members, log.number, log.foreign)
        batch.earlier = earlier_members(session, changes)
        for change in changes:
            batch.apply(change)
        return batch

    def apply(self, change: Change) -> None:
        why_not = self.refusal(change)
        if why_not:
            self.result.refused[str(change.id)] = why_not
            return
        current = self.states.pop(change.member, None)
        merged = merge(current, change.before, self.with_known_previous(change.after))
        if merged.overlaps:
            self.result.overlaps[str(change.id)] = current
        if merged.state is not None:
            self.states[change.member] = merged.state
        self.number += 1
        self.applied.append(
            MapChange(
                id=change.id,
                session=self.session,
                number=self.number,
                kind=change.kind,
                of=change.of,
                member_id=change.member,
                before=current,
                after=merged.state,
            )
        )

    def refusal(self, change: Change) -> str:
        """Why a change cannot be, in plain words; empty when it can."""
        if change.member not in self.states and change.after is not None:
            if len(self.states) >= MOST_MEMBERS:
                return f"The map is full: {MOST_MEMBERS} at most."
            if change.member in self.foreign:
                return "That belongs to another map."
        return "That belongs to another map." if change.id in self.foreign else ""

    def with_known_previous(self, state: MemberState) -> MemberState:
        if state is None or state["previous"] in self.earlier:
            return state
        return {**state, "previous": None}

    def write(self, basis: Basis) -> None:
        """Store what came of it, and the network type as it is then."""
        touched = dict.fromkeys(change.member_id for change in self.applied)
        gone = [pk for pk in touched if pk in self.members and pk not in self.states]
        changed = [pk for pk in touched if pk in self.members and pk in self.states]
        new = [pk for pk in touched if pk not in self.members and pk in self.states]
        for pk in gone:
            del self.members[pk]
        self.members |= {pk: Member(pk=pk, session=self.session) for pk in new}
        for pk in [*changed, *new]:
            self.members[pk].state = self.states[pk]
        if gone:
            Member.objects.filter(pk__in=gone).delete()
        write(
            added=[self.members[pk] for pk in new],
            changed=[self.members[pk] for pk in changed],
            applied=self.applied,
            result=worked_out(self.session, self.members.values(), basis),
        )


def earlier_members(session: Session, changes: list[Change]) -> set[str]:
    """Of the members named as somebody's `previous`, those on the person's other maps."""
    named = {change.after["previous"] for change in changes if change.after} - {None}
    if not named:
        return set()
    earlier = Member.objects.filter(session__participant=session.participant_id, pk__in=named)
    return {str(pk) for pk in earlier.exclude(session=session).values_list("pk", flat=True)}
