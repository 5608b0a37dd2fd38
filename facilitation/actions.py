"""What can happen to people and sessions. Each function is one transaction."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from facilitation import clock
from facilitation.models import AuditEvent, Consent, Participant, Session, StageTime, User
from facilitation.vocabulary import Stage

FOLLOW_UP_AFTER = [dt.timedelta(days=91), dt.timedelta(days=182)]  # 3 and 6 months; our decision


def record(*, actor: User | None, action: str, object_type: str, object_id: uuid.UUID) -> None:
    """Write an audit event. `action` is a fixed phrase, never something typed."""
    AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        organisation_id=actor.organisation_id if actor else None,
        action=action,
        object_type=object_type,
        object_id=object_id,
    )


@transaction.atomic
def start_session(*, facilitator: User) -> Session:
    """A new participant, known by a reference code only, and their first session."""
    assert facilitator.organisation is not None
    participant = Participant.objects.create(
        organisation=facilitator.organisation, facilitator=facilitator
    )
    session = Session.objects.create(participant=participant, facilitator=facilitator)
    record(actor=facilitator, action="session started", object_type="session", object_id=session.pk)
    return session


@transaction.atomic
def start_follow_up(*, session: Session, facilitator: User) -> Session:
    """The follow-up of `session`: the one already begun, or a new one."""
    begun = session.follow_ups.first()
    if begun:
        return begun
    follow_up = Session.objects.create(
        participant=session.participant, facilitator=facilitator, previous=session
    )
    record(
        actor=facilitator, action="follow-up started", object_type="session", object_id=follow_up.pk
    )
    return follow_up


@transaction.atomic
def record_consent(*, participant: Participant, version: str, agreed: list[str], by: User) -> None:
    """Add a consent row, unless the last one says the same."""
    last = participant.consents.first()
    if last and last.wording_version == version and set(last.agreed) == set(agreed):
        return
    Consent.objects.create(
        participant=participant, wording_version=version, agreed=agreed, recorded_by=by
    )
    record(actor=by, action="consent recorded", object_type="participant", object_id=participant.pk)


@transaction.atomic
def enter_stage(*, session: Session, stage: Stage) -> None:
    """The step's page was opened: the clock runs for it, and the session resumes there."""
    if session.finished_at:
        return
    keep_time(session=session)
    order = list(Stage)
    if order.index(stage) > order.index(Stage(session.stage)):
        session.stage = stage
    session.clock_stage = stage
    session.clock_at = None if session.paused else timezone.now()
    session.save(update_fields=["stage", "clock_stage", "clock_at"])


@transaction.atomic
def keep_time(*, session: Session) -> None:
    """Add the time since the page last reported in to the step on screen."""
    if session.finished_at or session.paused:
        return
    now = timezone.now()
    seconds = clock.seconds_between(session.clock_at, now)
    time, _ = StageTime.objects.get_or_create(session=session, stage=session.clock_stage)
    StageTime.objects.filter(pk=time.pk).update(seconds=F("seconds") + seconds)
    session.clock_at = now
    session.save(update_fields=["clock_at"])


@transaction.atomic
def pause(*, session: Session) -> None:
    keep_time(session=session)
    session.paused, session.clock_at = True, None
    session.save(update_fields=["paused", "clock_at"])


@transaction.atomic
def resume(*, session: Session) -> None:
    session.paused, session.clock_at = False, timezone.now()
    session.save(update_fields=["paused", "clock_at"])


@transaction.atomic
def finish(*, session: Session, by: User) -> None:
    """Close the session and set when to follow it up: 3 months after the first, 3 more after the
    next, then not again."""
    keep_time(session=session)
    earlier = session.participant.sessions.finished().exclude(pk=session.pk).count()
    now = timezone.now()
    session.finished_at = now
    session.follow_up_due = (
        timezone.localdate(now) + FOLLOW_UP_AFTER[0] if earlier < len(FOLLOW_UP_AFTER) else None
    )
    session.save(update_fields=["finished_at", "follow_up_due"])
    record(actor=by, action="session finished", object_type="session", object_id=session.pk)


@transaction.atomic
def reopen(*, session: Session, by: User) -> None:
    session.finished_at, session.follow_up_due = None, None
    session.save(update_fields=["finished_at", "follow_up_due"])
    record(actor=by, action="session reopened", object_type="session", object_id=session.pk)


@transaction.atomic
def reassign(*, participant: Participant, to: User, by: User) -> None:
    """Move a participant to another facilitator of the same organisation."""
    assert to.organisation_id == participant.organisation_id
    participant.facilitator = to
    participant.save(update_fields=["facilitator"])
    record(actor=by, action="reassigned", object_type="participant", object_id=participant.pk)


@transaction.atomic
def erase(*, participant: Participant, by: User) -> None:
    """Delete the participant and everything of theirs. Only the audit events remain."""
    record(actor=by, action="erased", object_type="participant", object_id=participant.pk)
    participant.delete()
