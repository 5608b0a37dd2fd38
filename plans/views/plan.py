"""The plan's page: its priorities, when to meet again, and finishing."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from facilitation import actions as facilitation_actions
from facilitation.access import current_user, get_session
from facilitation.models import Session
from facilitation.vocabulary import Stage
from mapping.becoming import what_it_could_become
from plans import actions
from plans.forms.plan import DoForm, PlanForms
from plans.models import PlanItem


@require_safe
def plan(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    facilitation_actions.enter_stage(session=session, stage=Stage.PLAN)
    return show(request, session, PlanForms(session))


def show(request: HttpRequest, session: Session, forms: PlanForms) -> HttpResponse:
    context = {
        "session": session,
        "stage": Stage.PLAN,
        "forms": forms,
        "errors": forms.errors,
        "last_time": last_time(session),
        "becomes": what_it_could_become(
            session, [form.item.said["name"] for form in forms.priorities]
        ),
    }
    return render(request, "plans/plan.html", context)


def last_time(session: Session) -> list[tuple[PlanItem, str, bool]]:
    """At a follow-up: each priority of the session before, what was said of it, and whether it is
    on the plan again."""
    if session.previous is None:
        return []
    told = {answer.item_id: answer.in_words for answer in session.follow_up_answers.all()}
    chosen = set(session.plan_items.values_list("resource", flat=True)) - {None}
    return [
        (item, told.get(item.pk, ""), item.resource_id in chosen)
        for item in session.previous.plan_items.all()
    ]


@require_POST
def save(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep everything on the page, then do what the pressed button says. A script saves as the
    fields change, without a button."""
    session = get_session(request, session_id)
    forms = PlanForms(session, request.POST)
    valid = forms.is_valid()
    if valid:
        save_forms(session, forms)
    if not request.accepts("text/html"):
        return JsonResponse({"errors": forms.errors})
    return do(request, session) if valid else show(request, session, forms)


@transaction.atomic
def save_forms(session: Session, forms: PlanForms) -> None:
    facilitation_actions.lock_for_change(session)
    for priority in forms.priorities:
        actions.save_priority(item=priority.item, **priority.cleaned_data)
    actions.save_meeting(session=session, **forms.meeting.cleaned_data)


def do(request: HttpRequest, session: Session) -> HttpResponse:
    button = DoForm(request.POST)
    word = button.word if button.is_valid() else "save"
    if word in DoForm.ABOUT_ONE:
        change(request, session, word, button.item_id)
    if word == "finish":
        facilitation_actions.finish(session=session, by=current_user(request))
    if word in LEADS_TO:
        name, query = LEADS_TO[word]
        return redirect(reverse(name, args=[session.pk]) + query)
    return redirect("plans:plan", session.pk)


LEADS_TO = {
    "print": ("plans:print", ""),
    "large": ("plans:print", "?large=on"),
    "email": ("plans:email", ""),
}


def change(request: HttpRequest, session: Session, word: str, item_id: UUID) -> None:
    """Move, take off or carry over one priority; nothing where it was taken off meanwhile."""
    owner = session.previous if word in {"carry", "join"} else session
    item = PlanItem.objects.filter(pk=item_id).first()
    if item is None:
        return
    if item.session != owner:
        raise Http404
    if word == "remove":
        actions.unchoose(item=item)
    elif word == "join":
        actions.join_map(session=session, item=item)
    elif word == "carry":
        try:
            actions.carry_over(session=session, item=item)
        except (actions.PlanFullError, actions.NotOfferedError) as problem:
            messages.error(request, str(problem))
    else:
        actions.move(item=item, by={"up": -1, "down": 1}[word])
