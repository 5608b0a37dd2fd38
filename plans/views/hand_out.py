"""The plan on paper, as files and by e-mail. A finished plan can be taken again at any time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import current_user, get_real_session, get_session
from facilitation.audit import record, record_print
from facilitation.downloads import attachment
from facilitation.forms import once
from facilitation.models import Session
from facilitation.vocabulary import AuditKind, Stage
from mapping.becoming import what_it_could_become
from mapping.names import Naming
from plans import where
from plans.calendar import calendar_file
from plans.forms.hand_out import AddressForm, SheetForm
from plans.hand_out import NotSentError, mail_plan
from plans.take_away import Look, file_name, plan_pdf, plan_text


@require_safe
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One sheet for the fridge: A4, in large print when asked, with the name when asked."""
    session = get_session(request, session_id)
    record_print(request, "plan", session.pk)
    look = SheetForm(request.GET)
    look.full_clean()
    items = session.plan_items.select_related("resource", "place").prefetch_related("with_members")
    # a sheet for the fridge: whoever comes by reads it
    naming = Naming.NAMES if look.cleaned_data["names"] else Naming.INITIALS
    becomes = what_it_could_become(session, [item.said["name"] for item in items], naming)
    context = {
        "session": session,
        "items": items,
        "becomes": becomes,
        "pins": where.pins(items),
        **look.cleaned_data,
    }
    return render(request, "plans/print.html", context)


@require_safe
def pdf(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The same sheet as a file, with the map of where it is and a code of each."""
    session = get_session(request, session_id)
    form = SheetForm(request.GET)
    form.full_clean()
    look = Look(**{name: form.cleaned_data[name] for name in Look._fields})
    return download(request, session, plan_pdf(session, look), "application/pdf", "pdf")


@require_safe
def text(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """To be read on a phone, or pasted into a message."""
    session = get_session(request, session_id)
    return download(request, session, plan_text(session), "text/plain; charset=utf-8", "txt")


@require_safe
def calendar(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What has a date, for the calendar of a phone."""
    session = get_session(request, session_id)
    content = calendar_file(session)
    if content is None:
        messages.info(request, "Nothing on the plan has a date.")
        return redirect("plans:plan", session.pk)
    return download(request, session, content, "text/calendar; charset=utf-8", "ics")


def download(
    request: HttpRequest, session: Session, content: bytes | str, kind: str, ending: str
) -> HttpResponse:
    """A file to keep, and the fact that it was taken."""
    record(
        actor=current_user(request),
        action="plan exported",
        object_type="session",
        object_id=session.pk,
        kind=AuditKind.EXPORT,
    )
    return attachment(content, kind, file_name(session, ending))


@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_real_session(request, session_id)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            address = form.cleaned_data["address"]
            mail_plan(
                session=session, address=address, by=current_user(request), once=once(request)
            )
        except NotSentError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "The plan is on its way.")
            return redirect("plans:plan", session.pk)
    context = {"session": session, "stage": Stage.PLAN, "form": form}
    return render(request, "plans/email_form.html", context)
