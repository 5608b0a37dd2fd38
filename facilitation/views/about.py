"""The first step of a session: About you."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from facilitation import actions
from facilitation.access import current_user, get_session, is_kept_for_later
from facilitation.consent import CURRENT
from facilitation.field_changes import is_changes, merge_post, seen, take_changes
from facilitation.forms import AboutForm
from facilitation.fragments import fragment
from facilitation.locks import changing
from facilitation.models import Session
from facilitation.vocabulary import STAGE_URL_NAMES, Stage


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, before_consent=True)
    if request.method == "POST":
        return save(request, session)
    if not is_kept_for_later(request):
        actions.enter_stage(session=session, stage=Stage.ABOUT)
    return page(request, session, make_form(session))


def save(request: HttpRequest, session: Session) -> HttpResponse:
    """By the page's button, or by its script as fields change."""

    def make(data: Any = None, _: Any = None) -> list[forms.Form]:
        return [make_form(session, data)]

    def keep(changed: list[forms.Form]) -> None:
        for form in changed:
            assert isinstance(form, AboutForm)
            keep_about(request, session, form)

    if is_changes(request):
        return take_changes(request, session, make=make, save=keep)
    with changing(session):
        [form] = made = make(merge_post(request, make()))
        if not form.is_valid():
            return page(request, session, form)
        keep(made)
    return redirect(goes_on_to(request, session))


def goes_on_to(request: HttpRequest, session: Session) -> str:
    """The map, or what is asked before it."""
    before: str = fragment(request, "measures:before_map", session.pk).get("url", "")
    return before or reverse(STAGE_URL_NAMES[Stage.NETWORK], args=[session.pk])


def make_form(session: Session, data: Any = None) -> AboutForm:
    """Of what is kept now: another window may have saved since the session was read."""
    now = Session.objects.select_related("participant").get(pk=session.pk)
    return AboutForm(data, initial=AboutForm.initial_for(now))


def keep_about(request: HttpRequest, session: Session, form: AboutForm) -> None:
    actions.save_about(
        session=session,
        details=form.details(),
        agreed=form.cleaned_data["agreed"],
        by=current_user(request),
    )


def page(request: HttpRequest, session: Session, form: forms.Form) -> HttpResponse:
    next_url = goes_on_to(request, session) if session.participant.may_be_kept else ""
    context = {
        "session": session,
        "stage": Stage.ABOUT,
        "form": form,
        "seen": seen([make_form(session)]),
        "wording": CURRENT,
        "next_url": next_url,
        "also_kept": next_url,
    }
    return render(request, "facilitation/about.html", context)
