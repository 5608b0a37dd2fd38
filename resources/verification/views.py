"""A listed organisation checks its own entry."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from resources import phrases
from resources.actions.corrections import TooManyReportsError, report_from_organisation
from resources.models import Resource
from resources.stale import is_stale, version
from resources.verification import links
from resources.verification.forms import CheckForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str, entry_id: UUID | None = None) -> HttpResponse:
    """The entry as it is listed, and a form to say whether that is right; and the others of those
    who run it. Looking changes nothing: mail programs open links by themselves."""
    try:
        resource = links.resource_of(token, entry_id)
    except links.ExpiredLinkError:
        return render(request, "resources/check_expired.html", status=410)
    if resource is None:
        raise Http404
    theirs = {"token": token, "others": links.others(resource, timezone.localdate())}
    posted = request.POST if request.method == "POST" else None
    form = CheckForm(posted, initial={"seen": version(resource)})
    if posted is not None and form.is_valid() and is_current(form, resource):
        wrong = form.cleaned_data["verdict"] == CheckForm.WRONG
        try:
            report_from_organisation(
                resource=resource, text=form.cleaned_data["text"] if wrong else ""
            )
        except TooManyReportsError:
            form.add_error(None, "We have had several messages about this today. Thank you.")
        else:
            context = {"resource": resource, **theirs}
            return render(request, "resources/check_thanks.html", context)
    context = {
        "version": version(resource),
        "resource": resource,
        "form": form,
        "cost": phrases.cost_words(resource),
        "when": phrases.all_when_words(resource),
        "places": [] if resource.address_confidential else resource.places.all(),
        **theirs,
    }
    return render(request, "resources/check.html", context)


def is_current(form: CheckForm, resource: Resource) -> bool:
    """Was the answer given to the entry as it is now? Otherwise the form says that it was not."""
    seen = form.cleaned_data["seen"]
    if not seen or not is_stale(resource, seen):
        return True
    form.add_error(None, "This was changed while you were reading it. Please look at it again.")
    return False
