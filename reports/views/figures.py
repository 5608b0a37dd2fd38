"""The manager's page: what happened in a period, as tables that are charts, and as CSV."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation.audit import record
from facilitation.models import User
from facilitation.spreadsheets import Row, csv_lines
from facilitation.suppression import SMALLEST_SHOWN
from facilitation.vocabulary import AuditKind
from reports import actions
from reports.access import periods_of, require_manager
from reports.commissioners import two_pages
from reports.costs import costs_of
from reports.forms import LengthForm, PeriodForm, RatesForm
from reports.models import ClosedPeriod, HourlyRate, ReportSettings
from reports.report import Names, Section, sections

COLUMNS = ("from", "to", "table", "counted", "category", "value")


def rates_of(manager: User) -> list[HourlyRate]:
    return list(HourlyRate.objects.filter(organisation=manager.organisation_id))


def report(manager: User, closed: ClosedPeriod, before: ClosedPeriod | None) -> list[Section]:
    names = Names.of(manager.organisation_id)
    return sections(closed, before, names, costs_of(closed, rates_of(manager)))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    manager = require_manager(request)
    settings = ReportSettings.objects.filter(organisation=manager.organisation_id).first()
    return page(request, manager, LengthForm(initial={"months": settings and settings.months}))


def page(request: HttpRequest, manager: User, length: LengthForm) -> HttpResponse:
    periods = periods_of(manager)
    context: dict[str, Any] = {
        "organisation": manager.organisation,
        "smallest": SMALLEST_SHOWN,
        "length": length,
        "form": length,
    }
    if periods:
        form = PeriodForm(request.GET, periods=periods)
        context |= {
            "form": length if length.errors else form,
            "periods": form["period"],
            "closed": form.chosen,
            "before": form.before,
            "sections": report(manager, form.chosen, form.before),
        }
    return render(request, "reports/figures.html", context)


@require_POST
def length(request: HttpRequest) -> HttpResponse:
    """How long periods are from now on."""
    manager = require_manager(request)
    form = LengthForm(request.POST)
    if not form.is_valid():
        return page(request, manager, form)
    actions.choose_length(manager=manager, months=form.cleaned_data["months"])
    return redirect("reports:figures")


@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    manager = require_manager(request)
    posted = request.POST if request.method == "POST" else None
    form = RatesForm(posted, rates=rates_of(manager))
    if form.is_valid():
        actions.save_rates(manager=manager, rates=form.rates)
        messages.success(request, "Saved.")
        return redirect("reports:figures")
    return render(request, "reports/rates.html", {"form": form})


@require_safe
def spreadsheet(request: HttpRequest) -> StreamingHttpResponse:
    """Every period that was counted, one row a number."""
    manager = require_manager(request)
    periods = periods_of(manager)
    if not periods:
        raise Http404
    record_export(manager)
    name = f"genie-figures-{periods[0].last:%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        csv_lines(COLUMNS, rows(manager, periods)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def commissioners(request: HttpRequest) -> HttpResponse:
    """Two pages about one period."""
    manager = require_manager(request)
    periods = periods_of(manager)
    if not periods:
        raise Http404
    closed = PeriodForm(request.GET, periods=periods).chosen
    record_export(manager)
    return HttpResponse(
        two_pages(closed, report(manager, closed, None)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="genie-{closed.last:%Y-%m-%d}.pdf"'},
    )


def record_export(manager: User) -> None:
    assert manager.organisation_id is not None
    record(
        actor=manager,
        action="figures exported",
        object_type="organisation",
        object_id=manager.organisation_id,
        kind=AuditKind.EXPORT,
    )


def rows(manager: User, periods: list[ClosedPeriod]) -> Iterator[Row]:
    for closed in periods:
        tables = [table for part in report(manager, closed, None) for table in part.tables]
        for table in tables:
            for row in table.rows:
                yield {
                    "from": closed.first.isoformat(),
                    "to": closed.last.isoformat(),
                    "table": table.title,
                    "counted": table.of,
                    "category": row.label,
                    "value": row.told if row.value is None else row.value,
                }
