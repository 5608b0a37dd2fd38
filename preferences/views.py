from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation import actions
from facilitation.access import get_session
from facilitation.vocabulary import Stage


@require_safe
def preferences(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    actions.enter_stage(session=session, stage=Stage.PREFERENCES)
    return render(
        request, "preferences/preferences.html", {"session": session, "stage": Stage.PREFERENCES}
    )
