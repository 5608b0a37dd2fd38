"""The three that are chosen, as the page of results sees them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import get_session, session_to_change
from facilitation.actions import is_first
from facilitation.forms import once
from facilitation.models import Session
from plans import actions
from plans.forms.choosing import ChooseForm, UnchooseForm
from plans.models import MOST_PRIORITIES


@require_POST
def choose(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Add one of the results to the three."""
    try:
        with session_to_change(request, session_id) as session:
            form = ChooseForm(request.POST, session=session)
            if not form.is_valid():
                return respond(request, session, form.problem, 400)
            first = is_first(session, once(request))
            item = actions.choose(session=session, **form.cleaned_data) if first else None
    except actions.PlanFullError as full:
        return respond(request, session, str(full), 409)
    done = f"{item.snapshot['name']} is one of your three." if item else ""
    return respond(request, session, done=done)


@require_POST
def unchoose(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take one off again. One that is off already stays off."""
    with session_to_change(request, session_id) as session:
        form = UnchooseForm(request.POST)
        if not form.is_valid():
            return respond(request, session, "Please choose again which one to take off.", 400)
        done = ""
        chosen = session.plan_items.filter(resource=form.cleaned_data["resource"])
        for item in chosen if is_first(session, once(request)) else []:
            actions.unchoose(item=item)
            done = f"{item.snapshot['name']} is taken off."
    return respond(request, session, done=done)


@require_safe
def tray(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """For the page of results (`facilitation.fragments`): what is chosen and how that looks, with
    its style and script, and where a choice is sent."""
    session = get_session(request, session_id)
    return JsonResponse(
        {
            **chosen_now(request, session),
            "stylesheet": static("plans/tray.css"),
            "script": static("plans/choosing.js"),
            "choose_url": reverse("plans:choose", args=[session.pk]),
            "unchoose_url": reverse("plans:unchoose", args=[session.pk]),
        }
    )


def respond(
    request: HttpRequest, session: Session, problem: str = "", status: int = 200, done: str = ""
) -> HttpResponse:
    """To a script: what is chosen now, the tray, and what was done, or the problem. To a form: the
    results, with those words."""
    now = chosen_now(request, session)
    said = " ".join(part for part in (done, room(len(now["chosen"]))) if part)
    if request.accepts("text/html"):
        # what was refused is no fault: one takes one off, or leaves it
        messages.info(request, problem or said)
        return redirect("resources:near", session.pk)
    return JsonResponse(
        {"error": problem, **now} if problem else {"said": said, **now}, status=status
    )


def room(chosen: int) -> str:
    left = max(MOST_PRIORITIES - chosen, 0)
    return f"Room for {ROOM[left]}." if left else "Your three are full."


ROOM = ["none", "one more", "two more", "three"]


def chosen_now(request: HttpRequest, session: Session) -> dict[str, Any]:
    """The resources that are chosen, and "Your three" as HTML."""
    items = list(session.plan_items.all())
    full = len(items) >= MOST_PRIORITIES
    context = {"session": session, "items": items, "room": "" if full else room(len(items))}
    return {
        "chosen": [item.resource_id for item in items if item.resource_id],
        "tray": render_to_string("plans/tray.html", context, request),
    }
