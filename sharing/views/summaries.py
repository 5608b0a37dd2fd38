"""The summary for a practice: what is typed, what the person sees and agrees to, and the files.
Nothing is sent by itself: whoever made it gives it to the practice."""

import json
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation.access import current_user, get_real_session
from facilitation.downloads import attachment
from facilitation.models import Session
from facilitation.pdf import make_pdf
from referrals.models import Referral
from sharing.actions import summaries as actions
from sharing.consent import CURRENT
from sharing.content import as_text, digest, sections
from sharing.facts import Facts, facts_of
from sharing.fhir.document import document
from sharing.forms.summaries import AgreeForm, SummaryForms
from sharing.models import Agreement, Summary


def find_summary(request: HttpRequest, session_id: UUID) -> Summary | None:
    """Through the one access gate; None where there is none yet."""
    session = get_real_session(request, session_id)
    found = Summary.objects.filter(session=session).first()
    if found:
        found.session = session
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_real_session(request, session_id)
    forms = SummaryForms(
        session, request.POST if request.method == "POST" else None, practice_of(session)
    )
    if request.method == "POST" and forms.is_valid():
        actions.save(
            session=session,
            details=forms.summary.cleaned_data,
            goals={form.item: form.cleaned_data for form in forms.goals},
            by=current_user(request),
        )
        return redirect("sharing:summary", session.pk)
    return render(request, "sharing/edit.html", {"session": session, "forms": forms})


def practice_of(session: Session) -> str:
    """Who referred the person, to begin with."""
    known = Referral.objects.filter(participant=session.participant).select_related("partner")
    first = known.order_by("received_at").first()
    return first.partner.name if first else ""


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """As it is given away, to be looked at together; and agreed to."""
    found = find_summary(request, session_id)
    if found is None:
        return redirect("sharing:edit", session_id)
    told = sections(facts_of(found))
    now = digest(told)
    form = AgreeForm(
        request.POST if request.method == "POST" else None,
        sentence=CURRENT.summary.format(practice=found.practice),
        digest=now,
    )
    if form.is_valid():
        try:
            actions.agree(summary=found, seen=now, by=current_user(request))
        except actions.NotAgreedError as problem:  # changed in this very moment
            messages.error(request, str(problem))
        return redirect("sharing:summary", session_id)
    agreement = found.agreement
    context = {
        "session": found.session,
        "summary": found,
        "sections": told,
        "form": form,
        "agreement": agreement if agreement and agreement.digest == now else None,
        "changed": bool(agreement and agreement.digest != now),
    }
    return render(request, "sharing/summary.html", context)


@require_POST
def take_back(request: HttpRequest, session_id: UUID) -> HttpResponse:
    if found := find_summary(request, session_id):
        actions.take_back(summary=found, by=current_user(request))
        messages.success(request, "Written down. It is not given away any more.")
    return redirect("sharing:summary", session_id)


def give(
    request: HttpRequest,
    session_id: UUID,
    how: str,
    make: Callable[[Facts, Agreement], HttpResponse],
) -> HttpResponse:
    """What `make` makes of it, if the person agreed to it as it is now."""
    found = find_summary(request, session_id)
    if found is None:
        return redirect("sharing:edit", session_id)
    try:
        facts, agreement = actions.given(summary=found, how=how, by=current_user(request))
    except actions.NotAgreedError as problem:
        messages.error(request, str(problem))
        return redirect("sharing:summary", session_id)
    return make(facts, agreement)


def file_name(facts: Facts, ending: str) -> str:
    return f"{facts.person.reference}-summary.{ending}"


@require_safe
def pdf(request: HttpRequest, session_id: UUID) -> HttpResponse:
    def make(facts: Facts, agreement: Agreement) -> HttpResponse:
        context = {"facts": facts, "sections": sections(facts), "agreement": agreement}
        content = make_pdf("sharing/summary.pdf.html", context, "sharing/pdf.css")
        return attachment(content, "application/pdf", file_name(facts, "pdf"))

    return give(request, session_id, "PDF", make)


@require_safe
def text(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """To be copied into a record system."""

    def make(facts: Facts, agreement: Agreement) -> HttpResponse:
        text = as_text(sections(facts))
        context = {"session": facts.session, "text": text, "agreement": agreement}
        return render(request, "sharing/text.html", context)

    return give(request, session_id, "text", make)


@require_safe
def fhir(request: HttpRequest, session_id: UUID) -> HttpResponse:
    def make(facts: Facts, agreement: Agreement) -> HttpResponse:
        content = json.dumps(document(facts, agreement), indent=2, ensure_ascii=False)
        return attachment(content, "application/fhir+json", file_name(facts, "fhir.json"))

    return give(request, session_id, "FHIR", make)
