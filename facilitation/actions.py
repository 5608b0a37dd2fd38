"""What can happen to people and sessions. Each function is one transaction."""

import datetime as dt
import uuid
from typing import Any

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from facilitation import clock
from facilitation.audit import record
from facilitation.consent import CURRENT
from facilitation.follow_up import next_due
from facilitation.locks import changes, end_break, lock, lock_person, lock_sessions
from facilitation.models import (
    AppliedChange,
    AuditEvent,
    Consent,
    Participant,
    PersonRecord,
    Session,
    User,
    make_reference,
)
from facilitation.signals import session_finished
from facilitation.vocabulary import AuditKind, FollowUpEnd, Stage

# A session that was begun and left empty is deleted after this long.
EMPTY_FOR = dt.timedelta(days=1)

# With 17 million codes, even two in a row already taken is a fault elsewhere.
REFERENCE_ATTEMPTS = 5


def create_participant(facilitator: User) -> Participant:
    """A participant under a reference code that nobody has yet."""
    assert facilitator.organisation is not None
    person = Participant(organisation=facilitator.organisation, facilitator=facilitator)
    for _ in range(REFERENCE_ATTEMPTS):
        if not Participant.objects.filter(reference=person.reference).exists():
            break
        person.reference = make_reference()
    person.save(force_insert=True)
    return person


def start_session(*, facilitator: User, once: uuid.UUID | None = None) -> Session:
    """A new participant, known by a reference code only, and their first session.

    Asked again with the same `once` (a double click, an answer that was lost): the same session.
    """
    try:
        with transaction.atomic():
            return begin(facilitator, once or uuid.uuid4())
    except IntegrityError:
        begun = Session.objects.for_user(facilitator).filter(applied_changes=once).first()
        if begun is None:
            raise PermissionDenied("Please press the button again.") from None
        return begun


def begin(facilitator: User, once: uuid.UUID) -> Session:
    participant = create_participant(facilitator)
    session = Session.objects.create(participant=participant, facilitator=facilitator)
    AppliedChange.objects.create(pk=once, session=session)
    record(actor=facilitator, action="session started", object_type="session", object_id=session.pk)
    return session


def is_first(session: Session, change_id: uuid.UUID | None) -> bool:
    """Whether a change is to be made: not if it was made before. For a session that is locked.
    A change without an id is always made."""
    if change_id is None:
        return True
    _, created = AppliedChange.objects.get_or_create(pk=change_id, defaults={"session": session})
    return created


@transaction.atomic
def delete_empty_sessions(*, facilitator: User) -> int:
    """Delete what the facilitator began more than a day ago and left empty. Returns how many."""
    empty = Participant.objects.caseload_of(facilitator).without_content(
        begun_before=timezone.now() - EMPTY_FOR
    )
    deleted = 0
    for participant in list(empty):
        lock_sessions(participant)
        if not empty.filter(pk=participant.pk).exists():
            continue  # written in meanwhile, or deleted by another window
        record(
            actor=facilitator,
            action="empty session deleted",
            object_type="participant",
            object_id=participant.pk,
        )
        participant.delete()
        deleted += 1
    return deleted


@transaction.atomic
def start_follow_up(*, session: Session, facilitator: User, by_telephone: bool = False) -> Session:
    """The follow-up of a finished session: the one already begun, or a new one."""
    lock(session)
    begun = session.follow_ups.first()
    if begun:
        return begun
    assert session.finished_at is not None
    if session.follow_up_ended:  # they came back
        session.end_follow_up("")
    follow_up = Session(
        participant=session.participant,
        facilitator=facilitator,
        previous=session,
        by_telephone=by_telephone,
    )
    # on the telephone no other day is asked for: the meeting that was agreed on is still to come
    if by_telephone and session.next_meeting and session.next_meeting > timezone.localdate():
        follow_up.next_meeting = session.next_meeting
        follow_up.next_meeting_time = session.next_meeting_time
    follow_up.save()
    record(
        actor=facilitator, action="follow-up started", object_type="session", object_id=follow_up.pk
    )
    return follow_up


@transaction.atomic
def record_consent(
    *,
    participant: Participant,
    version: str,
    agreed: list[str],
    by: User,
    since: dt.datetime | None = None,
) -> None:
    """Add a consent row, unless the last one, if it was made `since` then, says the same. What is
    no longer agreed to ends at once."""
    last = participant.consents.first()
    said_now = last and (since is None or last.recorded_at >= since)
    if last and said_now and last.wording_version == version and set(last.agreed) == set(agreed):
        return
    participant.agreed_when_read = None
    Consent.objects.create(
        participant=participant, wording_version=version, agreed=agreed, recorded_by=by
    )
    record(actor=by, action="consent recorded", object_type="participant", object_id=participant.pk)
    end_what_is_not_agreed(participant, agreed)


def end_what_is_not_agreed(participant: Participant, agreed: list[str]) -> None:
    """What was kept or awaited under an agreement ends with it."""
    if "follow_up" not in agreed:
        participant.sessions.awaiting_follow_up().update(
            follow_up_ended=FollowUpEnd.DECLINED, follow_up_ended_at=timezone.now()
        )
        participant.sessions.update(follow_up_due=None)
    if "record" not in agreed:
        PersonRecord.objects.filter(participant=participant).delete()


@changes("session")
def save_about(*, session: Session, details: dict[str, Any], agreed: list[str], by: User) -> None:
    """Keep what was said under "About you", and what was agreed to in today's wording."""
    participant = session.participant
    for field, value in details.items():
        setattr(participant, field, value)
    participant.save(update_fields=[*details])
    record_consent(
        participant=participant,
        version=CURRENT.version,
        agreed=agreed,
        by=by,
        since=session.started_at,
    )


@transaction.atomic
def enter_stage(*, session: Session, stage: Stage) -> None:
    """The step's page was opened: the clock runs for it, and the session resumes there."""
    lock(session)
    if session.finished_at:
        return
    count_time(session)
    order = list(Stage)
    if order.index(stage) > order.index(Stage(session.stage)):
        session.stage = stage
    session.clock_stage = stage
    session.save(update_fields=["stage", "clock_stage", "clock_at"])


@transaction.atomic
def keep_time(*, session: Session) -> None:
    """Add the time since the page last reported in to the step on screen."""
    lock(session)
    count_time(session)
    session.save(update_fields=["clock_at"])


def count_time(session: Session) -> None:
    """For a session that is locked, and whose `clock_at` is saved afterwards."""
    if session.finished_at or session.paused:
        return
    seconds, session.clock_at = clock.elapsed(session.clock_at, timezone.now())
    if not seconds:
        return
    times = session.stage_times.filter(stage=session.clock_stage)
    if not times.update(seconds=F("seconds") + seconds):
        session.stage_times.create(stage=session.clock_stage, seconds=seconds)


@transaction.atomic
def pause(*, session: Session) -> None:
    lock(session)
    if session.finished_at:
        return
    count_time(session)
    session.paused, session.clock_at = True, None
    session.save(update_fields=["paused", "clock_at"])


@transaction.atomic
def resume(*, session: Session) -> None:
    lock(session)
    if session.paused:
        end_break(session)


def follow_up_of(session: Session, *, today: dt.date) -> dt.date | None:
    """When to see how the person got on: on the day that the two agreed on, or else some months
    after the first session; never, if they would rather not be contacted."""
    if not session.participant.may_be_contacted:
        return None
    if session.next_meeting and session.next_meeting > today:
        return session.next_meeting
    sessions = session.participant.sessions
    first = sessions.earliest("started_at")
    return next_due(
        timezone.localdate(first.started_at),
        sessions_before=sessions.filter(started_at__lt=session.started_at).count(),
        today=today,
        months=settings.GENIE_FOLLOW_UP_MONTHS,
    )


@transaction.atomic
def finish(*, session: Session, by: User) -> None:
    """Close the session, and set when to see how the person got on."""
    lock(session)
    if session.finished_at:
        return
    count_time(session)
    session.finished_at = timezone.now()
    session.follow_up_due = follow_up_of(session, today=timezone.localdate())
    session.paused, session.clock_at = False, None
    session.save(update_fields=["finished_at", "follow_up_due", "paused", "clock_at"])
    session.applied_changes.all().delete()
    record(actor=by, action="session finished", object_type="session", object_id=session.pk)
    session_finished.send(Session, session=session, by=by)


@transaction.atomic
def reopen(*, session: Session, by: User) -> None:
    lock(session)
    if not session.finished_at:
        return
    session.finished_at, session.follow_up_due = None, None
    session.save(update_fields=["finished_at", "follow_up_due"])
    record(actor=by, action="session reopened", object_type="session", object_id=session.pk)


@transaction.atomic
def allow_sign_in(*, user: User, allowed: bool, by: User) -> None:
    """Let a user sign in, or no longer: who is signed in now is out with the next page, and signs
    in anew when they may again."""
    user.is_active = allowed
    user.save(update_fields=["is_active"])
    if not allowed:
        sign_out_everywhere(user)
    action = "sign-in allowed" if allowed else "sign-in taken away"
    record(actor=by, action=action, object_type="user", object_id=user.pk, kind=AuditKind.RIGHTS)


def sign_out_everywhere(user: User) -> None:
    get_adapter().end_sessions(UserSession.objects.filter(user=user))


@transaction.atomic
def erase(*, participant: Participant, by: User) -> None:
    """Delete the participant and everything of theirs. Only the audit events remain. Raises
    GoneError if another window did so first."""
    lock_sessions(participant)
    lock_person(participant)
    record(actor=by, action="erased", object_type="participant", object_id=participant.pk)
    participant.delete()


def has_erased(user: User, participant_id: uuid.UUID) -> bool:
    """Whether the user erased this person: by the press before, or in another window."""
    return AuditEvent.objects.filter(
        actor_id=user.pk, action="erased", object_id=participant_id
    ).exists()
