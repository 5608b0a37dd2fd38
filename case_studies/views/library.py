"""A manager's case studies: what waits to be approved, and what an audience gets."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from case_studies import actions
from case_studies.content import Told, tell
from case_studies.forms import ChecksForm, FilterForm
from case_studies.models import CaseStudy
from facilitation.access import require_role
from facilitation.audit import record
from facilitation.downloads import attachment
from facilitation.models import User
from facilitation.pdf import make_pdf
from facilitation.roles import Role
from facilitation.vocabulary import AuditKind


def agreed_to(manager: User) -> list[Told]:
    """Those that are as the person agreed to them."""
    studies = CaseStudy.objects.of_manager(manager).with_maps()
    return [told for told in map(tell, studies) if told.is_agreed]


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    form = FilterForm(request.GET)
    everything = agreed_to(manager)
    approved = [told for told in everything if told.is_approved]
    context = {
        "form": form,
        "waiting": [told for told in everything if not told.is_approved],
        "approved": approved,
        "chosen": [told for told in approved if form.takes(told.study)],
        "query": request.GET.urlencode() if form.is_valid() else "",
    }
    return render(request, "case_studies/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """One, to be read; and approved."""
    manager = require_role(request, Role.MANAGER)
    told = find(manager, study_id)
    if told is None:
        return redirect("case_studies:library")
    form = ChecksForm(request.POST if request.method == "POST" else None, digest=told.digest)
    if form.is_valid():
        try:
            actions.approve(study=told.study, seen=told.digest, by=manager)
        except actions.NotAsShownError as problem:
            messages.error(request, str(problem))
        return redirect("case_studies:library")
    return render(request, "case_studies/approve.html", {"told": told, "form": form})


def find(manager: User, study_id: UUID) -> Told | None:
    """Of the manager's own organisation, or Http404; None where it is not as agreed to any more."""
    studies = CaseStudy.objects.of_manager(manager).with_maps()
    told = tell(get_object_or_404(studies, pk=study_id))
    return told if told.is_agreed else None


@require_POST
def disapprove(request: HttpRequest, study_id: UUID) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    found = get_object_or_404(CaseStudy.objects.of_manager(manager), pk=study_id)
    actions.disapprove(study=found, by=manager)
    messages.success(request, "It is not given to anybody any more.")
    return redirect("case_studies:library")


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Those of a condition or for an audience, a page each."""
    manager = require_role(request, Role.MANAGER)
    form = FilterForm(request.GET)
    approved = [told for told in agreed_to(manager) if told.is_approved]
    chosen = [told for told in approved if form.takes(told.study)]
    if not chosen:
        messages.info(request, "There is no case study of this kind.")
        return redirect("case_studies:library")
    assert manager.organisation_id is not None
    record(
        actor=manager,
        action="case studies exported",
        object_type="organisation",
        object_id=manager.organisation_id,
        kind=AuditKind.EXPORT,
    )
    content = make_pdf("case_studies/studies.pdf.html", {"chosen": chosen}, "case_studies/pdf.css")
    name = f"genie-case-studies-{timezone.localdate():%Y-%m-%d}.pdf"
    return attachment(content, "application/pdf", name)
