"""What is asked between the upload of a file and its check."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from facilitation.access import current_user
from imports import guess, uploads, work
from imports.forms import LayoutForm, MatchForm, examples_of, initial_from, initial_from_guess
from imports.models import ImportRun
from imports.problems import FileError
from imports.terms import TermsForm, unchecked_terms

Sample = list[dict[str, str]]


def match(pages: Any, request: HttpRequest, upload: ImportRun) -> HttpResponse:
    """Which column means what; then what its words mean, if there are new ones; or the check."""
    sample = uploads.sample(upload)
    form = MatchForm(
        request.POST if request.method == "POST" else None,
        columns=upload.columns,
        source=upload.source,
        sample=sample,
        initial=initial_answers(upload, sample),
    )
    if request.method == "POST" and form.is_valid():
        upload.mapping = form.content()
        upload.save(update_fields=["mapping"])
        if unchecked_terms(upload):
            return redirect("admin:imports_import_terms", upload.pk)
        return check(request, upload)
    answer: HttpResponse = pages.page(
        request,
        "imports/admin/match.html",
        form=form,
        layout=LayoutForm(layout=upload.layout),
        upload=upload,
        # the page shows them beside whatever column is chosen
        examples={column: examples_of(sample, [column]) for column in upload.columns},
        title="Which column means what?",
    )
    return answer


def layout(pages: Any, request: HttpRequest, upload: ImportRun) -> HttpResponse:
    form = LayoutForm(request.POST, layout=upload.layout)
    if form.is_valid() and upload.original:
        try:
            uploads.lay_out_anew(upload, form.layout())
        except FileError as error:
            messages.warning(request, str(error))
    else:
        messages.warning(request, "Say the row as a number from 1.")
    return redirect("admin:imports_import_match", upload.pk)


def terms(pages: Any, request: HttpRequest, upload: ImportRun) -> HttpResponse:
    """What the file's words mean in our interests. What is said is remembered."""
    if not upload.mapping:
        return redirect("admin:imports_import_match", upload.pk)
    found = unchecked_terms(upload)
    form = TermsForm(request.POST if request.method == "POST" else None, found=found)
    if not found or (request.method == "POST" and form.is_valid()):
        form.save(upload.source)
        return check(request, upload)
    answer: HttpResponse = pages.page(
        request,
        "imports/admin/terms.html",
        form=form,
        upload=upload,
        title="What do its words mean?",
    )
    return answer


def check(request: HttpRequest, upload: ImportRun) -> HttpResponse:
    work.start(upload, ImportRun.State.CHECKING, current_user(request))
    return redirect("admin:imports_importrun_change", upload.pk)


def initial_answers(upload: ImportRun, sample: Sample) -> dict[str, Any]:
    """What was chosen before, for this file or for the last of its source, with a guess for the
    columns that were not there then; or else a guess."""
    earlier = ImportRun.objects.filter(source=upload.source).exclude(mapping={})
    last = upload if upload.mapping else earlier.only("mapping", "columns").first()
    if last:
        answers = initial_from(last.mapping, upload.columns)
        if answers.get("name") and answers.get("id"):
            new = [column for column in upload.columns if column not in last.columns]
            return initial_from_guess(guess.by_name(new, sample)) | answers
    everywhere = partial(uploads.differ, upload)
    return initial_from_guess(guess.guess(upload.columns, sample, everywhere))
