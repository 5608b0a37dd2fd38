"""A few questions with a score, asked before the map; and which ones an organisation asks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import get_session, require_role
from facilitation.audit import record_print
from facilitation.field_changes import is_changes, merge_post, seen, take_changes
from facilitation.locks import changing
from facilitation.models import Session
from facilitation.roles import Role
from facilitation.vocabulary import STAGE_URL_NAMES, Stage
from measures import actions, scoring
from measures.forms import AnswersForm, ChooseForm
from measures.models import AskedMeasure, Measure, MeasureResult


def asked_measures(session: Session) -> QuerySet[AskedMeasure]:
    return AskedMeasure.objects.filter(organisation=session.participant.organisation_id)


def measures_of(session: Session) -> list[Measure]:
    """What was answered in the session, and unless it is finished what its organisation asks."""
    wanted = Q(results__session=session)
    if not session.finished_at:
        wanted |= Q(asked_by__organisation=session.participant.organisation_id)
    return list(Measure.objects.filter(wanted).distinct().order_by("key"))


@require_safe
def before_map(request: HttpRequest, session_id: UUID) -> JsonResponse:
    """Where About you goes on to, if something is asked: a fragment for that page."""
    session = get_session(request, session_id)
    if session.finished_at or not asked_measures(session).exists():
        return JsonResponse({})
    return JsonResponse({"url": reverse("measures:ask", args=[session.pk])})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    if request.method == "POST":
        return save(request, session)
    return page(request, session, make_forms(session))


def save(request: HttpRequest, session: Session) -> HttpResponse:
    """By the page's button, or by its script as answers are given."""

    def make(data: Any = None, _: Any = None) -> list[Form]:
        return [*make_forms(session, data)]

    def keep(changed: list[Form]) -> None:
        for form in changed:
            assert isinstance(form, AnswersForm)
            actions.save(session=session, measure=form.measure, answers=form.answers)

    if is_changes(request):
        return take_changes(request, session, make=make, save=keep)
    with changing(session):
        forms = make_forms(session, merge_post(request, make()))
        if any(form.errors for form in forms):
            return page(request, session, forms)
        keep([*forms])
    return redirect(STAGE_URL_NAMES[Stage.NETWORK], session.pk)


def make_forms(session: Session, data: Any = None) -> list[AnswersForm]:
    """Of what is kept now: another window may have saved since."""
    kept = {one.measure_id: one.answers for one in results_of(session)}
    return [
        AnswersForm(measure, data, initial=kept.get(measure.pk, {}))
        for measure in measures_of(session)
    ]


def page(request: HttpRequest, session: Session, forms: list[AnswersForm]) -> HttpResponse:
    context = {
        "session": session,
        "stage": Stage.ABOUT,
        "forms": forms,
        "form": next((form for form in forms if form.errors), None),
        "seen": seen(make_forms(session)),
        "changes": changes_shown(session),
        "also_kept": reverse("measures:ask", args=[session.pk]),
    }
    return render(request, "measures/ask.html", context)


def results_of(session: Session) -> list[MeasureResult]:
    return list(MeasureResult.objects.filter(session=session).select_related("measure"))


def changes_shown(session: Session) -> list[scoring.Change]:
    """What was answered when it was asked last and now, where the organisation wishes it shown."""
    shown = set(asked_measures(session).filter(shows_change=True).values_list("measure", flat=True))
    if session.previous is None or not shown:
        return []
    before: dict[UUID, list[scoring.Score]] = {}
    for earlier in session.earlier():
        for one in results_of(earlier):
            before.setdefault(one.measure_id, one.scores)
    now = [one for one in results_of(session) if one.measure_id in shown]
    return [
        change
        for one in now
        for change in scoring.changes(before.get(one.measure_id, []), one.scores)
    ]


@require_safe
def paper(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The questions on paper, for who would rather tick them alone."""
    session = get_session(request, session_id)
    record_print(request, "questions", session.pk)
    context = {"session": session, "measures": measures_of(session)}
    return render(request, "measures/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    asked = AskedMeasure.objects.filter(organisation=manager.organisation_id)
    initial = {
        "measures": [one.measure_id for one in asked],
        "shows_change": any(one.shows_change for one in asked),
    }
    offered = Measure.objects.offered_to(manager.organisation_id)
    sent = request.POST if request.method == "POST" else None
    form = ChooseForm(sent, initial=initial, offered=offered)
    if form.is_valid():
        actions.choose(manager=manager, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("measures:choose")
    context = {"form": form, "measures": offered}
    return render(request, "measures/choose.html", context)
