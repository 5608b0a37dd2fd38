"""The one access gate. Every view of a participant's session asks here, and nowhere else."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from facilitation.models import Participant, Session, User

if TYPE_CHECKING:
    from facilitation.roles import Role

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def current_user(request: HttpRequest) -> User:
    """The signed-in user. LoginRequiredMiddleware has turned everyone else away."""
    assert isinstance(request.user, User)
    return request.user


def get_session(request: HttpRequest, session_id: UUID, *, allow_finished: bool = False) -> Session:
    """The session, if it is in the user's own caseload.

    Raises Http404 for anyone else's, so that not even its existence is told, and PermissionDenied
    for a change to a finished session: it is reopened first.
    """
    sessions = Session.objects.for_user(current_user(request))
    session = get_object_or_404(
        sessions.select_related("participant").prefetch_related("stage_times"), pk=session_id
    )
    changing = request.method not in SAFE_METHODS
    if changing and session.finished_at and not allow_finished:
        raise PermissionDenied("This session is finished. Reopen it to change something.")
    return session


def get_participant_for_manager(request: HttpRequest, participant_id: UUID) -> Participant:
    """A participant of the manager's own organisation, to reassign; Http404 for anyone else's."""
    participants = Participant.objects.of_organisation(current_user(request))
    return get_object_or_404(participants, pk=participant_id)


def require_role(request: HttpRequest, *roles: "Role") -> User:
    """The signed-in user, if they hold one of the roles; Http404 otherwise."""
    user = current_user(request)
    if user.role not in roles:
        raise Http404
    return user
