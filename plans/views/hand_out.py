"""The plan on paper and by e-mail. A finished plan can be printed and sent again at any time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from facilitation.access import current_user, get_session
from facilitation.forms import once
from facilitation.vocabulary import Stage
from mapping.becoming import what_it_could_become
from mapping.names import Naming
from plans import where
from plans.forms.hand_out import AddressForm, SheetForm
from plans.hand_out import NotSentError, mail_plan


@require_safe
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One sheet for the fridge: A4, in large print when asked, with the name when asked."""
    session = get_session(request, session_id)
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


@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = get_session(request, session_id, allow_finished=True)
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
