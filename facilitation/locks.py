"""The one lock of a session: every change of anything in it waits for the change before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from facilitation.models import Participant, Session
from facilitation.prepared import Prepared

P = ParamSpec("P")
R = TypeVar("R")


class SessionFinishedError(PermissionDenied):
    """A finished session stays as it is: Django answers 403 with this."""

    def __init__(self) -> None:
        super().__init__("This session is finished. Reopen it to change something.")


class GoneError(Http404):
    """The session or the person was erased, or is somebody else's: Django answers 404 with this."""

    def __init__(self) -> None:
        super().__init__("This session is no longer there.")


# what other windows may change of the session itself
CHANGING = [
    "stage",
    "finished_at",
    "follow_up_due",
    "follow_up_ended",
    "clock_stage",
    "clock_at",
    "paused",
    "next_meeting",
]
LOCKED = Prepared(
    lambda pk: Session.objects.select_for_update().filter(pk=pk).only(*CHANGING).order_by(),
    UUID(int=1),
)


def lock(session: Session) -> None:
    """Wait for other windows on this session, then read again what they may have changed. Raises
    GoneError if one of them erased it."""
    if is_locked(session):
        return
    found = LOCKED.first(session.pk)
    if found is None:
        raise GoneError
    for name in CHANGING:
        setattr(session, name, getattr(found, name))


def lock_person(participant: Participant) -> Participant:
    """The person as they are now, for a change outside a session. Raises GoneError if another
    window erased them."""
    found = Participant.objects.select_for_update().filter(pk=participant.pk).first()
    if found is None:
        raise GoneError
    return found


def lock_sessions(participant: Participant) -> None:
    """Wait until no window is in the middle of a change of anything of theirs."""
    list(participant.sessions.select_for_update().order_by("pk"))


@contextmanager
def changing(session: Session) -> Iterator[None]:
    """The transaction that every change of anything in a session is made in. Inside of it, it is
    entered already.

    Waits for other windows. Raises SessionFinishedError if one of them finished the session
    meanwhile; ends a break.
    """
    if is_locked(session):
        yield
        return
    with transaction.atomic():
        lock(session)
        with holding_lock(session):
            yield


@contextmanager
def holding_lock(session: Session) -> Iterator[None]:
    """For a session whose row this transaction has locked, and is about to change."""
    if session.finished_at:
        raise SessionFinishedError
    if session.paused:
        end_break(session)
    session.locked_by = transaction.get_connection()
    try:
        yield
    finally:
        session.locked_by = None


def is_locked(session: Session) -> bool:
    """Whether this thread is in the middle of a change of the session."""
    return session.locked_by is transaction.get_connection()


def changes(path: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For an action that changes something in a session: it is done as `changing` says. `path` is
    where its arguments have the session: "session", or "member.session"."""
    name, _, attribute = path.partition(".")

    def decorate(action: Callable[P, R]) -> Callable[P, R]:
        @wraps(action)
        def locked(*args: P.args, **kwargs: P.kwargs) -> R:
            session: Any = kwargs[name]
            if attribute:
                session = attrgetter(attribute)(session)
            with changing(session):
                return action(*args, **kwargs)

        return locked

    return decorate


def end_break(session: Session) -> None:
    """For a session that is locked."""
    session.paused, session.clock_at = False, timezone.now()
    session.save(update_fields=["paused", "clock_at"])
