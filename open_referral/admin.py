"""The feeds that entries come from, what their terms mean, and what their runs reported."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from open_referral.harvest import reports
from open_referral.harvest.fetching import FeedError
from open_referral.harvest.run import feed_at
from open_referral.harvest.work import fetch
from open_referral.models import Feed, FeedRun
from resources.forms.entries import WebField

# entries below one problem, and so few that they need not be unfolded
MOST_SHOWN, FEW = 200, 10


class FeedForm(forms.ModelForm[Feed]):
    url = WebField(
        max_length=500,
        required=False,
        label="Address",
        help_text="Where the feed begins: https://example.org/open-referral/v3",
    )
    enabled = forms.BooleanField(
        required=False,
        initial=True,
        label="Fetch it by itself",
        help_text="A new feed within the hour, and again whenever it is due.",
    )

    class Meta:
        model = Feed
        fields = ["name", "url", "attribution", "enabled", "interval_hours"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            known = feed_at(url) if url else None
        except FeedError as error:
            raise forms.ValidationError(str(error)) from error
        if known not in (None, self.instance):
            raise forms.ValidationError(f"This feed is there already, as “{known}”.")
        return url


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin[Feed]):
    """Other people's directories (Open Referral UK) that entries are taken from."""

    form = FeedForm
    list_display = ["name", "last_outcome", "enabled", "interval_hours"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name", "url", "attribution", "enabled", "interval_hours", "last_outcome",
                ],
                "description": "A mistyped address is put right here, and fetched anew. A feed "
                "that no entry came from can be deleted; any other is switched off: its entries "
                "stay, and their ids are filed under it.",
            },
        )
    ]  # fmt: skip
    readonly_fields = ["last_outcome"]
    search_fields = ["name", "url"]
    actions = ["fetch_now"]

    @admin.action(description="Fetch now")
    def fetch_now(self, request: HttpRequest, found: QuerySet[Feed]) -> None:
        with_address = found.exclude(url="")
        for feed in with_address:
            fetch.enqueue(str(feed.pk))
        self.message_user(
            request,
            f"{len(with_address)} will be fetched by the worker: see “last run” in a while.",
            messages.SUCCESS,
        )

    @admin.display(description="last run")
    def last_outcome(self, feed: Feed) -> str | SafeString:
        run = feed.runs.first() if feed.pk else None
        if run is None:
            return "Not fetched yet"
        when = date_format(timezone.localtime(run.started_at), "j F Y, H:i")
        return format_html(
            '<div><a href="{}">{}</a></div><div>{}</div><div>{}</div>',
            reverse("admin:open_referral_feedrun_change", args=[run.pk]),
            run.get_outcome_display(),
            when,
            run.message,
        )

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        if "url" in form.changed_data:
            # another place: everything is asked for, within the hour
            obj.last_run_at = obj.last_full_at = obj.changed_until = None
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what nothing came from: the ids of entries are filed under their feed."""
        permitted = super().has_delete_permission(request, obj)
        return permitted and obj is not None and not obj.external_ids.exists()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With its runs, which nobody deletes by themselves."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected


@admin.register(FeedRun)
class FeedRunAdmin(admin.ModelAdmin[FeedRun]):
    """What a run changed here, and what the feed's publisher could put right."""

    list_display = ["feed", "started_at", "outcome", "summary"]
    list_filter = ["outcome", "feed"]
    list_select_related = ["feed"]
    fields = ["feed", "started_at", "finished_at", "outcome", "message", "summary", "report"]
    readonly_fields = ["summary", "report"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedRun]:
        runs: QuerySet[FeedRun] = super().get_queryset(request)
        # a list of runs has no use for what may be thousands of remarks in each
        match = request.resolver_match
        return runs if match and "object_id" in match.kwargs else runs.defer("remarks")

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download)
        name = "open_referral_feedrun_report"
        return [path("<int:run_id>/report.csv", download, name=name), *super().get_urls()]

    def download(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """All of the report, as a spreadsheet to send to whoever publishes the feed."""
        run = get_object_or_404(FeedRun, pk=run_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        response = HttpResponse(reports.as_csv(run), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="feed-report.csv"'
        return response

    @admin.display(description="entries")
    def summary(self, run: FeedRun) -> str:
        return run.summary

    @admin.display(description="what to look at")
    def report(self, run: FeedRun) -> str | SafeString:
        """By problem, what was left out first and then what is most frequent."""
        if not run.remarks:
            return "Nothing"
        entries = dict(run.feed.external_ids.values_list("value", "resource_id"))
        problems: dict[str, list[Any]] = {}
        for key, name, problem in run.remarks:
            problems.setdefault(problem, []).append((key, name, entries.get(key)))
        ordered = sorted(
            problems.items(), key=lambda item: (not item[0].startswith("Left out"), -len(item[1]))
        )
        context = {"problems": ordered, "most": MOST_SHOWN, "few": FEW}
        return render_to_string("open_referral/admin/feed_report.html", context)
