"""The page "Near you", and where home is."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
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
from resources.near import actions, page, pins
from resources.near.forms import FilterForm, HomeForm, PostcodeForm, WrongForm
from resources.near.rules import Filters, Found
from resources.needs.actions import record_unmet


@require_safe
def near(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    facilitation_actions.enter_stage(session=session, stage=Stage.NEAR)
    problem = ""
    try:
        home = actions.find_home(session=session)
    except GeocodingError as error:
        home, problem = None, str(error)
    if home is None:
        return ask_where(request, session, HomeForm(), problem)
    return show_near(request, session, home)


def show_near(request: HttpRequest, session: Session, home: Home) -> HttpResponse:
    form = FilterForm(request.GET)
    filters, today = form.filters(), timezone.localdate()
    found = page.find(session=session, home=home, filters=filters, today=today, shown=form.shown())
    record_needs(session, home, filters, found, today)
    choosing = fragment(request, "plans:tray", session.pk)
    context = {
        "session": session,
        "stage": Stage.NEAR,
        "form": form,
        "filters": filters,
        "home": home,
        "found": found,
        "map": pins.for_map(home, filters, found),
        "tile_url": settings.GENIE_TILE_URL,
        "tile_attribution": settings.GENIE_TILE_ATTRIBUTION,
        "choosing": choosing,
        "chosen": {UUID(pk) for pk in choosing.get("chosen", [])},
    }
    return render(request, "resources/near.html", context)


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
    form = HomeForm(request.POST)
    if not form.is_valid():
        return ask_where(request, session, form)
    data = form.cleaned_data
    if data["own_postcode"]:
        actions.go_home(session=session)
        return redirect("resources:near", session.pk)
    actions.choose_home(session=session, point=data["point"], source=data["source"])
    return redirect("resources:near", session.pk)


def ask_where(
    request: HttpRequest, session: Session, form: HomeForm, problem: str = ""
) -> HttpResponse:
    home = Home.objects.filter(participant=session.participant).first()
    context = {
        "session": session,
        "stage": Stage.NEAR,
        "form": form,
        "problem": problem,
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
    return JsonResponse({"message": actions.is_known(form.cleaned_data["postcode"])})


@require_POST
def report_wrong(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Something in an entry is not right: the curators hear of the entry, and of nobody."""
    session = get_session(request, session_id)
    form = WrongForm(request.POST)
    if form.is_valid():
        corrections.report_wrong(
            resource=form.cleaned_data["resource"],
            text=form.cleaned_data["text"],
            source=Correction.Source.SESSION,
        )
        messages.success(request, "Thank you. Whoever keeps the directory will look at it.")
    else:
        messages.error(request, form.problem)
    return redirect("resources:near", session.pk)
