"""A follow-up that is to come: its day, attempts to reach the person, and leaving it; and all of a
facilitator's as a calendar."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from facilitation import arrangements
from facilitation.access import current_user, get_session, require_facilitator
from facilitation.audit import record
from facilitation.downloads import attachment
from facilitation.follow_up_calendar import calendar_file
from facilitation.follow_up_forms import AttemptForm, DayForm, GiveUpForm
from facilitation.forms import once
from facilitation.models import MOST_ATTEMPTS, Session
from facilitation.vocabulary import AuditKind


@require_safe
def follow_up(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id)
    if not session.finished_at:
        messages.info(request, "This session is still open: carry on with it, or finish it first.")
        return redirect(session)
    return page(request, session)


def page(request: HttpRequest, session: Session, **sent: forms.Form) -> HttpResponse:
    """`sent` is the form that came with a mistake."""
    attempts = list(session.follow_up_attempts.select_related("by"))
    agreed = {"day": session.follow_up_due, "time": session.next_meeting_time}
    context = {
        "session": session,
        "participant": session.participant,
        "follow_up": session.follow_ups.first(),
        "is_due": bool(session.follow_up_due and session.follow_up_due <= timezone.localdate()),
        "attempts": attempts,
        "tried_often": len(attempts) >= MOST_ATTEMPTS,
        "day_form": DayForm(initial=agreed),
        "attempt_form": AttemptForm(),
        "form": next(iter(sent.values()), None),
    }
    return render(request, "facilitation/follow_up.html", {**context, **sent})


def do(
    request: HttpRequest, session: Session, action: Callable[..., None], said: str, **options: Any
) -> HttpResponse:
    """A colleague or another window may have been quicker: then it says so."""
    try:
        action(session=session, by=current_user(request), **options)
    except PermissionDenied as error:
        messages.info(request, str(error))
    else:
        messages.success(request, said)
    return redirect("facilitation:follow_up", session.pk)


@require_POST
def agree_on(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
    form = DayForm(request.POST)
    if not form.is_valid():
        return page(request, session, day_form=form)
    said = "The day is written down."
    return do(request, session, arrangements.agree_on, said, **form.cleaned_data)


@require_POST
def attempt(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return page(request, session, attempt_form=form)
    options = {**form.cleaned_data, "once": once(request)}
    return do(request, session, arrangements.write_attempt, "It is written down.", **options)


@require_POST
def give_up(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
    form = GiveUpForm(request.POST)
    if not form.is_valid():
        return redirect("facilitation:follow_up", session.pk)
    said = "It is left. Nobody is reminded of it any more."
    return do(request, session, arrangements.give_up, said, why=form.cleaned_data["why"])


@require_POST
def take_up_again(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
    return do(request, session, arrangements.take_up_again, "It waits again.")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """By codes alone: calendars are looked at by more people than their owner."""
    facilitator = require_facilitator(request)
    sessions = Session.objects.for_user(facilitator).real().awaiting_follow_up()
    record(
        actor=facilitator,
        action="follow-ups exported to a calendar",
        object_type="organisation",
        object_id=facilitator.organisation_id,
        kind=AuditKind.EXPORT,
    )
    return attachment(calendar_file(sessions), "text/calendar; charset=utf-8", "follow-ups.ics")
