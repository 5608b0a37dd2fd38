"""What can happen to a plan. Each function is one transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.utils import timezone

from facilitation.locks import changes
from facilitation.models import Session
from facilitation.vocabulary import Stage
from mapping import actions as mapping_actions
from mapping.becoming import LONGEST_NAME, on_the_map
from mapping.compare.rule import first_of_each
from mapping.models import Member
from mapping.picture import shorten
from mapping.vocabulary import Relationship, Ring
from plans.models import MOST_PRIORITIES, FollowUp, PlanItem
from plans.snapshot import suggest_first_step, take_snapshot
from plans.vocabulary import WENT_WELL, Reason
from resources.actions.corrections import report_wrong
from resources.models import Correction, Place, Resource


class PlanFullError(Exception):
    """There are three already. The message is for the person."""

    def __init__(self) -> None:
        super().__init__("You have three already. Take one off to make room for another.")


class NotOfferedError(Exception):
    """It has closed since. The message is for the person."""

    def __init__(self) -> None:
        super().__init__("This one isn’t on offer any more. Please choose another.")


@changes("session")
def choose(*, session: Session, resource: Resource, place: Place | None) -> PlanItem:
    """Add the resource as the last priority, with what it says today. Chosen already: that one.

    Raises PlanFullError.
    """
    chosen = list(session.plan_items.all())
    for item in chosen:
        if item.resource_id == resource.pk:
            return item
    if len(chosen) >= MOST_PRIORITIES:
        raise PlanFullError
    snapshot = take_snapshot(resource, place)
    return PlanItem.objects.create(
        session=session,
        position=len(chosen) + 1,
        resource=resource,
        place=None if resource.address_confidential else place,
        snapshot=snapshot,
        first_step=suggest_first_step(snapshot),
    )


@changes("item.session")
def unchoose(*, item: PlanItem) -> None:
    """Take the priority off the plan; those below it move up. One that is off stays off."""
    item.delete()
    renumber(item.session.plan_items.all())


@changes("item.session")
def move(*, item: PlanItem, by: int) -> None:
    """Move the priority up (-1) or down (+1); at the end of the list, or off it, it stays."""
    items = list(item.session.plan_items.all())
    if item not in items:
        return
    place = items.index(item)
    other = place + by
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        renumber(items)


@changes("item.session")
def save_priority(
    *,
    item: PlanItem,
    first_step: str,
    with_members: Iterable[Member],
    barriers: list[str],
    what_would_help: str,
    step_by: str = "",
    step_when: str = "",
    companion: str = "",
) -> None:
    """Keep how the priority is to begin, unless it, or one of the members, was taken off meanwhile.
    Where it stands is not touched: another window may have moved it."""
    session = item.session
    there = session.plan_items.filter(pk=item.pk).update(
        first_step=first_step,
        step_by=step_by,
        step_when=step_when,
        companion=companion,
        barriers=barriers,
        what_would_help=what_would_help,
    )
    helpers = {member.pk for member in with_members}
    if there and helpers != set(item.helper_ids):
        item.with_members.set(session.members.filter(pk__in=helpers))


@changes("session")
def save_meeting(*, session: Session, day: dt.date | None, time: dt.time | None) -> None:
    """Keep when the two meet again; a time needs a day."""
    session.next_meeting, session.next_meeting_time = day, time if day else None
    session.save(update_fields=["next_meeting", "next_meeting_time"])


@changes("session")
def save_outcome(*, session: Session, item: PlanItem, outcome: str, reason: str) -> None:
    """Keep what `session` was told of an earlier priority; no outcome takes it back.

    "Closed, or the details were wrong" is handed on to the curators, once.
    """
    if not PlanItem.objects.select_for_update().filter(pk=item.pk).first():
        return  # taken off the earlier plan, which was reopened
    if not outcome:
        FollowUp.objects.filter(session=session, item=item).delete()
        return
    if outcome in WENT_WELL:
        reason = ""
    FollowUp.objects.update_or_create(
        session=session, item=item, defaults={"outcome": outcome, "reason": reason}
    )
    is_real = not session.participant.is_practice
    if reason == Reason.WRONG_DETAILS and item.resource and is_real:
        report_wrong(
            resource=item.resource,
            text=str(Reason.WRONG_DETAILS.label),
            source=Correction.Source.SESSION,
        )


@changes("session")
def join_map(*, session: Session, item: PlanItem) -> None:
    """Put what somebody still goes to on this session's map for good, as a group; once.

    By telephone nobody looks at the map: everyone else stays where they were."""
    mapping_actions.begin_from_last(session=session)
    if session.by_telephone:
        mapping_actions.place_as_last_time(session=session)
    if not on_map(session, [item]):
        mapping_actions.add_member(
            session=session,
            details={
                "name": name_on_map(item),
                "relationship": Relationship.SOCIAL_GROUP,
                "frequency": "",
                "work": [],
                "ring": Ring.OUTER,
            },
        )


@changes("session")
def leave_map_as_it_was(*, session: Session) -> None:
    """Where a follow-up ends before anybody looked at its map, whoever waits to be put on it stands
    where they were last time, beside what was put on it for good; where nothing was, it has no map.
    """
    if session.stage == Stage.ABOUT and session.members.on_map().exists():
        mapping_actions.place_as_last_time(session=session)


def name_on_map(item: PlanItem) -> str:
    return shorten(str(item.said["name"]), LONGEST_NAME)


def on_map(session: Session, items: Iterable[PlanItem]) -> set[uuid.UUID]:
    """Of these priorities, those that are on the session's map by their name."""
    members = list(session.members.on_map())
    return {item.pk for item in items if on_the_map(name_on_map(item), members)}


@changes("session")
def carry_over(*, session: Session, item: PlanItem) -> PlanItem:
    """Put a priority of the session before onto this session's plan, with what it says today.

    Raises PlanFullError, and NotOfferedError when it has closed.
    """
    offered = Resource.objects.offered(timezone.localdate())
    resource = offered.filter(plan_items=item).first()
    if resource is None:
        raise NotOfferedError
    carried = choose(session=session, resource=resource, place=item.place)
    save_priority(
        item=carried,
        first_step=carried.first_step,
        with_members=as_they_stand_now(session, item),
        barriers=item.barriers,
        what_would_help=item.what_would_help,
        companion=item.companion,
    )
    return carried


def as_they_stand_now(session: Session, item: PlanItem) -> list[Member]:
    """The priority's helpers on this session's map, though there be a map between the two."""
    members = list(Member.objects.filter(session__participant=session.participant_id))
    keys = first_of_each({member.pk: member.previous_id for member in members})
    helpers = {keys[helper] for helper in item.helper_ids}
    return [
        member
        for member in members
        if member.session_id == session.pk and keys[member.pk] in helpers
    ]


def renumber(items: Iterable[PlanItem]) -> None:
    """Positions from 1, in this order. The rule of one item per position waits for the commit."""
    for position, item in enumerate(items, start=1):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])
