"""The page of what is missing, for managers."""

import datetime as dt

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitation.access import require_role
from facilitation.roles import Role
from preferences.models import Interest
from resources import needs_report

MONTHS = [(3, "the last three months"), (12, "the last year"), (60, "the last five years")]
DEFAULT_MONTHS = 12
DAYS_IN_A_MONTH = 30.44


class PeriodForm(forms.Form):
    months = forms.TypedChoiceField(
        label="Looked for in",
        choices=MONTHS,
        coerce=int,
        required=False,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"invalid_choice": "Choose one of the periods in the list."},
    )

    def since(self, today: dt.date) -> dt.date:
        self.is_valid()
        months = self.cleaned_data.get("months") or DEFAULT_MONTHS
        return today - dt.timedelta(days=months * DAYS_IN_A_MONTH)


@require_safe
def unmet_needs(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.MANAGER)
    form = PeriodForm(request.GET or {"months": DEFAULT_MONTHS})
    counts = needs_report.count_needs(form.since(timezone.localdate()))
    interests = list(Interest.objects.values_list("slug", "name"))
    report = needs_report.tabulate(counts, interests)
    context = {
        "form": form,
        "report": report,
        "smallest": needs_report.SMALLEST_SHOWN,
        "circles": needs_report.for_map(report),
    }
    return render(request, "resources/unmet_needs.html", context)
