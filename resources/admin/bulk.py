"""What is done to many entries of a list at once: asked first, how many there are and what for."""

from typing import Any, TypeVar

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preferences.models import Interest
from resources.vocabulary import Status

SOME = 5  # names told of those that it is about
MANY = 5000  # from here on it takes so long that somebody might press again
# What Django's list sent, and needs again
SENT = ["action", "select_across", "index", ACTION_CHECKBOX_NAME]


class SureForm(forms.Form):
    """Nothing to choose: only whether."""

    sure = forms.BooleanField(widget=forms.HiddenInput, initial=True)


class InterestsForm(SureForm):
    interests = forms.ModelMultipleChoiceField(
        Interest.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick one interest or more."},
    )


class StatusForm(SureForm):
    status = forms.ChoiceField(choices=Status.choices, widget=forms.RadioSelect)


def counted(number: int, opts: Any) -> str:
    """As "1 entry", "30,000 entries"."""
    return f"{number:,} {opts.verbose_name if number == 1 else opts.verbose_name_plural}"


F = TypeVar("F", bound=SureForm)


def answered(request: HttpRequest, form: type[F]) -> F:
    """The form, with what was chosen where it was shown before."""
    return form(request.POST) if "sure" in request.POST else form()


def ask(
    model_admin: Any,
    request: HttpRequest,
    found: QuerySet[Any],
    form: SureForm,
    *,
    title: str,
    note: str = "",
) -> HttpResponse:
    """A page that asks, and whose answer is sent to the same action for the same entries."""
    count = found.count()
    some = [str(one) for one in found[:SOME]]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title, "note": note, "opts": model_admin.opts, "form": form, "some": some,
        "counted": counted(count, model_admin.opts),
        "takes_long": count >= MANY,
        "others": f"{count - len(some):,}" if count > len(some) else "",
        "sent": [(name, value) for name in SENT for value in request.POST.getlist(name)],
    }  # fmt: skip
    return render(request, "resources/admin/bulk.html", context)
