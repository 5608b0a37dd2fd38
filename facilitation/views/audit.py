"""A manager reads what was done in their organisation, and takes it as a file."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from facilitation.access import require_role
from facilitation.audit import record
from facilitation.audit_forms import AuditForm
from facilitation.audit_names import shown
from facilitation.models import AuditEvent, User
from facilitation.models.audit import AuditEventQuerySet
from facilitation.roles import Role
from facilitation.spreadsheets import Row, csv_lines
from facilitation.vocabulary import AuditKind

EVENTS_A_PAGE = 50
COLUMNS = (
    "position", "at", "kind", "action", "actor_id", "organisation_id", "object_type", "object_id",
    "digest",
)  # fmt: skip


def chosen(manager: User, form: AuditForm) -> AuditEventQuerySet:
    events = AuditEvent.objects.of_manager(manager)
    return form.narrow(events) if form.is_valid() else events


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    form = AuditForm(request.GET)
    page = Paginator(chosen(manager, form), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "events": shown(list(page), manager),
        "organisation": manager.organisation,
        "asked": form.in_address,
    }
    return render(request, "facilitation/audit.html", context)


@require_safe
def spreadsheet(request: HttpRequest) -> StreamingHttpResponse:
    """What the page lists, with the ids as they are kept: that it is whole can be checked."""
    manager = require_role(request, Role.MANAGER)
    events = chosen(manager, AuditForm(request.GET))
    record(
        actor=manager,
        action="audit log exported",
        object_type="organisation",
        object_id=manager.organisation_id,
        kind=AuditKind.EXPORT,
    )
    return StreamingHttpResponse(
        csv_lines(COLUMNS, rows(events)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="genie-audit.csv"'},
    )


def rows(events: AuditEventQuerySet) -> Iterator[Row]:
    for event in events.order_by("position").iterator():
        yield {
            name: str(value) if (value := getattr(event, name)) is not None else ""
            for name in COLUMNS
        } | {"at": event.at.isoformat()}
