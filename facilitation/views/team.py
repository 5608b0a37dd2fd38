"""A manager's own users: who they are, how many people each is with, and who may sign in."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from facilitation import actions
from facilitation.access import require_role
from facilitation.forms import AllowedForm
from facilitation.models import User
from facilitation.roles import Role


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    users = (
        User.objects.team_of(manager).annotate(people=Count("participants")).order_by("name", "pk")
    )
    context = {"team": users, "organisation": manager.organisation}
    return render(request, "facilitation/team.html", context)


@require_POST
def allow_sign_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Someone of the manager's organisation leaves, or comes back. Not the manager themselves: a
    slip must not leave an organisation without one."""
    manager = require_role(request, Role.MANAGER)
    user = get_object_or_404(User.objects.team_of(manager).exclude(pk=manager.pk), pk=user_id)
    form = AllowedForm(request.POST)
    if form.is_valid():
        allowed = form.cleaned_data["allowed"]
        actions.allow_sign_in(user=user, allowed=allowed, by=manager)
        messages.success(request, f"{user} {'may' if allowed else 'can no longer'} sign in.")
    return redirect("facilitation:team")
