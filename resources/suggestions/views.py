"""Anybody proposes an entry, without an account."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from resources.suggestions.actions import TooManySuggestionsError, suggest
from resources.suggestions.forms import SuggestionForm, new_page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_entry(request: HttpRequest) -> HttpResponse:
    licence = settings.GENIE_DIRECTORY_LICENCE
    posted = request.POST if request.method == "POST" else None
    form = SuggestionForm(posted, initial={"page": new_page()}, licence=licence)
    if posted is not None and form.is_valid():
        try:
            suggest(once=form.once, details=form.details())
        except TooManySuggestionsError:
            form.add_error(None, "Very many suggestions came in today. Please try again tomorrow.")
        else:
            return redirect("resources:suggested")
    context = {"form": form, "licence": licence, "url": settings.GENIE_DIRECTORY_LICENCE_URL}
    return render(request, "resources/suggest.html", context)


@login_not_required
@require_safe
def suggested(request: HttpRequest) -> HttpResponse:
    return render(request, "resources/suggested.html")
