"""The organisation's referrals: who waits, and what is done about each."""

from collections.abc import Callable, Iterable
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import current_user, require_facilitator
from facilitation.forms import once
from facilitation.models import Session
from referrals import actions, matches
from referrals.access import get_referral
from referrals.forms import (
    ActionForm,
    AssignForm,
    AttemptForm,
    BookForm,
    DeclineForm,
    NoteForm,
)
from referrals.models import ATTEMPTS, Attempt, Referral
from referrals.vocabulary import Reached

A_PAGE = 25


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    user = require_facilitator(request)
    mine = Referral.objects.of_organisation(user).listed()
    waiting = mine.waiting().overdue_first(timezone.now())
    booked = mine.booked().order_by("meeting_on", "received_at")
    groups = [
        ("waiting", "Waiting", "Nobody is waiting.", waiting),
        ("booked", "Booked", "Nobody is booked.", booked),
        ("ended", "Ended", "Nothing has ended yet.", mine.ended().order_by("-ended_at")),
    ]
    context = {
        "groups": [
            {
                "key": key,
                "title": title,
                "empty": empty,
                "page": Paginator(group, A_PAGE).get_page(request.GET.get(key)),
            }
            for key, title, empty, group in groups
        ]
    }
    return render(request, "referrals/queue.html", context)


FORMS: dict[str, type[ActionForm]] = {
    "attempt_form": AttemptForm,
    "assign_form": AssignForm,
    "book_form": BookForm,
    "decline_form": DeclineForm,
    "note_form": NoteForm,
}


@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return page(request, get_referral(request, referral_id))


def page(request: HttpRequest, referral: Referral, **sent: ActionForm) -> HttpResponse:
    """The referral's page; `sent` is the form that came with a mistake."""
    user = current_user(request)
    attempts = referral.attempts.select_related("by")
    context: dict[str, Any] = {
        "referral": referral,
        "attempts": attempts,
        "in_vain": in_vain(attempts),
        "most_attempts": ATTEMPTS,
        "others": matches.other_referrals(referral),
        "people": matches.participants(referral),
        **{name: form(user=user, referral=referral) for name, form in FORMS.items()},
        "form": next(iter(sent.values()), None),
        "may_open": bool(referral.session and referral.session.facilitator_id == user.pk),
    }
    return render(request, "referrals/referral.html", {**context, **sent})


def in_vain(attempts: Iterable[Attempt]) -> int:
    """How often nobody was reached since somebody last was. Newest first."""
    return len([*takewhile(lambda one: one.reached != Reached.SPOKE, attempts)])


def do(
    request: HttpRequest,
    referral_id: UUID,
    action: Callable[..., object],
    said: str,
    *,
    form: str = "",
    then: Callable[[Any], HttpResponse] | None = None,
    **options: Any,
) -> HttpResponse:
    """Do what a button asks, with what its form says, and go back to the referral, or where `then`
    leads with what came of it. A colleague may have been quicker: then it says so."""
    referral, user = get_referral(request, referral_id), current_user(request)
    if form:
        sent = FORMS[form](request.POST, user=user, referral=referral)
        if not sent.is_valid():
            return page(request, referral, **{form: sent})
        options |= sent.cleaned_data
    try:
        result = action(referral=referral, by=user, **options)
    except actions.TakenError as error:
        messages.info(request, str(error))
        return redirect("referrals:referral", referral.pk)
    messages.success(request, said)
    return then(result) if then else redirect("referrals:referral", referral.pk)


@require_POST
def attempt(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    said = "It is written down."
    return do(request, referral_id, actions.attempt, said, form="attempt_form", once=once(request))


@require_POST
def assign(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return do(request, referral_id, actions.assign, "It is handed over.", form="assign_form")


@require_POST
def note(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return do(request, referral_id, actions.write_note, "The notes are saved.", form="note_form")


@require_POST
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return do(request, referral_id, actions.decline, "It is declined.", form="decline_form")


@require_POST
def no_reply(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    said = "It is closed: they could not be reached."
    return do(request, referral_id, actions.close_without_reply, said)


@require_POST
def complete(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return do(request, referral_id, actions.complete, "It is done.")


@require_POST
def reopen(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return do(request, referral_id, actions.reopen, "It waits again.")


@require_POST
def book(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Accept the referral. Without a day, and with oneself: straight into the session."""

    def then(session: Session | None) -> HttpResponse:
        mine = session is not None and session.facilitator == current_user(request)
        if session is not None and mine and not request.POST.get("on"):
            return redirect(session)
        return redirect("referrals:referral", referral_id)

    said = "It is accepted."
    return do(request, referral_id, actions.book, said, form="book_form", then=then)


@require_POST
def delete(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    def then(nothing: None) -> HttpResponse:
        return redirect("referrals:queue")

    return do(request, referral_id, actions.delete, "The referral is deleted.", then=then)
