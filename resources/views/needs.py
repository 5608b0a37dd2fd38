"""The page of what is missing, for managers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitation.access import require_role
from facilitation.roles import Role
from preferences.models import Interest
from resources import needs_report
from resources.forms.needs import DEFAULT_MONTHS, PeriodForm


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
