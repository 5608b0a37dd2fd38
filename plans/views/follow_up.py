"""What a follow-up begins with: how it went. On the telephone it is all that is asked."""

from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facilitation import actions as facilitation_actions
from facilitation.access import current_user, get_session, is_kept_for_later
from facilitation.field_changes import is_changes, is_kept, merge_post, seen, take_changes
from facilitation.locks import SessionFinishedError, changing
from facilitation.models import Session
from facilitation.views.session import after
from facilitation.vocabulary import STAGE_URL_NAMES, Stage
from plans import actions
from plans.forms.plan import DoForm, OutcomeForm, OutcomeForms
from plans.views.plan import change


@require_http_methods(["GET", "HEAD", "POST"])
def how_it_went(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What became of each priority of the session before. A script saves as the fields change."""
    session = get_session(request, session_id, allow_finished=True)  # the lock asks again
    if request.method == "POST":
        return save(request, session)
    if not is_kept_for_later(request):
        facilitation_actions.enter_stage(session=session, stage=Stage(session.stage))
    return show(request, session, OutcomeForms(session))


def save(request: HttpRequest, session: Session) -> HttpResponse:
    def make(data: Any = None, _: Any = None) -> list[Form]:
        return [*OutcomeForms(session, data).all]

    if is_changes(request):
        return take_changes(request, session, make=make, save=partial(save_forms, session))
    try:
        with changing(session):
            forms = OutcomeForms(session, merge_post(request, make()))
            if not forms.is_valid():
                return show(request, session, forms)
            save_forms(session, [*forms.all])
            if DoForm(request.POST).word == "finish":
                actions.leave_map_as_it_was(session=session)
    except SessionFinishedError:
        if not DoForm(request.POST).may_be_repeated or not is_kept(request, make()):
            raise
    return do(request, session)


def save_forms(session: Session, forms: list[Form]) -> None:
    for form in forms:
        assert isinstance(form, OutcomeForm)
        actions.save_outcome(session=session, item=form.item, **form.cleaned_data)


def show(request: HttpRequest, session: Session, forms: OutcomeForms) -> HttpResponse:
    context = {
        "session": session,
        "stage": "",
        "forms": forms,
        "errors": forms.errors,
        "seen": seen(OutcomeForms(session).all),
        "on_map": actions.on_map(session, [form.item for form in forms.outcomes]),
        "chosen": set(session.plan_items.values_list("resource", flat=True)) - {None},
    }
    return render(request, "plans/how_it_went.html", context)


def do(request: HttpRequest, session: Session) -> HttpResponse:
    button = DoForm(request.POST)
    if button.word in {"carry", "join"}:
        change(request, session, button)
    if button.word == "finish":
        facilitation_actions.finish(session=session, by=current_user(request))
        return redirect(after(session))
    if button.word == "go":
        # what may be kept is asked again, once
        stage = Stage.NETWORK if session.consent else Stage.ABOUT
        return redirect(STAGE_URL_NAMES[stage], session.pk)
    return redirect("plans:how_it_went", session.pk)
