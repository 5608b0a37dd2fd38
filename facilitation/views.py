"""My sessions, and the first step of a session: About you."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from facilitation import actions
from facilitation.access import current_user, get_session, require_role
from facilitation.models import Session
from facilitation.roles import Role
from facilitation.vocabulary import Stage


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    sessions = Session.objects.for_user(current_user(request)).select_related("participant")
    return render(request, "facilitation/home.html", {"sessions": sessions})


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    user = require_role(request, Role.FACILITATOR, Role.MANAGER)
    return redirect(actions.start_session(facilitator=user))


@require_safe
def about(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    actions.enter_stage(session=session, stage=Stage.ABOUT)
    return render(request, "facilitation/about.html", {"session": session, "stage": Stage.ABOUT})


@require_POST
def tick(request: HttpRequest, session_id: UUID) -> JsonResponse:
    session = get_session(request, session_id, allow_finished=True)
    actions.keep_time(session=session)
    return JsonResponse({"minutes": session.minutes})
