"""A manager's own users: who they are, whom to invite, what each may do, and who may sign in."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation import actions, invitations
from facilitation.access import require_role
from facilitation.models import User
from facilitation.roles import Role
from facilitation.team_forms import AllowedForm, InviteForm, RoleForm

# whom somebody is with; those made up to practise with left out
PEOPLE = Count("participants", Q(participants__is_practice=False))
NOT_SENT = "The letter could not be sent just now. Please try again in some minutes."


def led_by_me(request: HttpRequest, user_id: UUID) -> tuple[User, User]:
    """The manager, and a user whom they look after; Http404 for anyone else's."""
    manager = require_role(request, Role.MANAGER)
    return manager, get_object_or_404(User.objects.led_by(manager), pk=user_id)


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    users = User.objects.team_of(manager).annotate(people=PEOPLE).order_by("name", "pk")
    mine = set(User.objects.led_by(manager).values_list("pk", flat=True))
    context = {"team": users, "mine": mine, "organisation": manager.organisation}
    return render(request, "facilitation/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    form = InviteForm(request.POST or None, initial={"role": Role.FACILITATOR})
    if form.is_valid():
        try:
            invitations.invite(User(**form.cleaned_data), by=manager)
        except invitations.NotSentError:
            form.add_error(None, NOT_SENT)
        else:
            messages.success(
                request, f"An invitation is on its way to {form.cleaned_data['name']}."
            )
            return redirect("facilitation:team")
    return render(request, "facilitation/invite.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, user_id: UUID) -> HttpResponse:
    manager, user = led_by_me(request, user_id)
    form = RoleForm(request.POST or None, initial={"role": user.role})
    if form.is_valid():
        invitations.change_role(user=user, role=form.cleaned_data["role"], by=manager)
        messages.success(request, f"{user} is now {user.get_role_display().lower()}.")
        return redirect("facilitation:team")
    context = {
        "form": form,
        "colleague": user,
        "people": user.participants.filter(is_practice=False).count(),
        "has_second_factor": Authenticator.objects.filter(user=user).exists(),
    }
    return render(request, "facilitation/colleague.html", context)


@require_POST
def invite_again(request: HttpRequest, user_id: UUID) -> HttpResponse:
    manager, user = led_by_me(request, user_id)
    if user.is_only_invited and user.is_active:
        try:
            invitations.invite_again(user=user, by=manager)
        except invitations.NotSentError:
            messages.error(request, NOT_SENT)
        else:
            messages.success(request, f"A new invitation is on its way to {user}.")
    return redirect("facilitation:colleague", user.pk)


@require_POST
def remove_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    manager, user = led_by_me(request, user_id)
    invitations.remove_second_factor(user=user, by=manager)
    messages.success(request, f"{user} signs in without a second step, until they set one up.")
    return redirect("facilitation:colleague", user.pk)


@require_POST
def allow_sign_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Someone of the manager's organisation leaves, or comes back. Not the manager themselves: a
    slip must not leave an organisation without one."""
    manager, user = led_by_me(request, user_id)
    form = AllowedForm(request.POST)
    if form.is_valid():
        allowed = form.cleaned_data["allowed"]
        actions.allow_sign_in(user=user, allowed=allowed, by=manager)
        messages.success(request, f"{user} {'may' if allowed else 'can no longer'} sign in.")
    return redirect("facilitation:team")
