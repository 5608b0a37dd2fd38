"""What a follow-up begins with: how it went. On the telephone it is all that is asked."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facilitation import actions as facilitation_actions
from facilitation.access import current_user, get_session
from facilitation.models import Session
from facilitation.vocabulary import STAGE_URL_NAMES, Stage
from plans import actions
from plans.forms.plan import DoForm, OutcomeForms
from plans.views.plan import change


@require_http_methods(["GET", "HEAD", "POST"])
def how_it_went(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What became of each priority of the session before. A script saves as the fields change."""
    session = get_session(request, session_id)
    if request.method != "POST":
        facilitation_actions.enter_stage(session=session, stage=Stage(session.stage))
        return show(request, session, OutcomeForms(session))
    forms = OutcomeForms(session, request.POST)
    valid = forms.is_valid()
    if valid:
        save_forms(session, forms)
    if not request.accepts("text/html"):
        return JsonResponse({"errors": forms.errors})
    return do(request, session) if valid else show(request, session, forms)


@transaction.atomic
def save_forms(session: Session, forms: OutcomeForms) -> None:
    facilitation_actions.lock_for_change(session)
    for form in forms.outcomes:
        actions.save_outcome(session=session, item=form.item, **form.cleaned_data)


def show(request: HttpRequest, session: Session, forms: OutcomeForms) -> HttpResponse:
    context = {
        "session": session,
        "stage": "",
        "forms": forms,
        "errors": forms.errors,
        "on_map": actions.on_map(session, [form.item for form in forms.outcomes]),
        "chosen": set(session.plan_items.values_list("resource", flat=True)) - {None},
    }
    return render(request, "plans/how_it_went.html", context)


def do(request: HttpRequest, session: Session) -> HttpResponse:
    button = DoForm(request.POST)
    word = button.word if button.is_valid() else "save"
    if word in {"carry", "join"}:
        change(request, session, word, button.item_id)
    if word == "finish":
        facilitation_actions.finish(session=session, by=current_user(request))
        return redirect("facilitation:sessions")
    if word == "go":
        # what may be kept is asked again, once
        stage = Stage.NETWORK if session.consent else Stage.ABOUT
        return redirect(STAGE_URL_NAMES[stage], session.pk)
    return redirect("plans:how_it_went", session.pk)
