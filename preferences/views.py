from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods

from facilitation import actions as facilitation_actions
from facilitation.access import get_session, is_kept_for_later, session_to_change
from facilitation.field_changes import Values, is_changes, take_changes, values_by_prefix
from facilitation.locks import changes
from facilitation.models import Session
from facilitation.vocabulary import STAGE_URL_NAMES, Stage
from preferences import actions
from preferences.forms import (
    ItemForm,
    PageForm,
    VersionForm,
    forms_holding,
    held_by,
    item_forms,
)
from preferences.models import Item, Questionnaire
from preferences.reading import answers_of, items_to_answer

GO = {"back": Stage.NETWORK, "here": Stage.PREFERENCES, "next": Stage.NEAR}


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The page of all items. Without JavaScript its one form sends everything at once."""
    if is_changes(request):
        with session_to_change(request, session_id) as session:
            return save_changes(request, session)
    session = get_session(request, session_id)
    if request.method == "POST":
        return save_page(request, session)
    if not is_kept_for_later(request):
        facilitation_actions.enter_stage(session=session, stage=Stage.PREFERENCES)
    versions = Questionnaire.objects
    questionnaire = versions.answered_in(session) or versions.current(
        session.participant.organisation_id
    )
    return show(request, session, item_forms(session, items_of(questionnaire)))


def items_of(questionnaire: Questionnaire | None) -> list[Item]:
    return list(questionnaire.items.prefetch_related("interests")) if questionnaire else []


def save_changes(request: HttpRequest, session: Session) -> HttpResponse:
    """Answers as they change, sent by the page's script; the address says which questions the page
    asks."""
    which = VersionForm(request.GET)
    asked = which.cleaned_data["questionnaire"] if which.is_valid() else None
    answers = answers_of(session)
    elsewhere = any(answer.version != asked for answer in answers.values())
    items = [] if elsewhere or not asked else items_to_answer(session, asked)
    if not items:
        return JsonResponse(
            {"error": "The questions were changed. Open the page again."}, status=400
        )

    def make(data: Any, numbers: Collection[str] | None) -> list[forms.Form]:
        touched = [item for item in items if numbers is None or str(item.number) in numbers]
        return [*forms_holding(session, touched, answers, data)]

    def held() -> Values:
        found: Values = {}
        for item in items:
            found |= values_by_prefix(str(item.number), held_by(answers.get(item.pk)))
        return found

    def keep(changed: list[forms.Form]) -> None:
        nonlocal answers
        touched = [form for form in changed if isinstance(form, ItemForm)]
        save_items(session=session, items=touched, clear=None)
        answers = answers_of(session)

    return take_changes(request, session, make=make, save=keep, held=held)


def save_page(request: HttpRequest, session: Session) -> HttpResponse:
    page = PageForm(request.POST, session=session)
    if not page.is_valid():
        messages.error(request, "That could not be saved. Please answer once more.")
        return redirect("preferences:preferences", session.pk)
    questionnaire = page.cleaned_data["questionnaire"]
    if questionnaire != (Questionnaire.objects.answered_in(session) or questionnaire):
        messages.error(request, "This session answers other questions: these.")
        return redirect("preferences:preferences", session.pk)
    items = item_forms(session, items_of(questionnaire), request.POST)
    if not all(item.is_valid() for item in items):
        return show(request, session, items)
    save_items(session=session, items=items, clear=page.cleaned_data["clear"])
    return redirect(STAGE_URL_NAMES[GO[page.cleaned_data["go"]]], session.pk)


@changes("session")
def save_items(*, session: Session, items: list[ItemForm], clear: int | None) -> None:
    for form in items:
        taken_back = form.item.number == clear
        actions.save_answer(
            session=session,
            item=form.item,
            choice="" if taken_back else form.cleaned_data["choice"],
            kept=form.cleaned_data["kept"],
        )


def show(request: HttpRequest, session: Session, items: list[ItemForm]) -> HttpResponse:
    context = {
        "session": session,
        "stage": Stage.PREFERENCES,
        "items": items,
        "questionnaire": items[0].item.questionnaire if items else None,
        "answered": sum(item.has_answer for item in items),
        "used_to_enjoy": used_to_enjoy(session),
        "invalid": any(item.errors for item in items),
        "next_url": reverse(STAGE_URL_NAMES[Stage.NEAR], args=[session.pk]),
        "back_url": reverse(STAGE_URL_NAMES[Stage.NETWORK], args=[session.pk]),
    }
    return render(request, "preferences/preferences.html", context)


def used_to_enjoy(session: Session) -> str:
    """What the map's dropped activities are called, in a few words: "Bowls, dancing and chess".
    Those noted now, and those of the newest session before in which any were."""
    before = (list(one.dropped_activities.all()) for one in session.earlier())
    noted = [*next(filter(None, before), []), *session.dropped_activities.all()]
    names = list(dict.fromkeys(activity.name for activity in noted))
    return get_text_list(names, "and")
