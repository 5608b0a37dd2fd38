"""What the map says, and the rule behind it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facilitation.access import current_user, get_session, require_role
from facilitation.models import Session
from facilitation.roles import Role
from facilitation.vocabulary import Stage
from mapping import actions, network_type, phrases
from mapping.forms import ChosenTypeForm, NetworkRuleForm
from mapping.models import NetworkResult, NetworkRule
from mapping.vocabulary import NetworkType


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What the map says, strengths first; posting keeps the facilitator's own judgement."""
    session = get_session(request, session_id)
    result = actions.result_of(session=session)
    initial = {"chosen_type": result.chosen_type, "reason": result.reason}
    form = ChosenTypeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.choose_type(result=result, by=current_user(request), **form.cleaned_data)
        return redirect("mapping:together", session.pk)
    context = {"session": session, "stage": Stage.NETWORK, "result": result, "form": form}
    return render(request, "mapping/together.html", context | findings(session, result))


def findings(session: Session, result: NetworkResult) -> dict[str, Any]:
    """The sentences and counts of a result, for the template."""
    ties = [member.tie for member in session.members.all()]
    measures, counts = network_type.measure(ties), network_type.count(ties)
    rule_type = NetworkType(result.network_type)
    return {
        "strengths": phrases.strengths(measures, counts),
        "question": phrases.question(result.type, measures),
        "explained": phrases.EXPLAINED[result.type],
        "rule_type": rule_type,
        "rule_explained": phrases.EXPLAINED[rule_type],
        "counts": phrases.counted(measures, counts),
        "measured": phrases.measured(measures),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest) -> HttpResponse:
    """The rule in words, for facilitators and managers; a manager publishes new thresholds."""
    user = require_role(request, Role.FACILITATOR, Role.MANAGER)
    may_publish = user.role == Role.MANAGER and user.organisation is not None
    if request.method == "POST" and not may_publish:
        raise Http404
    version, thresholds = actions.rule_of(user.organisation_id)
    form = NetworkRuleForm(
        request.POST if request.method == "POST" else None, initial=vars(thresholds)
    )
    if form.is_valid():
        published = actions.publish_rule(by=user, thresholds=form.cleaned_data)
        messages.success(request, f"Rule version {published.version} is in force from now on.")
        return redirect("mapping:rule")
    context = {
        "form": form,
        "may_publish": may_publish,
        "version": version,
        "explained": phrases.rule_in_words(thresholds),
        "versions": NetworkRule.objects.filter(organisation=user.organisation_id),
    }
    return render(request, "mapping/rule.html", context)
