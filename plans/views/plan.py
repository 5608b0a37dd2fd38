"""The plan's page: its priorities, when to meet again, and finishing."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from facilitation import actions as facilitation_actions
from facilitation.access import current_user, get_session, is_kept_for_later, session_to_change
from facilitation.field_changes import is_changes, is_kept, merge_post, seen, take_changes
from facilitation.fragments import fragment
from facilitation.locks import SessionFinishedError, changing
from facilitation.models import Session
from facilitation.paths import path_to
from facilitation.vocabulary import Stage
from mapping.becoming import what_it_could_become
from plans import actions, where
from plans.calendar import events_of
from plans.forms.plan import (
    DoForm,
    MeetingForm,
    PlanForms,
    PriorityForm,
    held_by_all,
    prefix_of,
)
from plans.models import PlanItem
from plans.reading import last_chosen, priorities_of

PLACES = ("first", "second", "third")


@require_safe
def plan(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    if not is_kept_for_later(request):
        facilitation_actions.enter_stage(session=session, stage=Stage.PLAN)
    return show(request, session, PlanForms(session))


def show(request: HttpRequest, session: Session, forms: PlanForms) -> HttpResponse:
    saved = PlanForms(session) if forms.meeting.is_bound else forms
    context = {
        "session": session,
        "stage": Stage.PLAN,
        "pins": where.pins(form.item for form in forms.priorities),
        "forms": forms,
        "errors": forms.errors,
        "focus": [message.extra_tags for message in messages.get_messages(request)],
        "seen": seen(saved.all),
        "last_time": last_time(session),
        "take_away": take_away(session),
        "ways_on": fragment(request, "sharing:on_plan", session.pk).get("ways", []),
        "becomes": what_it_could_become(
            session, [form.item.said["name"] for form in forms.priorities]
        ),
    }
    return render(request, "plans/plan.html", context)


def last_time(session: Session) -> list[tuple[PlanItem, str, bool]]:
    """At a follow-up: each priority that was chosen last, what was said of it, and whether it is
    on the plan again."""
    told = {answer.item_id: answer.in_words for answer in session.follow_up_answers.all()}
    chosen = set(session.plan_items.values_list("resource", flat=True)) - {None}
    return [
        (item, told.get(item.pk, ""), item.resource_id in chosen) for item in last_chosen(session)
    ]


@require_POST
def save(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Keep everything on the page, then do what the pressed button says. A script saves as the
    fields change, without a button."""
    if is_changes(request):
        with session_to_change(request, session_id) as session:
            return save_changes(request, session)
    session = get_session(request, session_id, allow_finished=True)  # the lock asks again
    try:
        with changing(session):
            forms = PlanForms(session, merge_post(request, PlanForms(session).all))
            if not forms.is_valid():
                return show(request, session, forms)
            save_forms(session, [*forms.all])
    except SessionFinishedError:
        if not DoForm(request.POST).may_be_repeated or not is_kept(request, PlanForms(session).all):
            raise
    return do(request, session)


def save_changes(request: HttpRequest, session: Session) -> HttpResponse:
    items = priorities_of(session)

    def make(data: Any, prefixes: Collection[str] | None) -> list[Form]:
        touched = [item for item in items if prefixes is None or prefix_of(item) in prefixes]
        return [*PlanForms(session, data, touched).all]

    def keep(changed: list[Form]) -> None:
        nonlocal items
        save_forms(session, changed)
        items = priorities_of(session)

    return take_changes(
        request, session, make=make, save=keep, held=lambda: held_by_all(session, items)
    )


def save_forms(session: Session, forms: list[Form]) -> None:
    for form in forms:
        if isinstance(form, PriorityForm):
            actions.save_priority(item=form.item, **form.cleaned_data)
        elif isinstance(form, MeetingForm):
            actions.save_meeting(session=session, **form.cleaned_data)


def do(request: HttpRequest, session: Session) -> HttpResponse:
    button = DoForm(request.POST)
    if button.is_about_one:
        change(request, session, button)
    if button.word == "finish":
        facilitation_actions.finish(session=session, by=current_user(request))
    ways = {word: url for word, _, url in take_away(session)}
    return redirect(ways.get(button.word) or reverse("plans:plan", args=[session.pk]))


def take_away(session: Session) -> list[tuple[str, str, str]]:
    """The ways to take the plan home: the button's word, what it says, and where it leads."""

    def to(name: str) -> str:
        return path_to(f"plans:{name}", session.pk)

    ways = [
        ("print", "Print", to("print")),
        ("large", "Large print", to("print") + "?large=on"),
        ("pdf", "PDF", to("pdf")),
        ("largepdf", "PDF in large print", to("pdf") + "?large=on"),
        *([] if session.participant.is_practice else [("email", "E-mail", to("email"))]),
        ("text", "Text for a phone", to("text")),
    ]
    if next(events_of(session), None):
        ways.append(("calendar", "Dates for a calendar", to("calendar")))
    return ways


def change(request: HttpRequest, session: Session, button: DoForm) -> None:
    """Move, take off or carry over one priority; nothing where it was taken off meanwhile."""
    word = button.word
    item = PlanItem.objects.filter(pk=button.item_id).first()
    if item is None:
        return
    # by what was just read: it may be taken off before it could be asked for again
    before = word in {"carry", "join"}
    owned = item in last_chosen(session) if before else item.session_id == session.pk
    if not owned:
        raise Http404
    if word == "remove":
        actions.unchoose(item=item)
        say_off(request, session, item)
    elif word == "join":
        actions.join_map(session=session, item=item)
    elif word == "carry":
        try:
            actions.carry_over(session=session, item=item)
        except (actions.PlanFullError, actions.NotOfferedError) as problem:
            messages.error(request, str(problem))
    else:
        actions.move(item=item, by={"up": -1, "down": 1}[word])
        say_where(request, item, word)


def say_where(request: HttpRequest, item: PlanItem, word: str) -> None:
    """Where the priority stands now; on the page that follows, its button that was pressed has
    focus, or the other one where that is gone."""
    order = list(item.session.plan_items.all())
    if item not in order:
        return
    place = order.index(item)
    focus = {0: "down", len(order) - 1: "up"}.get(place, word)
    said = f"{item.said['name']} is now {PLACES[place]}."
    messages.info(request, said, extra_tags=f"{focus} {item.pk.hex}")


def say_off(request: HttpRequest, session: Session, item: PlanItem) -> None:
    """That the priority is off; on the page that follows, what stands in its place has focus: its
    name, as a second press must not take that off, too."""
    order = [one.pk.hex for one in session.plan_items.all()]
    place = min(item.position, len(order)) - 1
    focus = f"name {order[place]}" if order else "none"
    messages.info(request, f"{item.said['name']} is taken off the plan.", extra_tags=focus)
