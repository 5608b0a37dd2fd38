"""One participant beyond a single session: what was agreed, earlier sessions, erasure; and a
manager's caseload."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation import actions
from facilitation.access import (
    current_user,
    get_participant,
    get_participant_for_manager,
    require_role,
)
from facilitation.forms import ReassignForm, SearchForm
from facilitation.models import Participant, User
from facilitation.roles import Role

PEOPLE_A_PAGE = 25


@require_safe
def participant(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    person = get_participant(request, participant_id)
    sessions = person.sessions.with_person_and_minutes()
    context = {
        "participant": person,
        "consents": person.consents.select_related("recorded_by"),
        "sessions": sessions,
        "can_follow_up": sessions.finished().filter(follow_ups=None).first(),
    }
    return render(request, "facilitation/participant.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    person = get_participant(request, participant_id)
    if request.method == "POST":
        actions.erase(participant=person, by=current_user(request))
        messages.success(request, f"Everything about {person.reference} is gone.")
        return redirect("facilitation:sessions")
    return render(request, "facilitation/erase.html", {"participant": person})


@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request: HttpRequest) -> HttpResponse:
    """The whole of it, or by POST those whose reference code begins as typed."""
    manager = require_role(request, Role.MANAGER)
    people = Participant.objects.of_organisation(manager).with_progress()
    form = SearchForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        people = people.with_reference(form.cleaned_data["reference"])
    nobody = form.is_bound and form.is_valid() and not people
    context = {
        "form": form,
        "nobody": "Nobody in the caseload has this code." if nobody else "",
        "page": Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page")),
        "colleagues": User.objects.colleagues_of(manager),
        "organisation": manager.organisation,
    }
    return render(request, "facilitation/caseload.html", context)


@require_POST
def reassign(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    person = get_participant_for_manager(request, participant_id)
    user = current_user(request)
    form = ReassignForm(request.POST, colleagues=User.objects.colleagues_of(user))
    if not form.is_valid():
        messages.error(request, f"{person.reference}: choose a colleague from the list.")
        return redirect("facilitation:caseload")
    to = form.cleaned_data["facilitator"]
    actions.reassign(participant=person, to=to, by=user)
    messages.success(request, f"{person.reference} is now with {to}.")
    return redirect("facilitation:caseload")
