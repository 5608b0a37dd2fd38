"""A facilitator's first sessions, in which somebody supports them; and who is ready."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import require_facilitator, require_role
from facilitation.models import User
from facilitation.roles import Role
from learning import actions, fidelity
from learning.forms import SupportForm
from learning.models import SupportedSession
from learning.readiness import FIRST, LEAST_MINUTES, MOST_MINUTES, WHOLE


@require_http_methods(["GET", "HEAD", "POST"])
def first_sessions(request: HttpRequest) -> HttpResponse:
    """By their number and day, not by who it was with: they may have been handed over."""
    user = require_facilitator(request)
    held = list(fidelity.first_sessions(User.objects.filter(pk=user.pk))[:FIRST])
    form = SupportForm(request.POST, user=user) if request.method == "POST" else None
    if form is not None and form.is_valid():
        number = form.cleaned_data["number"]
        if number > len(held):
            raise Http404
        actions.save_support(session=held[number - 1], supporter=form.cleaned_data["by"], by=user)
        messages.success(request, "It is written down.")
        return redirect("learning:first_sessions")
    kept = SupportedSession.objects.filter(session__in=held).values_list("session", "by")
    supporters = dict(kept)
    rows = [
        (number, session, SupportForm(user=user, initial={"by": supporters.get(session.pk)}))
        for number, session in enumerate(held, start=1)
    ]
    return render(request, "learning/first_sessions.html", {"rows": rows, "form": form})


THE_RULE = {"first": FIRST, "whole": WHOLE, "least": LEAST_MINUTES, "most": MOST_MINUTES}


@require_safe
def train(request: HttpRequest) -> HttpResponse:
    """For whoever supports a colleague."""
    require_facilitator(request)
    return render(request, "learning/train.html", THE_RULE)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    team = {"team": fidelity.of_team(manager), "organisation": manager.organisation}
    return render(request, "learning/ready.html", {**team, **THE_RULE})
