"""The organisation's referrals: who waits, and what is done about each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import current_user, require_facilitator
from facilitation.forms import once
from facilitation.models import User
from referrals import actions, matches
from referrals.access import get_referral
from referrals.forms import AssignForm, AttemptForm, BookForm, DeclineForm, NoteForm
from referrals.models import ATTEMPTS, Referral

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


@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    return page(request, get_referral(request, referral_id))


def page(request: HttpRequest, referral: Referral, **given: forms.Form) -> HttpResponse:
    """The referral's page; `given` is the form that was sent with a mistake."""
    user = current_user(request)
    attempts = referral.attempts.select_related("by")
    context: dict[str, Any] = {
        "referral": referral,
        "attempts": attempts,
        "tried_often": len(attempts) >= ATTEMPTS,
        "others": matches.other_referrals(referral),
        "people": matches.participants(referral),
        "attempt_form": AttemptForm(),
        "assign_form": AssignForm(user=user, initial={"facilitator": referral.owner_id}),
        "book_form": BookForm(user=user, initial={"facilitator": referral.owner_id or user.pk}),
        "decline_form": DeclineForm(),
        "note_form": NoteForm(initial={"note": referral.note}),
        "form": next(iter(given.values()), None),
        "may_open": bool(referral.session and referral.session.facilitator_id == user.pk),
    }
    return render(request, "referrals/referral.html", {**context, **given})


def do(
    request: HttpRequest, referral: Referral, action: Callable[[], object], said: str
) -> HttpResponse:
    """Do it, and back to the referral. A colleague may have been quicker: then it says so."""
    try:
        action()
    except actions.TakenError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, said)
    return redirect("referrals:referral", referral.pk)


@require_POST
def attempt(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return page(request, referral, attempt_form=form)
    return do(
        request,
        referral,
        lambda: actions.attempt(
            referral=referral, by=user, once=once(request), **form.cleaned_data
        ),
        "It is written down.",
    )


@require_POST
def assign(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    form = AssignForm(request.POST, user=user)
    if not form.is_valid():
        return page(request, referral, assign_form=form)
    to = form.cleaned_data["facilitator"]
    return do(
        request,
        referral,
        lambda: actions.assign(referral=referral, to=to, by=user),
        f"{to} looks after it now.",
    )


@require_POST
def note(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral = get_referral(request, referral_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page(request, referral, note_form=form)
    actions.write_note(referral=referral, note=form.cleaned_data["note"])
    messages.success(request, "The notes are saved.")
    return redirect("referrals:referral", referral.pk)


@require_POST
def book(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Accept the referral. Without a day, and with oneself: straight into the session."""
    referral, user = get_referral(request, referral_id), current_user(request)
    form = BookForm(request.POST, user=user)
    if not form.is_valid():
        return page(request, referral, book_form=form)
    try:
        session = actions.book(referral=referral, by=user, **form.cleaned_data)
    except actions.TakenError as error:
        messages.info(request, str(error))
        return redirect("referrals:referral", referral.pk)
    if session and session.facilitator_id == user.pk and not form.cleaned_data["on"]:
        return redirect(session)
    messages.success(request, said_of_booking(form.cleaned_data["facilitator"], user))
    return redirect("referrals:referral", referral.pk)


def said_of_booking(facilitator: User, by: User) -> str:
    if facilitator == by:
        return "It is booked. The session is under My sessions."
    return f"It is booked. {facilitator} finds the session under My sessions."


@require_POST
def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return page(request, referral, decline_form=form)
    return do(
        request,
        referral,
        lambda: actions.decline(referral=referral, reason=form.cleaned_data["reason"], by=user),
        "It is declined.",
    )


@require_POST
def give_up(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    return do(
        request,
        referral,
        lambda: actions.give_up(referral=referral, by=user),
        "It is closed: they could not be reached.",
    )


@require_POST
def complete(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    return do(
        request, referral, lambda: actions.complete(referral=referral, by=user), "It is done."
    )


@require_POST
def put_back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    return do(
        request, referral, lambda: actions.put_back(referral=referral, by=user), "It waits again."
    )


@require_POST
def delete(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    referral, user = get_referral(request, referral_id), current_user(request)
    try:
        actions.delete(referral=referral, by=user)
    except actions.TakenError as error:
        messages.info(request, str(error))
        return redirect("referrals:referral", referral.pk)
    messages.success(request, "The referral is deleted.")
    return redirect("referrals:queue")
