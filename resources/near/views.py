"""The page "Near you", and where home is."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from facilitation import actions as facilitation_actions
from facilitation.access import get_session
from facilitation.fragments import fragment
from facilitation.models import Session
from facilitation.vocabulary import Stage
from geography.geocoding import GeocodingError
from resources.actions import corrections
from resources.models import Correction, Home
from resources.near import actions, index, page, pins
from resources.near.forms import FilterForm, HomeForm, PostcodeForm, WordsForm, WrongForm
from resources.near.rules import Filters, Found
from resources.needs.actions import record_unmet


@require_safe
def near(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    facilitation_actions.enter_stage(session=session, stage=Stage.NEAR)
    home, problem = find_home(session)
    form = FilterForm(request.GET)
    filters, today = actions.kept_filters(session), timezone.localdate()
    if form.asks:
        filters = form.filters(filters.words)
        actions.keep_filters(session=session, filters=filters)
    form.is_valid()
    found = page.find(session=session, home=home, filters=filters, today=today, shown=form.shown())
    if home:
        record_needs(session, home, filters, found, today)
    actions.record_shown(session=session, shown=[one.resource.pk for one in found.listed])
    choosing = fragment(request, "plans:tray", session.pk)
    context = {
        "session": session,
        "stage": Stage.NEAR,
        "form": form,
        "filters": filters,
        "home": home,
        "problem": problem,
        "found": found,
        "index": index.entries(found, form.cleaned_data.get("section") or 1),
        "map": pins.for_map(home, filters, found),
        "choosing": choosing,
        "wrong_url": ""
        if session.finished_at
        else reverse("resources:report_wrong", args=[session.pk]),
        "chosen": set(choosing.get("chosen", [])),
    }
    return render(request, "resources/near.html", context)


def find_home(session: Session) -> tuple[Home | None, str]:
    """The home, or why none is known. Without one there is still what needs no place."""
    try:
        return actions.find_home(session=session), ""
    except GeocodingError as error:
        return None, str(error)


@require_POST
def search_words(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep the words to search by. By POST: they could tell of a person, and are in no address."""
    session = get_session(request, session_id)
    form = WordsForm(request.POST)
    if form.is_valid():
        filters = replace(actions.kept_filters(session), words=form.cleaned_data["words"])
        actions.keep_filters(session=session, filters=filters)
    else:
        messages.info(request, str(form.errors["words"][0]))
    return redirect("resources:near", session.pk)


def record_needs(
    session: Session, home: Home, filters: Filters, found: Found[page.Result], today: dt.date
) -> None:
    """What is missing at the default distance, so that one district compares with another."""
    if session.finished_at or filters != Filters():
        return
    unmet = [section.wanted.slug for section in found.sections if section.unmet]
    record_unmet(session=session, home=home, interests=unmet, today=today)


@require_GET
def where(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """To look around another place."""
    return ask_where(request, get_session(request, session_id), HomeForm())


@require_POST
def choose_home(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    form = HomeForm(request.POST, near=actions.offered_around)
    if not form.is_valid() or form.answer:
        return ask_where(request, session, form)
    data = form.cleaned_data
    if data["own_postcode"]:
        actions.go_home(session=session)
        return redirect("resources:near", session.pk)
    actions.choose_home(session=session, point=data["point"], source=data["source"])
    return redirect("resources:near", session.pk)


def ask_where(request: HttpRequest, session: Session, form: HomeForm) -> HttpResponse:
    home = Home.objects.filter(participant=session.participant).first()
    context = {
        "session": session,
        "stage": Stage.NEAR,
        "form": form,
        "home": home,
        "has_moved": actions.has_moved(session.participant),
    }
    return render(request, "resources/where.html", context)


@require_POST
def check_postcode(request: HttpRequest, session_id: UUID) -> JsonResponse:
    """Says at once whether a postcode is known; nothing is kept."""
    get_session(request, session_id, before_consent=True)
    form = PostcodeForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": form.errors["postcode"][0]})
    return JsonResponse(actions.is_known(form.cleaned_data["postcode"]))


@require_POST
def report_wrong(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Something in an entry is not right: the curators hear of the entry, and of nobody."""
    session = get_session(request, session_id)
    form = WrongForm(request.POST)
    if form.is_valid() and session.participant.is_practice:
        messages.success(request, "Thank you. In practice nobody hears of it.")
    elif form.is_valid():
        corrections.report_wrong(
            resource=form.cleaned_data["resource"],
            text=form.cleaned_data["text"],
            source=Correction.Source.SESSION,
        )
        messages.success(request, "Thank you. Whoever keeps the directory will look at it.")
    else:
        messages.error(request, form.problem)
    return redirect("resources:near", session.pk)
