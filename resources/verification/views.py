"""A listed organisation checks its own entry."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from resources import phrases
from resources.actions.corrections import TooManyReportsError, report_from_organisation
from resources.verification import links
from resources.verification.forms import CheckForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """The entry as it is listed, and a form to say whether that is right. Looking changes nothing:
    mail programs open links by themselves."""
    try:
        resource = links.resource_of(token)
    except links.ExpiredLinkError:
        return render(request, "resources/check_expired.html", status=410)
    if resource is None:
        raise Http404
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wrong = form.cleaned_data["verdict"] == CheckForm.WRONG
        try:
            report_from_organisation(
                resource=resource, text=form.cleaned_data["text"] if wrong else ""
            )
        except TooManyReportsError:
            form.add_error(None, "We have had several messages about this today. Thank you.")
        else:
            return render(request, "resources/check_thanks.html", {"resource": resource})
    context = {
        "resource": resource,
        "form": form,
        "cost": phrases.cost_words(resource),
        "when": phrases.all_when_words(resource),
        "places": [] if resource.address_confidential else resource.places.all(),
    }
    return render(request, "resources/check.html", context)
