"""What the map says, and the rule behind it."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import current_user, get_session, require_role
from facilitation.phrases import in_sentence
from facilitation.roles import Role
from facilitation.vocabulary import Stage
from mapping import actions, network_type, phrases
from mapping.compare.maps import has_earlier_map
from mapping.forms import ChosenTypeForm, NetworkRuleForm
from mapping.models import Member, NetworkResult, NetworkRule
from mapping.names import Naming, display_names
from mapping.svg import legend, svg_picture
from mapping.vocabulary import NetworkType, Ring, Work

# how large shapes and names are drawn beside the sentences
ON_SCREEN = (1.6, 1.4, 1.2, 1.0)
ON_A_PHONE = (2.6, 2.2, 1.9, 1.6, 1.4)


@require_safe
def together(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The map, large, and what it says, strengths first: for both to look at."""
    session = get_session(request, session_id)
    result = actions.result_of(session=session)
    members = sorted(session.members.on_map(), key=lambda member: member.order)
    context = {
        "session": session,
        "stage": Stage.NETWORK,
        "result": result,
        "pictures": [
            {"size": "wide", "svg": svg_picture(members, Naming.NAMES, ON_SCREEN)},
            {"size": "narrow", "svg": svg_picture(members, Naming.NAMES, ON_A_PHONE, margin=0)},
        ],
        "key": legend(members),
        "then_and_now": has_earlier_map(session),
    }
    return render(request, "mapping/together.html", context | findings(result, members))


@require_http_methods(["GET", "HEAD", "POST"])
def for_the_facilitator(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What the rule says of the map; posting keeps the facilitator's own judgement."""
    session = get_session(request, session_id)
    result = actions.result_of(session=session)
    initial = {"chosen_type": result.chosen_type, "reason": result.reason}
    form = ChosenTypeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.choose_type(result=result, by=current_user(request), **form.cleaned_data)
        return redirect("mapping:for_the_facilitator", session.pk)
    context = {"session": session, "stage": Stage.NETWORK, "result": result, "form": form}
    return render(
        request,
        "mapping/for_the_facilitator.html",
        context | findings(result, list(session.members.on_map())),
    )


def findings(result: NetworkResult, members: list[Member]) -> dict[str, Any]:
    """The sentences and counts of a result, for the template."""
    ties = [member.tie for member in members]
    nobody = actions.work_of_nobody(result.session)
    measures, counts = network_type.measure(ties, nobody), network_type.count(ties)
    drawn = Counter(Ring(member.ring) for member in members if member.ring)
    rule_type = NetworkType(result.network_type) if result.network_type else None
    return {
        "strengths": phrases.strengths(measures, counts, helpers(members), drawn),
        "question": phrases.question(result.type, measures),
        "not_asked": [in_sentence(work.label) for work in measures.not_asked],
        "first_not_asked": next((work.value for work in measures.not_asked), ""),
        "frequency_not_asked": measures.members > 0 and not measures.frequency_known,
        "explained": phrases.EXPLAINED[result.type] if result.type else "",
        "rule_type": rule_type,
        "rule_explained": phrases.EXPLAINED[rule_type] if rule_type else "",
        "counts": phrases.counted(measures, counts),
        "measured": phrases.measured(measures),
    }


def helpers(members: list[Member]) -> dict[Work, list[str]]:
    """The names of those who help with each kind of work, two of one name told apart."""
    names = display_names(members)
    return {
        work: [names[m.pk] for m in members if m.is_support and work in m.work] for work in Work
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
