"""Three made-up people to practise with. Their sessions are like any other, on the same pages, and
count nowhere: `Participant.is_practice` (docs/adr/0056)."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from facilitation.audit import record
from facilitation.locks import lock_sessions
from facilitation.models import Participant, ParticipantQuerySet, Session, User
from plans.demo.sessions import add_person
from plans.models import PlanItem

PEOPLE = Path(__file__).parent / "data" / "people.toml"


def people() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["people"]
    return found


def practice_of(user: User) -> ParticipantQuerySet:
    return Participant.objects.caseload_of(user).filter(is_practice=True)


@transaction.atomic
def begin(*, facilitator: User, postcode: str = "") -> None:
    """All three anew, whatever was done with them before. They live at `postcode`, so that there is
    something near them. Pressed twice, there are three."""
    User.objects.select_for_update().get(pk=facilitator.pk)
    delete(facilitator)
    for raw in people():
        person = add_person(facilitator, raw, is_practice=True, postcode=postcode)
        choose(person.sessions.earliest("started_at"), raw["sessions"][0])
    event("practice begun", facilitator)


def choose(session: Session, story: dict[str, Any]) -> None:
    """What they chose stands in no directory: curators must not meet it."""
    for position, said in enumerate(story.get("priorities", []), start=1):
        snapshot = {key: said[key] for key in ("name", "provider", "cost")}
        PlanItem.objects.create(
            session=session,
            position=position,
            first_step=said["step"],
            snapshot={**snapshot, "when": [said["when"]], "delivery": [], "where": None},
        )


@transaction.atomic
def end(*, facilitator: User) -> None:
    User.objects.select_for_update().get(pk=facilitator.pk)
    if delete(facilitator):
        event("practice ended", facilitator)


def delete(facilitator: User) -> int:
    found = list(practice_of(facilitator))
    for person in found:
        lock_sessions(person)
        person.delete()
    return len(found)


def event(action: str, facilitator: User) -> None:
    record(actor=facilitator, action=action, object_type="user", object_id=facilitator.pk)
