"""Beginning practice, and ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from facilitation.access import require_facilitator
from learning import practice
from learning.forms import PracticeForm
from learning.views.pages import page


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    facilitator = require_facilitator(request)
    form = PracticeForm(request.POST)
    if not form.is_valid():
        return page(request, form)
    practice.begin(facilitator=facilitator, postcode=form.cleaned_data["postcode"])
    messages.success(request, "Rose, Frank and Amina are here.")
    return redirect("learning:learning")


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    practice.end(facilitator=require_facilitator(request))
    messages.success(request, "The practice is deleted.")
    return redirect("learning:learning")
