"""The one access gate. Every view of a participant's session asks here, and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from facilitation.audit import record_opening
from facilitation.locks import GoneError, SessionFinishedError, holding_lock
from facilitation.models import Participant, Session, SessionQuerySet, User
from facilitation.prepared import Prepared
from facilitation.roles import Role

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def one_of(session_id: UUID, user_id: UUID, organisation_id: UUID) -> SessionQuerySet:
    """A session, if it is in the caseload of this user, who holds sessions."""
    user = User(pk=user_id, organisation_id=organisation_id, role=Role.FACILITATOR)
    return Session.objects.for_user(user).with_agreed().filter(pk=session_id).order_by()


EXAMPLES = [UUID(int=number) for number in (1, 2, 3)]
ONE = Prepared(one_of, *EXAMPLES)
ONE_TO_CHANGE = Prepared(
    lambda *asked: one_of(*asked).select_for_update(of=("self",)),
    *EXAMPLES,
)


class ConsentNeeded(PermissionDenied):
    """The person has not agreed yet that what they say is kept. See `facilitation.middleware`."""

    def __init__(self, session: Session) -> None:
        super().__init__("Please ask about consent first, on the page “About you”.")
        self.session = session


def current_user(request: HttpRequest) -> User:
    """The signed-in user. LoginRequiredMiddleware has turned everyone else away."""
    assert isinstance(request.user, User)
    return request.user


class PracticeError(PermissionDenied):
    """Nothing of somebody made up is passed on: Django answers 403 with this."""

    def __init__(self) -> None:
        super().__init__("This is practice: nothing of it is passed on, and nobody is written to.")


def get_real_session(request: HttpRequest, session_id: UUID) -> Session:
    """The session, finished or not, for what tells others about the person. Raises as `get_session`
    does, and PracticeError where nobody real is behind it."""
    session = get_session(request, session_id, allow_finished=True)
    if session.participant.is_practice:
        raise PracticeError
    return session


def get_session(
    request: HttpRequest,
    session_id: UUID,
    *,
    allow_finished: bool = False,
    before_consent: bool = False,
    for_update: bool = False,
) -> Session:
    """The session, if it is in the user's own caseload and what is asked may happen now.

    Raises GoneError for anyone else's, so that not even its existence is told; ConsentNeeded for
    every step but the first until the person has agreed; and SessionFinishedError for a change to
    a finished session. The change itself asks again: see `facilitation.locks`.
    """
    session = find_session(request, session_id, for_update=for_update)
    if not before_consent and not session.participant.may_be_kept:
        raise ConsentNeeded(session)
    changes = request.method not in SAFE_METHODS
    if changes and session.finished_at and not allow_finished:
        raise SessionFinishedError
    return session


@contextmanager
def session_to_change(request: HttpRequest, session_id: UUID) -> Iterator[Session]:
    """The same, to be changed by what is done with it, in the transaction that the change is made
    in: asked for and locked at once. See `facilitation.locks.changing`."""
    with transaction.atomic():
        session = get_session(request, session_id, for_update=True)
        with holding_lock(session):
            yield session


def find_session(request: HttpRequest, session_id: UUID, *, for_update: bool = False) -> Session:
    """The session, if it is in the user's own caseload; GoneError otherwise. For what is done to
    the session as a whole (a break, finishing, reopening), not to what it holds.

    A request finds it once: the fragments of its page have the same one. `for_update` locks it.
    """
    found_before: dict[UUID, Session] = request.__dict__.setdefault("found_sessions", {})
    if session_id in found_before and not for_update:
        return found_before[session_id]
    user = current_user(request)
    one = ONE_TO_CHANGE if for_update else ONE
    found = one.first(session_id, user.pk, user.organisation_id) if user.holds_sessions else None
    if found is None:
        raise GoneError
    found.participant.agreed_when_read = found.agreed_last or []
    found_before[session_id] = found
    record_opening(request, "session", session_id)
    return found


def is_kept_for_later(request: HttpRequest) -> bool:
    """Whether a script fetches the page to keep it for a moment without a connection: nobody is
    looking at it, so no step is entered."""
    return "X-Keep-For-Later" in request.headers


def get_participant(request: HttpRequest, participant_id: UUID) -> Participant:
    """A participant of the user's own caseload; Http404 for anyone else's."""
    participants = Participant.objects.caseload_of(current_user(request))
    found = get_object_or_404(participants, pk=participant_id)
    record_opening(request, "participant", participant_id)
    return found


def get_participant_for_manager(request: HttpRequest, participant_id: UUID) -> Participant:
    """A participant of the manager's own organisation, to reassign; Http404 for anyone else's."""
    participants = Participant.objects.of_organisation(current_user(request))
    return get_object_or_404(participants, pk=participant_id)


def require_role(request: HttpRequest, *roles: Role) -> User:
    """The signed-in user, if they hold one of the roles; Http404 otherwise."""
    user = current_user(request)
    if user.role not in roles:
        raise Http404
    return user


def require_facilitator(request: HttpRequest) -> User:
    """The signed-in user, if they may hold sessions; Http404 otherwise."""
    user = current_user(request)
    if not user.holds_sessions:
        raise Http404
    return user
