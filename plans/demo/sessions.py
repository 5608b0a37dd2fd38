"""The demo's people, taken through their sessions by the same actions as the pages use."""

import datetime as dt
import tomllib
import uuid
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation import actions as facilitation_actions
from facilitation import agreements
from facilitation.consent import CURRENT
from facilitation.models import Participant, Session, StageTime, User
from facilitation.vocabulary import Stage
from geography.geocoding import GeocodingError, locate_postcode
from mapping import actions as mapping_actions
from plans import actions
from plans.models import PlanItem
from preferences import actions as preference_actions
from preferences.models import Item, Questionnaire
from resources.models import Home
from resources.near.page import Result, find
from resources.near.rules import Filters

PEOPLE = Path(__file__).parent / "people.toml"
NAMESPACE = uuid.UUID("6f6e9f0c-6a3e-4a53-9d5e-1f4e6b0a7c11")
Raw = dict[str, Any]


def make_sessions(facilitator: User) -> int:
    """Make the people who are not there yet, with their sessions. Returns how many were made."""
    people = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["people"]
    return sum(make_person(facilitator, person) for person in people)


@transaction.atomic
def make_person(facilitator: User, raw: Raw) -> bool:
    pk = uuid.uuid5(NAMESPACE, raw["key"])
    if Participant.objects.filter(pk=pk).exists():
        return False
    add_person(facilitator, raw, pk=pk)
    return True


def add_person(facilitator: User, raw: Raw, **fields: Any) -> Participant:
    """Somebody made up, with their sessions; `fields` are more of the participant's."""
    assert facilitator.organisation is not None
    about: Raw = {
        key: raw[key] for key in ("name", "postcode", "gender", "conditions") if key in raw
    }
    if "age" in raw:
        about["year_of_birth"] = timezone.localdate().year - raw["age"]
    participant = Participant.objects.create(
        organisation=facilitator.organisation, facilitator=facilitator, **{**about, **fields}
    )
    if "agreed" in raw:
        agree(participant, raw)
    if "record" in raw:
        agreements.save_record(participant=participant, details=raw["record"])
    previous = None
    for story in raw["sessions"]:
        previous = make_session(participant, story, previous)
    return participant


def agree(participant: Participant, raw: Raw) -> None:
    """In the first session, just after it began."""
    facilitation_actions.record_consent(
        participant=participant,
        version=CURRENT.version,
        agreed=raw["agreed"],
        by=participant.facilitator,
    )
    asked = timezone.now() - dt.timedelta(days=raw["sessions"][0]["days_ago"], minutes=50)
    participant.consents.update(recorded_at=asked)


def make_session(participant: Participant, story: Raw, previous: Session | None) -> Session:
    began = timezone.now() - dt.timedelta(days=story["days_ago"], hours=1)
    session = Session.objects.create(
        participant=participant,
        facilitator=participant.facilitator,
        previous=previous,
        started_at=began,
        stage=story.get("unfinished", Stage.PLAN),
        clock_stage=story.get("unfinished", Stage.PLAN),
    )
    for stage, minutes in story["minutes"].items():
        StageTime.objects.create(session=session, stage=stage, seconds=minutes * 60)
    draw_map(session, story)
    answer(session, story)
    make_plan(session, story)
    if "unfinished" not in story:
        finish(session, began + dt.timedelta(minutes=sum(story["minutes"].values())))
    return session


def draw_map(session: Session, story: Raw) -> None:
    mapping_actions.begin_from_last(session=session)
    mapping_actions.place_as_last_time(session=session)
    for member in session.members.filter(name__in=story.get("gone", [])):
        mapping_actions.remove_member(member=member)
    for change in story.get("changed", []):
        member = session.members.get(name=change["name"])
        fields = ("name", "relationship", "frequency", "work", "ring")
        details = {field: getattr(member, field) for field in fields}
        mapping_actions.edit_member(member=member, details={**details, **change})
    for name, relationship, frequency, ring, work in story["members"]:
        details = {
            "name": name,
            "relationship": relationship,
            "frequency": frequency,
            "work": work,
            "ring": ring,
        }
        mapping_actions.add_member(session=session, details=details)
    for name in story.get("dropped", []):
        session.dropped_activities.create(name=name)


def answer(session: Session, story: Raw) -> None:
    questionnaire = Questionnaire.objects.current(session.participant.organisation_id)
    for given in story["answers"]:
        item = Item.objects.filter(questionnaire=questionnaire, number=given["item"]).first()
        if item is None:  # another item bank is in use here
            continue
        preference_actions.save_answer(
            session=session, item=item, choice=given["choice"], kept=given.get("kept", [])
        )


def make_plan(session: Session, story: Raw) -> None:
    earlier = list(session.previous.plan_items.all()) if session.previous else []
    for item, told in zip(earlier, story.get("outcomes", []), strict=False):
        outcome, *reason = told
        actions.save_outcome(session=session, item=item, outcome=outcome, reason="".join(reason))
    for item in earlier:
        if item.position in story.get("carry", []):
            actions.carry_over(session=session, item=item)
    for wish in story.get("plan", []):
        found = nearest(session, wish["interest"])
        if found:
            item = actions.choose(session=session, resource=found.resource, place=found.place)
            add_details(item, wish)
    if "meets_in" in story:
        day = timezone.localdate() + dt.timedelta(days=story["meets_in"])
        actions.save_meeting(session=session, day=day, time=dt.time(14))


def nearest(session: Session, interest: str) -> Result | None:
    """The first result for the interest that is not on the plan yet; None where there is none."""
    try:
        home = locate_postcode(session.participant.postcode)
    except GeocodingError:  # no postcode directory here
        return None
    found = find(
        session=session,
        home=Home(point=home.point, local_authority=home.local_authority),
        filters=Filters(),
        today=timezone.localdate(),
    )
    chosen = set(session.plan_items.values_list("resource", flat=True))
    for section in found.sections:
        if section.wanted.slug == interest:
            results = [*section.near, *section.above, *section.beyond]
            return next((one for one in results if one.resource.pk not in chosen), None)
    return None


def add_details(item: PlanItem, wish: Raw) -> None:
    actions.save_priority(
        item=item,
        first_step=wish.get("step", item.first_step),
        with_members=item.session.members.filter(name__in=wish.get("with", [])),
        step_by=wish.get("who", ""),
        step_when=wish.get("when", ""),
        companion=wish.get("companion", ""),
        barriers=wish.get("barriers", []),
        what_would_help=wish.get("help", ""),
    )


def finish(session: Session, at: dt.datetime) -> None:
    """Finish as the page does, then put the day back to when it was."""
    facilitation_actions.finish(session=session, by=session.facilitator)
    session.finished_at = at
    session.follow_up_due = facilitation_actions.follow_up_of(session, today=timezone.localdate(at))
    session.save(update_fields=["finished_at", "follow_up_due"])
