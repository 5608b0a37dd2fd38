"""The three that are chosen, as the page of results sees them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import get_session
from facilitation.models import Session
from plans import actions
from plans.forms.choosing import ChooseForm, UnchooseForm
from plans.models import MOST_PRIORITIES


@require_POST
def choose(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Add one of the results to the three."""
    session = get_session(request, session_id)
    form = ChooseForm(request.POST, session=session)
    if not form.is_valid():
        return answer(request, session, form.problem, 400)
    try:
        actions.choose(session=session, **form.cleaned_data)
    except actions.PlanFullError as full:
        return answer(request, session, str(full), 409)
    return answer(request, session)


@require_POST
def unchoose(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take one off again. One that is off already stays off."""
    session = get_session(request, session_id)
    form = UnchooseForm(request.POST)
    if not form.is_valid():
        return answer(request, session, "Please choose again which one to take off.", 400)
    for item in session.plan_items.filter(resource=form.cleaned_data["resource"]):
        actions.unchoose(item=item)
    return answer(request, session)


@require_safe
def tray(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """ "Your three", to put into the page of results."""
    session = get_session(request, session_id)
    return HttpResponse(render_tray(request, session))


def answer(
    request: HttpRequest, session: Session, problem: str = "", status: int = 200
) -> HttpResponse:
    """To a script: what is chosen now, and the tray, or the problem. To a form: the results."""
    if request.accepts("text/html"):
        if problem:
            messages.error(request, problem)
        return redirect("resources:near", session.pk)
    chosen = [str(pk) for pk in session.plan_items.values_list("resource", flat=True) if pk]
    body = {"chosen": chosen, "tray": render_tray(request, session)}
    return JsonResponse({"error": problem, **body} if problem else body, status=status)


def render_tray(request: HttpRequest, session: Session) -> str:
    items = list(session.plan_items.all())
    free = range(len(items) + 1, MOST_PRIORITIES + 1)
    context = {"session": session, "items": items, "free": free}
    return render_to_string("plans/tray.html", context, request)
