"""What becomes of a follow-up: a day is agreed, somebody tries to reach the person, or it is given
up. Each function is one transaction, and changes a finished session in nothing else."""

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from facilitation.audit import record
from facilitation.locks import lock
from facilitation.models import MOST_ATTEMPTS, FollowUpAttempt, Session, User
from facilitation.vocabulary import FollowUpEnd


class NotAwaitedError(PermissionDenied):
    """The follow-up was begun or given up meanwhile, or the person said no. The message is for the
    facilitator."""

    def __init__(self) -> None:
        super().__init__("Nobody waits for this follow-up any more.")


class TooEarlyError(PermissionDenied):
    def __init__(self) -> None:
        super().__init__(f"Please try to reach them {MOST_ATTEMPTS} times before you leave it.")


def event(action: str, session: Session, by: User) -> None:
    record(actor=by, action=action, object_type="session", object_id=session.pk)


def lock_awaited(session: Session) -> None:
    """Raises NotAwaitedError where there is no follow-up to be had."""
    lock(session)
    given_up = session.follow_up_ended or session.follow_ups.exists()
    if given_up or not session.finished_at or not session.participant.may_be_contacted:
        raise NotAwaitedError


@transaction.atomic
def agree_on(*, session: Session, day: dt.date, time: dt.time | None, by: User) -> None:
    """The two meet, or speak, on another day than was set."""
    lock_awaited(session)
    session.follow_up_due = session.next_meeting = day
    session.next_meeting_time = time
    session.save(update_fields=["follow_up_due", "next_meeting", "next_meeting_time"])
    event("follow-up agreed", session, by)


@transaction.atomic
def write_attempt(
    *, session: Session, how: str, on: dt.date, by: User, once: uuid.UUID | None = None
) -> None:
    """Somebody tried to reach the person, and did not. Pressed twice, it is written once."""
    lock_awaited(session)
    _, made = FollowUpAttempt.objects.get_or_create(
        pk=once or uuid.uuid4(), defaults={"session": session, "how": how, "on": on, "by": by}
    )
    if made:
        event("tried to reach for follow-up", session, by)


@transaction.atomic
def give_up(*, session: Session, why: str, by: User) -> None:
    """Nobody asks for this follow-up any more. Raises TooEarlyError where the person could not be
    reached, but nobody tried often enough."""
    lock_awaited(session)
    tried = session.follow_up_attempts.count()
    if why == FollowUpEnd.NOT_REACHED and tried < MOST_ATTEMPTS:
        raise TooEarlyError
    session.end_follow_up(why)
    event(f"follow-up {why.replace('_', ' ')}", session, by)


@transaction.atomic
def take_up_again(*, session: Session, by: User) -> None:
    """It was given up by mistake, or the person got in touch."""
    lock(session)
    if not session.follow_up_ended:
        return
    session.end_follow_up("")
    event("follow-up taken up again", session, by)
