"""What can happen to a map. Each function is one transaction."""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction

from facilitation.locks import changes, lock
from facilitation.models import Organisation, Session, User
from mapping import network_type, rings
from mapping.batch import MOST_MEMBERS, Batch
from mapping.changes import PLACE, Change, ChangesResult
from mapping.log import Basis, basis_of, last_number, read_log
from mapping.models import Member, NetworkResult, NetworkRule
from mapping.vocabulary import ChangeKind, TieStatus
from mapping.writing import worked_out


@changes("session")
def apply_changes(*, session: Session, changes: list[Change]) -> ChangesResult:
    """Apply changes in order, each exactly once, however often it is sent.

    A change made without knowing of another one is merged with it (`mapping.changes.merge`). As
    many queries for a hundred changes as for one.
    """
    return exchange(session=session, changes=changes, since=last_number(session)).result


class Exchange(NamedTuple):
    """What a page is told: what came of its changes; all that are new to it; and the number of the
    map's last change before, which a page may know a higher one than: see `sync.js`."""

    result: ChangesResult
    changes: list[dict[str, Any]]
    number: int


@changes("session")
def exchange(*, session: Session, changes: list[Change], since: int) -> Exchange:
    """Apply a page's changes, and tell it every change after the number `since`."""
    by_id = {change.id: change for change in changes}
    log = read_log(session, since, changes, whole=True)
    batch = Batch.read(session, [by_id[pk] for pk in by_id if pk not in log.ids], log)
    batch.write(log.basis)
    applied = [change.as_dict() for change in batch.applied]
    return Exchange(batch.result, log.after(since) + applied, log.number)


# The same changes, made by the page's plain forms


@transaction.atomic
def add_member(
    *, session: Session, details: dict[str, Any], once: uuid.UUID | None = None
) -> ChangesResult:
    """Put someone on the map, well away from everyone else in their ring; without a ring they wait
    beside it."""
    return add_members(session=session, everyone=[details], once=once)


@changes("session")
def add_members(
    *, session: Session, everyone: list[dict[str, Any]], once: uuid.UUID | None = None
) -> ChangesResult:
    """Each a change of its own; without a ring they wait to be placed. Asked again with the same
    `once`, the changes have the same ids, and are made already."""
    once = once or uuid.uuid4()
    others = places(session.members.on_map())
    changes = []
    for number, details in enumerate(everyone):
        place = rings.spread(details["ring"], others) if details["ring"] else None
        # the others are refused, wherever
        others = [*others, place][:MOST_MEMBERS] if place else others
        after = state_with(details, place, None)
        change, member = (uuid.uuid5(once, f"{what} {number}") for what in ("change", "member"))
        changes.append(Change(change, member, None, after))
    return apply_changes(session=session, changes=changes)


@changes("member.session")
def edit_member(*, member: Member, details: dict[str, Any]) -> ChangesResult:
    """Change someone's details; another ring moves them there, in the same direction."""
    before = member.state
    place = member.point if member.ring else None
    if details["ring"] != member.ring:
        others = places(member.session.members.on_map().exclude(pk=member.pk))
        place = place_in(details["ring"], place, others)
    after = state_with(details, place, before["previous"])
    change = Change(uuid.uuid4(), member.pk, before, after)
    return apply_changes(session=member.session, changes=[change] if after != before else [])


def places(members: Iterable[Member]) -> list[rings.Point]:
    return [member.point for member in members]


def place_in(
    ring: int | None, start: rings.Point | None, others: list[rings.Point]
) -> rings.Point | None:
    if ring is None:
        return None
    return rings.move(ring, start, others) if start else rings.spread(ring, others)


def state_with(
    details: dict[str, Any], place: rings.Point | None, previous: str | None
) -> dict[str, Any]:
    x, y = rings.from_point(place) if place else (None, None)
    return {"tie_status": "", **details, "x": x, "y": y, "previous": previous}


@changes("member.session")
def remove_member(*, member: Member) -> None:
    """Take someone off the map; who is off it already stays off."""
    found = member.session.members.filter(pk=member.pk).first()
    if found:
        change = Change(uuid.uuid4(), found.pk, found.state, None)
        apply_changes(session=member.session, changes=[change])


@changes("session")
def undo(*, session: Session) -> None:
    """Undo the last change not undone yet; nothing happens when there is none."""
    undoable, _ = session.map_changes.all().stacks()
    if undoable:
        last = undoable[-1]
        change = Change(
            uuid.uuid4(), last.member_id, last.after, last.before, ChangeKind.UNDO, last.pk
        )
        apply_changes(session=session, changes=[change])


@changes("session")
def redo(*, session: Session) -> None:
    """Redo the change that was undone last."""
    _, redoable = session.map_changes.all().stacks()
    if redoable:
        last = redoable[-1]
        change = Change(
            uuid.uuid4(), last.member_id, last.before, last.after, ChangeKind.REDO, last.pk
        )
        apply_changes(session=session, changes=[change])


@transaction.atomic
def begin_from_last(*, session: Session) -> None:
    """At a follow-up, last time's people wait to be placed again; once, and only while the map is
    untouched and the session open; those who still waited then, too. Who died waits no more."""
    if session.previous_id is None:
        return
    lock(session)
    last = last_map(session)
    if session.finished_at or last is None or session.members.exists() or has_map(session):
        return
    known = last.members.on_map() | last.members.filter(previous__isnull=False)
    living = known.exclude(tie_status=TieStatus.DIED)
    Member.objects.bulk_create(
        Member(session=session, previous=member, **details_of(member)) for member in living
    )


@changes("session")
def place_as_last_time(*, session: Session) -> None:
    """Put everybody who still waits from last time back where they were then."""
    changes = []
    for member in session.members.unplaced().filter(previous__ring__isnull=False):
        assert member.previous is not None
        then = {name: getattr(member.previous, name) for name in PLACE}
        after = {**member.state, **then}
        changes.append(Change(uuid.uuid4(), member.pk, member.state, after))
    apply_changes(session=session, changes=changes)


@changes("session")
def say_nobody_helps(*, session: Session, work: str, nobody: bool) -> None:
    """Note that it was asked who helps with this, and that nobody does; or take it back."""
    if nobody:
        session.nobody_helps.get_or_create(work=work)
    else:
        session.nobody_helps.filter(work=work).delete()
    store_result(session, session.members.all(), basis_of(session))


@changes("session")
def drop_activity(*, session: Session, name: str) -> None:
    """Note something the person used to enjoy, once."""
    if not session.dropped_activities.filter(name=name).exists():
        session.dropped_activities.create(name=name)


@changes("session")
def forget_activity(*, session: Session, pk: int) -> None:
    """Take it off the list again."""
    session.dropped_activities.filter(pk=pk).delete()


def has_map(session: Session) -> bool:
    """Whether anyone is on the map, or was before they were taken off."""
    return session.members.on_map().exists() or session.map_changes.exists()


def last_map(session: Session) -> Session | None:
    """The newest session before with a map: the one just before may have gone without."""
    return next(filter(has_map, session.earlier()), None)


def details_of(member: Member) -> dict[str, Any]:
    """Whom it is about, without where they stood."""
    left = {"previous", *PLACE}
    return {name: value for name, value in member.state.items() if name not in left}


# What the map says


def rule_of(organisation_id: uuid.UUID | None) -> tuple[int, network_type.Thresholds]:
    """The version and thresholds in force for an organisation."""
    own = NetworkRule.objects.filter(organisation=organisation_id).first()
    return (own.version, own.thresholds) if own else (1, network_type.RULE_1)


@transaction.atomic
def result_of(*, session: Session) -> NetworkResult:
    """The network type as it was stored with the map; stored now where there is none yet."""
    lock(session)
    kept = NetworkResult.objects.filter(session=session).first()
    return kept or store_result(session, session.members.all(), basis_of(session))


def store_result(session: Session, members: Iterable[Member], basis: Basis) -> NetworkResult:
    """Store the network type of the map as it is now, under the rule in force now; for a session
    that is locked."""
    [stored] = NetworkResult.objects.bulk_create(
        [worked_out(session, members, basis)],
        update_conflicts=True,
        unique_fields=["session"],
        update_fields=["network_type", "rule_version", "counts", "measures", "updated_at"],
    )
    return stored


def work_of_nobody(session: Session) -> list[str]:
    """The kinds of work of which it was said that nobody does them."""
    return list(session.nobody_helps.values_list("work", flat=True))


@changes("result.session")
def choose_type(*, result: NetworkResult, chosen_type: str, reason: str, by: User) -> None:
    """The facilitator's own judgement, and why; an empty type takes it back."""
    result.chosen_type = chosen_type
    result.reason = reason if chosen_type else ""
    result.chosen_by = by if chosen_type else None
    # only these: another window may have changed the map, and with it what the rule says
    result.save(update_fields=["chosen_type", "reason", "chosen_by", "updated_at"])


@transaction.atomic
def publish_rule(*, by: User, thresholds: dict[str, int]) -> NetworkRule:
    """A new version of the rule for the manager's organisation; older results keep theirs. What is
    in force already, as after a double click, makes none."""
    assert by.organisation is not None
    Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    newest = NetworkRule.objects.filter(organisation=by.organisation).first()
    if newest and all(getattr(newest, name) == value for name, value in thresholds.items()):
        return newest
    version = newest.version + 1 if newest else 2
    return NetworkRule.objects.create(
        organisation=by.organisation, version=version, published_by=by, **thresholds
    )
