"""The page of what is missing, for managers and curators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from facilitation.access import require_role
from facilitation.roles import Role
from facilitation.suppression import SMALLEST_SHOWN
from preferences.models import Interest
from resources.needs.forms import PeriodForm
from resources.needs.report import count_needs, for_map, tabulate


@require_safe
def unmet_needs(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.MANAGER, Role.CURATOR)
    form = PeriodForm(request.GET, today=timezone.localdate())
    counts = count_needs(form.period)
    interests = list(Interest.objects.values_list("slug", "name"))
    report = tabulate(counts, interests)
    context = {
        "form": form,
        "report": report,
        "smallest": SMALLEST_SHOWN,
        "circles": for_map(report),
    }
    return render(request, "resources/unmet_needs.html", context)
