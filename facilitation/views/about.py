"""The first step of a session: About you."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facilitation import actions
from facilitation.access import current_user, get_session
from facilitation.consent import CURRENT
from facilitation.forms import AboutForm
from facilitation.models import Session
from facilitation.vocabulary import STAGE_URL_NAMES, Stage


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, before_consent=True)
    if request.method == "POST":
        return save(request, session)
    actions.enter_stage(session=session, stage=Stage.ABOUT)
    return page(request, session, AboutForm(initial=AboutForm.initial_for(session)))


def save(request: HttpRequest, session: Session) -> HttpResponse:
    """By the page's button, or by its script as fields change: that one asks for JSON."""
    by_script = request.get_preferred_type(["text/html", "application/json"]) != "text/html"
    form = AboutForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}) if by_script else page(request, session, form)
    actions.save_about(
        session=session,
        details=form.details(),
        agreed=form.cleaned_data["agreed"],
        by=current_user(request),
    )
    if by_script:
        return JsonResponse({"errors": {}})
    return redirect(STAGE_URL_NAMES[Stage.NETWORK], session.pk)


def page(request: HttpRequest, session: Session, form: AboutForm) -> HttpResponse:
    context = {"session": session, "stage": Stage.ABOUT, "form": form, "wording": CURRENT}
    return render(request, "facilitation/about.html", context)
