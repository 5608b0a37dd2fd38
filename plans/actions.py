"""What can happen to a plan. Each function is one transaction."""

from collections.abc import Iterable

from django.db import transaction

from facilitation.models import Session
from plans.models import MOST_PRIORITIES, PlanItem
from plans.snapshot import suggest_first_step, take_snapshot
from resources.models import Place, Resource


class PlanFullError(Exception):
    """There are three already. The message is for the person."""

    def __init__(self) -> None:
        super().__init__("You have three already. Take one off to make room for another.")


@transaction.atomic
def choose(*, session: Session, resource: Resource, place: Place | None) -> PlanItem:
    """Add the resource as the last priority, with what it says today. Chosen already: that one.

    Raises PlanFullError.
    """
    lock(session)
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


@transaction.atomic
def unchoose(*, item: PlanItem) -> None:
    """Take the priority off the plan; those below it move up."""
    lock(item.session)
    item.delete()
    renumber(item.session.plan_items.all())


@transaction.atomic
def move(*, item: PlanItem, by: int) -> None:
    """Move the priority up (-1) or down (+1); at the end of the list it stays."""
    lock(item.session)
    items = list(item.session.plan_items.all())
    place = items.index(item)
    other = place + by
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        renumber(items)


def lock(session: Session) -> None:
    """Whoever changes the plan's items waits here for the other window."""
    Session.objects.select_for_update().get(pk=session.pk)


def renumber(items: Iterable[PlanItem]) -> None:
    """Positions from 1, in this order. The rule of one item per position waits for the commit."""
    for position, item in enumerate(items, start=1):
        item.position = position
        item.save(update_fields=["position"])
