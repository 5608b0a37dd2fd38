"""What researchers export."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from facilitation.access import require_role
from facilitation.actions import record
from facilitation.roles import Role
from plans.exports import columns, table


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """For researchers: what there is to export; posting exports the sessions."""
    user = require_role(request, Role.RESEARCHER)
    if request.method != "POST" or user.organisation_id is None:
        return render(request, "plans/exports.html", {"columns": columns()})
    record(
        actor=user,
        action="sessions exported for research",
        object_type="organisation",
        object_id=user.organisation_id,
    )
    name = f"genie-sessions-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        table(user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
