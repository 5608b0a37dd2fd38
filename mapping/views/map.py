"""The pages of stage 1. Without JavaScript every one of them works through plain forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST

from facilitation import actions as facilitation
from facilitation.access import get_session, is_kept_for_later, session_to_change
from facilitation.forms import once
from facilitation.models import Session
from facilitation.phrases import in_sentence
from facilitation.vocabulary import Stage
from mapping import actions, phrases
from mapping.changes import ChangesResult, stacks
from mapping.exports.forms import lens_asked
from mapping.forms import (
    RELATIONSHIP_CHOICES,
    ChangesForm,
    DroppedActivityForm,
    MemberForm,
    NamesForm,
    NobodyForm,
)
from mapping.log import read_log
from mapping.picture import WORDS, picture
from mapping.vocabulary import Ring, TieStatus, Work

# The page's weight; older steps can be undone after a reload, or without JavaScript.
UNDO_STEPS_SENT = 60


def back_to_map(session: Session) -> HttpResponse:
    return redirect("mapping:network", session.pk)


def say_refused(request: HttpRequest, result: ChangesResult) -> None:
    for why in result.refused.values():
        messages.error(request, why)


@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The map; posting names someone, or several at once, who are then placed."""
    session = get_session(request, session_id)
    form = NamesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        result = actions.add_members(session=session, everyone=form.everyone(), once=once(request))
        say_refused(request, result)
        return back_to_map(session)
    if not is_kept_for_later(request):
        facilitation.enter_stage(session=session, stage=Stage.NETWORK)
        actions.begin_from_last(session=session)
    lens = lens_asked(request.GET)
    context = page(session) | {"form": form, "lens": lens.value if lens else ""}
    return render(request, "mapping/network.html", context)


def page(session: Session) -> dict[str, Any]:
    """What the map's template and script need."""
    members = sorted(session.members.on_map(), key=lambda member: member.order)
    waiting = list(session.members.unplaced())
    log = list(session.map_changes.all())
    undoable, redoable = stacks(log)
    return {
        "session": session,
        "stage": Stage.NETWORK,
        "members": members,
        "waiting": waiting,
        "from_last_time": any(member.previous_id for member in waiting),
        "rings": [(ring, [m for m in members if m.ring == ring]) for ring in Ring],
        "picture": picture(members),
        "can_undo": bool(undoable),
        "can_redo": bool(redoable),
        "relationships": RELATIONSHIP_CHOICES[1:],
        "how_important": phrases.HOW_IMPORTANT.items(),
        "often": phrases.OFTEN.items(),
        "every": [(often, seen.removeprefix("seen ")) for often, seen in phrases.SEEN.items()],
        "work": [(work, in_sentence(work.label)) for work in Work],
        "tie_statuses": TieStatus.choices,
        "lenses": phrases.LENSES,
        "prompts": phrases.PROMPTS,
        "dropped": session.dropped_activities.all(),
        "data": {
            "number": log[-1].number if log else 0,
            "members": {str(m.pk): m.state for m in [*members, *waiting]},
            "undoable": [change.as_dict() for change in undoable[-UNDO_STEPS_SENT:]],
            "redoable": [change.as_dict() for change in redoable],
            "words": WORDS,
            "nobody": actions.work_of_nobody(session),
        },
    }


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, session_id: UUID, member_id: UUID) -> HttpResponse:
    """One member's details, to change."""
    session = get_session(request, session_id)
    found = get_object_or_404(session.members, pk=member_id)
    form = MemberForm(request.POST if request.method == "POST" else None, initial=found.state)
    if form.is_valid():
        actions.edit_member(member=found, details=form.cleaned_data)
        return back_to_map(session)
    context = {"session": session, "stage": Stage.NETWORK, "member": found, "form": form}
    return render(request, "mapping/member.html", context)


@require_POST
def move(request: HttpRequest, session_id: UUID, member_id: UUID) -> HttpResponse:
    """Another ring for one member, from the list."""
    session = get_session(request, session_id)
    found = get_object_or_404(session.members, pk=member_id)
    form = MemberForm({**found.state, "ring": request.POST.get("ring")})
    if form.is_valid() and form.cleaned_data["ring"]:
        actions.edit_member(member=found, details=form.cleaned_data)
    else:
        messages.error(request, "Choose one of the three circles.")
    return back_to_map(session)


@require_POST
def remove(request: HttpRequest, session_id: UUID, member_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    found = session.members.filter(pk=member_id).first()
    if found is None and session.map_changes.filter(member_id=member_id).exists():
        return back_to_map(session)  # taken off in another window, or by the tap before
    found = found or get_object_or_404(session.members, pk=member_id)
    actions.remove_member(member=found)
    messages.info(request, f"{found.name} is off the map. Undo puts them back.")
    return back_to_map(session)


@require_POST
def as_last_time(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Everybody who still waits from last time, back where they were then."""
    session = get_session(request, session_id)
    actions.place_as_last_time(session=session)
    return back_to_map(session)


@require_POST
def nobody(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """It was asked who helps with this, and nobody does; without `nobody`, that is taken back."""
    session = get_session(request, session_id)
    form = NobodyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what nobody helps with.")
        return back_to_map(session)
    actions.say_nobody_helps(session=session, **form.cleaned_data)
    query = f"?lens={form.cleaned_data['work']}"
    return redirect(reverse("mapping:network", args=[session.pk]) + query)


@require_POST
def undo(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    actions.undo(session=session)
    return back_to_map(session)


@require_POST
def redo(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    actions.redo(session=session)
    return back_to_map(session)


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, session_id: UUID) -> JsonResponse:
    """For the page's script: send changes, get every change since the number it knows.

    Answers {"changes", "number" of the last one before them, "refused": {id: why}, "overlaps": {id:
    state}}; 400 with {"error"} for what cannot be read.
    """
    if request.method == "POST":
        return take_changes(request, session_id)
    session = get_session(request, session_id)
    form = ChangesForm({"since": request.GET.get("since"), "changes": []})
    if not form.is_valid():
        return JsonResponse({"error": "That number could not be read."}, status=400)
    since = form.cleaned_data["since"]
    log = read_log(session, since)
    nothing = ChangesResult({}, {})
    return told(actions.Exchange(nothing, log.after(since), log.number))


def take_changes(request: HttpRequest, session_id: UUID) -> JsonResponse:
    with session_to_change(request, session_id) as session:
        form = ChangesForm.from_json(request.body)
        if not form.is_valid():
            return JsonResponse({"error": "Those changes could not be read."}, status=400)
        exchange = actions.exchange(
            session=session, changes=form.valid_changes(), since=form.cleaned_data["since"]
        )
        exchange.result.refused.update(form.refused())
    return told(exchange)


def told(exchange: actions.Exchange) -> JsonResponse:
    result = exchange.result._asdict()
    return JsonResponse({"changes": exchange.changes, "number": exchange.number, **result})


@require_POST
def drop_activity(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Note something the person used to enjoy; or, with `remove`, take it off the list."""
    session = get_session(request, session_id)
    back = redirect(reverse("mapping:network", args=[session.pk]) + "#used-to-enjoy")
    if request.POST.get("remove", "").isdecimal():
        actions.forget_activity(session=session, pk=int(request.POST["remove"][:18]))
        return back
    form = DroppedActivityForm(request.POST)
    if form.is_valid():
        actions.drop_activity(session=session, name=form.cleaned_data["name"])
    else:
        messages.error(request, form.errors["name"].as_text().removeprefix("* "))
    return back
