"""What is done to a session as a whole: begin, have a break, stop, finish, reopen, follow up."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from facilitation import actions, arrangements
from facilitation.access import (
    current_user,
    find_session,
    get_session,
    require_facilitator,
)
from facilitation.follow_up_forms import NoFollowUpForm
from facilitation.forms import StartFollowUpForm, once
from facilitation.models import Session
from facilitation.vocabulary import LEARNING_URL_NAME, STAGE_URL_NAMES, FollowUpEnd, Stage


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    facilitator = require_facilitator(request)
    return redirect(actions.start_session(facilitator=facilitator, once=once(request)))


@require_POST
def start_follow_up(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = find_session(request, session_id)
    if not session.finished_at:
        messages.info(request, "This session is still open: carry on with it, or finish it first.")
        return redirect(session)
    form = StartFollowUpForm(request.POST)
    return redirect(
        actions.start_follow_up(
            session=session,
            facilitator=current_user(request),
            by_telephone=form.is_valid() and form.cleaned_data["by_telephone"],
        )
    )


@require_POST
def tick(request: HttpRequest, session_id: UUID) -> JsonResponse:
    session = find_session(request, session_id)
    actions.keep_time(session=session)
    return JsonResponse({"minutes": session.minutes})


@require_POST
def pause(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = find_session(request, session_id)
    actions.pause(session=session)
    return to_step_on_screen(session)


@require_POST
def resume(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = find_session(request, session_id)
    actions.resume(session=session)
    return to_step_on_screen(session)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The person would rather not go on. Posting keeps what there is, where that was agreed to;
    deleting is asked on a page of its own."""
    session = get_session(request, session_id, before_consent=True, allow_finished=True)
    if request.method == "POST" and session.participant.may_be_kept:
        answer = finish(request, session_id)
        if NoFollowUpForm(request.POST).is_valid():
            with suppress(arrangements.NotAwaitedError):  # it was pressed twice
                arrangements.give_up(
                    session=session, why=FollowUpEnd.DECLINED, by=current_user(request)
                )
        return answer
    return render(request, "facilitation/stop.html", {"session": session})


@require_POST
def finish(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
    actions.finish(session=session, by=current_user(request))
    messages.success(request, f"The session with {session.participant} is finished.")
    return redirect(after(session))


def after(session: Session) -> str:
    """The name of the page that comes after a session."""
    return LEARNING_URL_NAME if session.participant.is_practice else "facilitation:sessions"


@require_POST
def reopen(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = find_session(request, session_id)
    actions.reopen(session=session, by=current_user(request))
    return redirect(session)


def to_step_on_screen(session: Session) -> HttpResponse:
    return redirect(STAGE_URL_NAMES[Stage(session.clock_stage)], session.pk)
