"""A facilitator's draft: what is typed, and what the person reads and agrees to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from case_studies import actions
from case_studies.consent import CURRENT, WORDINGS
from case_studies.forms import ChecksForm, DraftForm
from case_studies.models import CaseStudy
from facilitation.access import current_user, get_real_session
from facilitation.models import Session


def is_pair(session: Session) -> bool:
    """Whether there is a session and a follow-up of it, both finished."""
    return bool(session.finished_at and session.previous and session.previous.finished_at)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_real_session(request, session_id)
    if not is_pair(session):
        return render(request, "case_studies/too_early.html", {"session": session})
    form = DraftForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        actions.save(session=session, details=form.cleaned_data, by=current_user(request))
        return redirect("case_studies:study", session.pk)
    return render(request, "case_studies/edit.html", {"session": session, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """As it is shown to others, to be read together; and agreed to."""
    session = get_real_session(request, session_id)
    found = CaseStudy.objects.filter(session=session).first()
    if found is None or not is_pair(session):
        return redirect("case_studies:edit", session_id)
    told = actions.told_of(found)
    form = ChecksForm(
        request.POST if request.method == "POST" else None,
        digest=told.digest,
        agreed=sentence(told.study),
    )
    if form.is_valid():
        try:
            actions.agree(study=found, seen=told.digest, by=current_user(request))
        except actions.NotAsShownError as problem:
            messages.error(request, str(problem))
        return redirect("case_studies:study", session_id)
    agreement = told.study.agreement
    context = {
        "session": session,
        "told": told,
        "form": form,
        "agreement": agreement if told.is_agreed else None,
        "changed": bool(agreement) and not told.is_agreed,
        "sentence": sentence(told.study),
    }
    return render(request, "case_studies/study.html", context)


def sentence(found: CaseStudy) -> str:
    organisation = found.session.participant.organisation
    return WORDINGS[CURRENT].format(
        organisation=organisation, audiences="; ".join(found.audiences_in_words)
    )


@require_POST
def take_back(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_real_session(request, session_id)
    if found := CaseStudy.objects.filter(session=session).first():
        actions.take_back(study=found, by=current_user(request))
        messages.success(request, "Written down. It is shown to nobody any more.")
    return redirect("case_studies:study", session_id)
