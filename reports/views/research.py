"""What researchers take out: pseudonymised, of those who agreed, and each time written down."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from facilitation.access import require_role
from facilitation.roles import Role
from reports import actions
from reports.forms import StudyForm
from reports.models import ResearchExport
from reports.research.anonymity import FLOOR
from reports.research.package import make_package
from reports.research.tables import TABLES


@require_http_methods(["GET", "HEAD", "POST"])
def research(request: HttpRequest) -> HttpResponse | FileResponse:
    """What there is to export, and what was; posting exports it."""
    user = require_role(request, Role.RESEARCHER)
    if user.organisation_id is None:
        raise Http404
    form = StudyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        study = form.cleaned_data["study"]
        package = make_package(user, study)
        actions.log_export(user=user, study=study, summary=package.summary)
        name = f"genie-research-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(package.file, as_attachment=True, filename=name)
    exports = ResearchExport.objects.filter(organisation=user.organisation_id).select_related("by")
    context = {"form": form, "tables": TABLES, "floor": FLOOR, "exports": exports}
    return render(request, "reports/research.html", context)
