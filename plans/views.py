from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation import actions
from facilitation.access import get_session
from facilitation.vocabulary import Stage


@require_safe
def plan(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    actions.enter_stage(session=session, stage=Stage.PLAN)
    return render(request, "plans/plan.html", {"session": session, "stage": Stage.PLAN})
