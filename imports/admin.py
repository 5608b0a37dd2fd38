"""Importing a file step by step: upload, match the columns, see what would happen, import."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import current_user
from facilitation.models import User
from imports import guess, reading, uploads, work
from imports.forms import MatchForm, UploadForm, initial_from, initial_from_guess
from imports.models import ImportRun
from imports.run import COUNTED
from resources.admin.resources import ResourceAdmin
from resources.intake.entries import RowOutcome
from resources.models import ExternalId

State = ImportRun.State
SHOWN = 500  # remarks on the page
# What the page says where it says more than the command
LONGER_LABELS = {
    RowOutcome.CLOSED: "marked as closed",
    RowOutcome.SKIPPED: "left out",
    RowOutcome.FAILED: "not imported: see below",
}


class HasProblems(admin.SimpleListFilter):
    title = "problems"
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Not finished, or with rows that could not be imported")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_problems() if self.value() == "yes" else queryset


@admin.register(ImportRun)
class ImportAdmin(admin.ModelAdmin[ImportRun]):
    list_display = ["file_name", "source", "state", "by", "created_at"]
    list_filter = [HasProblems, "state", "source"]
    list_select_related = ["by"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content", "remarks")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # without it, the import could not be undone
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # the pages below do what there is to do
        return obj is None and super().has_change_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        self.allow(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = receive(form, current_user(request))
            if upload:
                return redirect("admin:imports_import_match", upload.pk)
        return self.page(request, "imports/admin/upload.html", form=form, title="Import a file")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        self.allow(request)
        upload = self.get_object(request, object_id)
        if upload is None:
            raise Http404
        if upload.state == State.UPLOADED:
            return redirect("admin:imports_import_match", upload.pk)
        return self.page(
            request,
            "imports/admin/report.html",
            upload=upload,
            waiting=work.is_waiting(upload),
            title=str(upload),
            counts=[
                (upload.counts.get(one, 0), LONGER_LABELS.get(one, one.label)) for one in COUNTED
            ],
            remarks=sorted(upload.remarks, key=was_skipped)[:SHOWN],
            shown=SHOWN,
        )

    def match(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Which column means what; then the check begins."""
        self.allow(request)
        upload = get_object_or_404(
            ImportRun, pk=key, state__in=[State.UPLOADED, State.CHECKED, State.FAILED]
        )
        form = MatchForm(
            request.POST if request.method == "POST" else None,
            columns=upload.columns,
            source=upload.source,
            initial=initial_answers(upload),
        )
        if request.method == "POST" and form.is_valid():
            upload.mapping = form.content()
            upload.save(update_fields=["mapping"])
            work.start(upload, State.CHECKING, current_user(request))
            return redirect("admin:imports_importrun_change", upload.pk)
        return self.page(
            request,
            "imports/admin/match.html",
            form=form,
            upload=upload,
            title="Which column means what?",
        )

    def confirm(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Begin the import; or go on with whatever was stopped in the middle."""
        self.allow(request)
        upload = get_object_or_404(ImportRun, pk=key)
        if upload.state == State.CHECKED:
            work.start(upload, State.IMPORTING, current_user(request))
        elif upload.can_go_on:
            work.start(upload, State(upload.state), current_user(request))
        else:
            messages.warning(request, "This file was not waiting to be imported.")
        return redirect("admin:imports_importrun_change", upload.pk)

    def undo(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Undo the import as a whole."""
        self.allow(request)
        upload = get_object_or_404(ImportRun, pk=key)
        if upload.can_be_undone:
            work.start(upload, State.UNDOING, current_user(request))
        else:
            messages.warning(request, "There is nothing of this import to undo.")
        return redirect("admin:imports_importrun_change", upload.pk)

    def progress(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.allow(request)
        upload = get_object_or_404(ImportRun.objects.defer("content", "remarks"), pk=key)
        return JsonResponse(
            {
                "working": upload.working or work.is_waiting(upload),
                "done": upload.rows_done,
                "total": upload.rows_total,
            }
        )

    def allow(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, template, context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:key>/match/", view(self.match), name="imports_import_match"),
            path(
                "<uuid:key>/confirm/",
                view(require_POST(self.confirm)),
                name="imports_import_confirm",
            ),
            path("<uuid:key>/undo/", view(require_POST(self.undo)), name="imports_import_undo"),
            path(
                "<uuid:key>/progress/",
                view(require_safe(self.progress)),
                name="imports_import_progress",
            ),
            *super().get_urls(),
        ]


def was_skipped(remark: list[Any]) -> bool:
    return bool(remark[1] == RowOutcome.SKIPPED)


def receive(form: UploadForm, by: User) -> ImportRun | None:
    """Keep the uploaded file, if it is one that can be read; otherwise say why beside the field."""
    file = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            return uploads.receive(
                Path(copy.name),
                source=form.cleaned_data["source"],
                name=Path(file.name).name,
                by=by,
            )
        except reading.FileError as error:
            form.add_error("file", str(error))
            return None


def initial_answers(upload: ImportRun) -> dict[str, Any]:
    """What was chosen before: for this file, or for the last of its source; or else a guess."""
    earlier = ImportRun.objects.filter(source=upload.source).exclude(mapping={})
    remembered = upload.mapping or earlier.values_list("mapping", flat=True).first()
    if remembered:
        return initial_from(remembered, upload.columns)
    return initial_from_guess(guess.guess(upload.columns))


class SourceFilter(admin.SimpleListFilter):
    """The words that a file was imported under."""

    title = "where it comes from"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sources = ImportRun.objects.order_by("source").values_list("source", flat=True).distinct()
        return [(source, source) for source in sources]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        named = ExternalId.objects.filter(resource=OuterRef("pk"), source=self.value())
        return queryset.filter(Exists(named))


# on the list of entries, too
ResourceAdmin.list_filter = [*ResourceAdmin.list_filter, SourceFilter]
