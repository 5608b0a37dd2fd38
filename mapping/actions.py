"""What can happen to a map. Each function is one transaction."""

import uuid
from typing import Any, NamedTuple

from django.db import transaction

from facilitation.models import Organisation, Session, User
from mapping import network_type, rings
from mapping.changes import State, merge
from mapping.models import MapChange, Member, NetworkResult, NetworkRule
from mapping.vocabulary import ChangeKind

MOST_MEMBERS = 200


class Change(NamedTuple):
    """A change as asked for; see `mapping.models.MapChange` for what is kept."""

    id: uuid.UUID
    member: uuid.UUID
    before: State
    after: State
    kind: str = ChangeKind.DO
    of: uuid.UUID | None = None


class Outcome(NamedTuple):
    """What came of a batch: the changes that could not be, by id; and for those that met a change
    of somebody else's, what that one had made of the member."""

    refused: dict[str, str]
    overlaps: dict[str, State]


@transaction.atomic
def apply_changes(*, session: Session, changes: list[Change]) -> Outcome:
    """Apply changes in order, each exactly once, however often it is sent.

    A change made without knowing of another one is merged with it (`mapping.changes.merge`).
    """
    Session.objects.select_for_update(of=["self"]).get(pk=session.pk)
    outcome = Outcome({}, {})
    for change in new_only(session, changes):
        apply_one(session, change, outcome)
    keep_result(session=session)
    return outcome


def new_only(session: Session, changes: list[Change]) -> list[Change]:
    """Those not applied before, each once."""
    by_id = {change.id: change for change in changes}
    applied = set(session.map_changes.filter(pk__in=by_id.keys()).values_list("pk", flat=True))
    return [change for pk, change in by_id.items() if pk not in applied]


def apply_one(session: Session, change: Change, outcome: Outcome) -> None:
    members = {member.pk: member for member in session.members.all()}
    why_not = refusal(session, change, members)
    if why_not:
        outcome.refused[str(change.id)] = why_not
        return
    member = members.get(change.member)
    current = member.state if member else None
    merged = merge(current, change.before, change.after)
    if merged.overlaps:
        outcome.overlaps[str(change.id)] = current
    write(session, change.member, member, merged.state)
    last = session.map_changes.order_by("number").last()
    MapChange.objects.create(
        id=change.id,
        session=session,
        number=last.number + 1 if last else 1,
        kind=change.kind,
        of=change.of,
        member_id=change.member,
        before=current,
        after=merged.state,
    )


def refusal(session: Session, change: Change, members: dict[uuid.UUID, Member]) -> str:
    """Why a change cannot be, in plain words; empty when it can."""
    if change.member not in members and change.after is not None:
        if len(members) >= MOST_MEMBERS:
            return f"The map is full: {MOST_MEMBERS} at most."
        if Member.objects.filter(pk=change.member).exists():
            return "That belongs to another map."
    if MapChange.objects.filter(pk=change.id).exists():
        return "That belongs to another map."
    return ""


def write(session: Session, pk: uuid.UUID, member: Member | None, state: State) -> None:
    if state is None:
        if member:
            member.delete()
        return
    fields = {name: value for name, value in state.items() if name != "previous"}
    earlier = Member.objects.filter(session__participant=session.participant_id)
    previous = earlier.exclude(session=session).filter(pk=state["previous"]).first()
    member = member or Member(pk=pk, session=session)
    for name, value in {**fields, "previous": previous}.items():
        setattr(member, name, value)
    member.save()


# The same changes, made by the page's plain forms


def add_member(*, session: Session, details: dict[str, Any]) -> Outcome:
    """Put someone on the map, well away from everyone else in their ring."""
    others = [member.point for member in session.members.all()]
    place = rings.spread(details["ring"], others)
    return apply_changes(
        session=session,
        changes=[Change(uuid.uuid4(), uuid.uuid4(), None, state_with(details, place, None))],
    )


@transaction.atomic
def add_several(*, session: Session, names: list[str], ring: int) -> Outcome:
    """Put several people on the map, each a change of its own."""
    outcome = Outcome({}, {})
    for name in names:
        details = {"name": name, "relationship": "", "ring": ring, "frequency": "", "work": []}
        outcome.refused.update(add_member(session=session, details=details).refused)
    return outcome


def edit_member(*, member: Member, details: dict[str, Any]) -> Outcome:
    """Change someone's details; another ring moves them there, in the same direction."""
    before, place = member.state, member.point
    if details["ring"] != member.ring:
        others = [m.point for m in member.session.members.exclude(pk=member.pk)]
        place = rings.move(details["ring"], place, others)
    after = state_with(details, place, before["previous"])
    change = Change(uuid.uuid4(), member.pk, before, after)
    return apply_changes(session=member.session, changes=[change] if after != before else [])


def state_with(details: dict[str, Any], place: rings.Point, previous: str | None) -> dict[str, Any]:
    x, y = rings.from_point(place)
    return {**details, "x": x, "y": y, "previous": previous}


def remove_member(*, member: Member) -> Outcome:
    change = Change(uuid.uuid4(), member.pk, member.state, None)
    return apply_changes(session=member.session, changes=[change])


@transaction.atomic
def undo(*, session: Session) -> None:
    """Take back the last change not taken back yet; nothing happens when there is none."""
    undoable, _ = session.map_changes.all().stacks()
    if undoable:
        last = undoable[-1]
        change = Change(
            uuid.uuid4(), last.member_id, last.after, last.before, ChangeKind.UNDO, last.pk
        )
        apply_changes(session=session, changes=[change])


@transaction.atomic
def redo(*, session: Session) -> None:
    """Make the change again that was taken back last."""
    _, redoable = session.map_changes.all().stacks()
    if redoable:
        last = redoable[-1]
        change = Change(
            uuid.uuid4(), last.member_id, last.before, last.after, ChangeKind.REDO, last.pk
        )
        apply_changes(session=session, changes=[change])


@transaction.atomic
def begin_from_last(*, session: Session) -> None:
    """A follow-up's map starts as a copy of the last one; once, and only while it is untouched."""
    Session.objects.select_for_update(of=["self"]).get(pk=session.pk)
    last = last_map(session)
    if last is None or has_map(session):
        return
    Member.objects.bulk_create(
        Member(session=session, previous=member, **details_of(member))
        for member in last.members.all()
    )
    keep_result(session=session)


def has_map(session: Session) -> bool:
    """Whether anyone is on the map, or was before they were taken off."""
    return session.members.exists() or session.map_changes.exists()


def last_map(session: Session) -> Session | None:
    """The newest session before with a map: the one just before may have gone without."""
    earlier = session.previous
    while earlier and not has_map(earlier):
        earlier = earlier.previous
    return earlier


def details_of(member: Member) -> dict[str, Any]:
    return {name: value for name, value in member.state.items() if name != "previous"}


# What the map says


def rule_of(organisation_id: uuid.UUID | None) -> tuple[int, network_type.Thresholds]:
    """The version and thresholds in force for an organisation."""
    own = NetworkRule.objects.filter(organisation=organisation_id).first()
    return (own.version, own.thresholds) if own else (1, network_type.RULE_1)


@transaction.atomic
def keep_result(*, session: Session) -> NetworkResult:
    """Store the network type of the map as it is now, under the rule in force now."""
    seen = session.members.all().seen()
    version, thresholds = rule_of(session.participant.organisation_id)
    counts = network_type.count(seen)
    result, _ = NetworkResult.objects.update_or_create(
        session=session,
        defaults={
            "network_type": network_type.network_type(counts, thresholds),
            "rule_version": version,
            "counts": counts.as_dict(),
            "measures": network_type.measure(seen).as_dict(),
        },
    )
    return result


@transaction.atomic
def choose_type(*, result: NetworkResult, chosen_type: str, reason: str, by: User) -> None:
    """The facilitator's own judgement, and why; an empty type takes it back."""
    result.chosen_type = chosen_type
    result.reason = reason if chosen_type else ""
    result.chosen_by = by if chosen_type else None
    result.save()


@transaction.atomic
def publish_rule(*, by: User, thresholds: dict[str, int]) -> NetworkRule:
    """A new version of the rule for the manager's organisation; older results keep theirs."""
    assert by.organisation is not None
    Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    newest = NetworkRule.objects.filter(organisation=by.organisation).first()
    version = newest.version + 1 if newest else 2
    return NetworkRule.objects.create(
        organisation=by.organisation, version=version, published_by=by, **thresholds
    )
