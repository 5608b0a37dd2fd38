"""One participant beyond a single session: what was agreed, earlier sessions, how to reach them,
erasure; and a manager's caseload."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation import actions, agreements, reassignments
from facilitation.access import (
    current_user,
    get_participant,
    get_participant_for_manager,
    require_role,
)
from facilitation.consent import CURRENT, WITHDRAWING
from facilitation.forms import (
    ConfirmForm,
    NoteForm,
    ReassignForm,
    RecordForm,
    SearchForm,
    WithdrawForm,
)
from facilitation.models import Participant, PersonRecord, User
from facilitation.roles import Role

PEOPLE_A_PAGE = 25


@require_safe
def participant(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    person = get_participant(request, participant_id)
    sessions = person.sessions.with_person_and_minutes()
    last, *earlier = person.consents.select_related("recorded_by") or [None]
    context = {
        "participant": person,
        "record": record_of(person),
        "consent": last,
        "earlier_consents": earlier,
        "withdrawing": [
            (key, sentence, WITHDRAWING.get(key, "")) for key, sentence in last.by_clause.items()
        ]
        if last
        else [],
        "sessions": sessions,
        "reassignments": person.reassignments.with_people(),
        "followed_up": sessions.finished().exclude(previous=None),
        "can_follow_up": sessions.finished().filter(follow_ups=None).first(),
    }
    return render(request, "facilitation/participant.html", context)


def record_of(person: Participant) -> PersonRecord | None:
    return PersonRecord.objects.filter(participant=person).first()


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """How to reach the person, and what they need; where they agree that it is kept."""
    person = get_participant(request, participant_id)
    if not person.may_be_recorded or ConfirmForm(request.POST).is_valid():
        return ask_first(request, person, "facilitation:contact")
    form = RecordForm(request.POST or None, instance=record_of(person))
    if form.is_valid():
        agreements.save_record(participant=person, details=form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("facilitation:participant", person.pk)
    return render(request, "facilitation/contact.html", {"participant": person, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """The facilitator's own note: on a page by itself, that is not looked at together."""
    person = get_participant(request, participant_id)
    if not person.may_be_recorded or ConfirmForm(request.POST).is_valid():
        return ask_first(request, person, "facilitation:note")
    kept = record_of(person)
    form = NoteForm(request.POST or None, initial={"note": kept.note if kept else ""})
    if form.is_valid():
        agreements.save_record(participant=person, details=form.cleaned_data)
        messages.success(request, "The note is saved.")
        return redirect("facilitation:participant", person.pk)
    return render(request, "facilitation/note.html", {"participant": person, "form": form})


def ask_first(request: HttpRequest, person: Participant, back: str) -> HttpResponse:
    """The clause that covers the page, and a button that says they agree to it.

    Pressed twice, or in a second window, the button changes nothing of what was written since.
    """
    if person.may_be_recorded:
        return redirect(back, person.pk)
    if ConfirmForm(request.POST).is_valid() and person.may_be_kept:
        agreements.agree_to(participant=person, clause="record", by=current_user(request))
        return redirect(back, person.pk)
    context = {"participant": person, "sentence": CURRENT.clauses["record"]}
    return render(request, "facilitation/ask_first.html", context)


@require_POST
def withdraw(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    person = get_participant(request, participant_id)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        clause = form.cleaned_data["clause"]
        agreements.withdraw(participant=person, clause=clause, by=current_user(request))
        messages.success(request, f"Written down. {WITHDRAWING[clause]}")
    return redirect("facilitation:participant", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    user = current_user(request)
    if request.method == "POST" and actions.has_erased(user, participant_id):
        return redirect("facilitation:sessions")
    person = get_participant(request, participant_id)
    if request.method == "POST":
        # told to the browser by the next page: no script may be asked to run before the button
        request.session["erased"] = [
            str(key) for key in person.sessions.values_list("pk", flat=True)
        ]
        actions.erase(participant=person, by=user)
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
    if not ConfirmForm(request.POST).is_valid():
        context = {"participant": person, "colleague": to}
        return render(request, "facilitation/reassign.html", context)
    reassignments.reassign(participant=person, to=to, by=user)
    messages.success(request, f"{person.reference} is now with {to}.")
    return redirect("facilitation:caseload")
