"""Importing a file step by step: upload, match the columns, say what its words mean, see what would
happen, import. What the steps themselves ask is in `steps`."""

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
from imports import failures, uploads, work
from imports.admin import steps
from imports.forms import UploadForm
from imports.models import ImportRun
from imports.problems import FileError
from imports.report import COUNTED
from resources.admin.resources import ResourceAdmin
from resources.intake.entries import RowOutcome
from resources.models import ExternalId

State = ImportRun.State
SHOWN = 500  # remarks of a kind on the page
# What the page says where it says more than the command
LONGER_LABELS = {
    RowOutcome.CLOSED: "marked as closed",
    RowOutcome.SKIPPED: "left out",
    RowOutcome.FAILED: "not imported: see below",
}
HEADINGS = {
    RowOutcome.FAILED: "Not imported",
    RowOutcome.LOOK_ALIKE: "Possible duplicates, kept",
    RowOutcome.DUPLICATE: "In the file twice, left out",
    RowOutcome.NOTE: "Imported, and worth a look",
    RowOutcome.CLOSED: "Marked as closed",
    RowOutcome.SKIPPED: "Left out on purpose",
}
AT_WORK = "Another file from there is at work just now. Try again when it is done."


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
            remarks=[
                (HEADINGS.get(RowOutcome(one), one), of_it[:SHOWN], len(of_it))
                for one, of_it in failures.counted(upload.remarks).items()
            ]
            if upload.state != State.UNDONE
            else [("What stays", upload.remarks[:SHOWN], len(upload.remarks))]
            * bool(upload.remarks),
            shown=SHOWN,
            failed=upload.counts.get(RowOutcome.FAILED, 0) if upload.content else 0,
        )

    def match(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Which column means what."""
        self.allow(request)
        return steps.match(self, request, waiting(key))

    def layout(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Another sheet, another row of names, another encoding."""
        self.allow(request)
        return steps.layout(self, request, waiting(key))

    def terms(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """What the file's own words for what it is mean."""
        self.allow(request)
        return steps.terms(self, request, waiting(key))

    def discard(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Nothing of it is in the directory: it is as if it had never come."""
        self.allow(request)
        upload = get_object_or_404(ImportRun, pk=key)
        if not upload.can_be_discarded:
            messages.warning(
                request, "Something of this file is in the directory: undo it instead."
            )
            return redirect("admin:imports_importrun_change", upload.pk)
        upload.delete()
        messages.success(request, f"“{upload.file_name}” is gone. Nothing of it was imported.")
        return redirect("admin:imports_importrun_changelist")

    def failed(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """The rows that could not be imported, to mend and send back."""
        self.allow(request)
        upload = get_object_or_404(ImportRun, pk=key)
        # the mark at the beginning tells Excel that it is UTF-8
        content = "\ufeff" + failures.sheet(upload)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="not-imported.csv"'
        return response

    def confirm(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Begin the import; or go on with whatever was stopped in the middle."""
        self.allow(request)
        upload = get_object_or_404(ImportRun, pk=key)
        if upload.others_at_work():
            messages.warning(request, AT_WORK)
        elif upload.state == State.CHECKED:
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
        if upload.others_at_work():
            messages.warning(request, AT_WORK)
        elif upload.can_be_undone:
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
        steps = {
            "match": self.match,
            "layout": require_POST(self.layout),
            "terms": self.terms,
            "confirm": require_POST(self.confirm),
            "undo": require_POST(self.undo),
            "discard": require_POST(self.discard),
            "progress": require_safe(self.progress),
            "failed": require_safe(self.failed),
        }
        return [
            *(
                path(
                    f"<uuid:key>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"imports_import_{name}",
                )
                for name, view in steps.items()
            ),
            *super().get_urls(),
        ]


def waiting(key: UUID) -> ImportRun:
    """An upload of which nothing is imported yet."""
    states = [State.UPLOADED, State.CHECKED, State.FAILED]
    return get_object_or_404(ImportRun, pk=key, state__in=states)


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
        except FileError as error:
            form.add_error("file", str(error))
            return None


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
