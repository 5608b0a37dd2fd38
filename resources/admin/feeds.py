"""The feeds that entries come from, what their terms mean, and what their runs reported."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from resources.entry_forms import WebField
from resources.models import Feed, FeedRun, TermMapping

MOST_SHOWN = 500
COUNTED = ("new", "changed", "unchanged", "closed", "left out")


class FeedForm(forms.ModelForm):  # type: ignore[type-arg]
    url = WebField(
        max_length=500,
        required=False,
        label="Address",
        help_text="Where the feed begins: https://example.org/open-referral/v3",
    )

    class Meta:
        model = Feed
        fields = ["name", "url", "attribution", "enabled", "interval_hours"]


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Other people's directories (Open Referral UK) that entries are taken from."""

    form = FeedForm
    list_display = ["name", "enabled", "interval_hours", "last_run_at", "last_outcome"]
    fields = ["name", "url", "attribution", "enabled", "interval_hours", "last_outcome"]
    readonly_fields = ["last_outcome"]
    search_fields = ["name", "url"]

    @admin.display(description="last run")
    def last_outcome(self, feed: Feed) -> str | SafeString:
        run = feed.runs.first() if feed.pk else None
        if run is None:
            return "Not fetched yet"
        address = reverse("admin:resources_feedrun_change", args=[run.pk])
        return format_html('<a href="{}">{}</a>', address, run.get_outcome_display())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switched off, never deleted: its entries' ids are filed under it."""
        return False


@admin.register(TermMapping)
class TermMappingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the terms of other people's directories mean in our interests. Where a term was seen
    for the first time, this is a guess until someone ticks "checked by a curator"."""

    list_display = ["term", "taxonomy", "means", "checked"]
    list_filter = ["checked", ("interests", admin.EmptyFieldListFilter), "taxonomy"]
    search_fields = ["term", "taxonomy"]
    filter_horizontal = ["interests"]
    fields = ["taxonomy", "term", "interests", "checked"]
    actions = ["guesses_are_right"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[TermMapping]:
        mappings: QuerySet[TermMapping] = super().get_queryset(request)
        return mappings.prefetch_related("interests")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["taxonomy", "term"] if obj else []

    @admin.display(description="our interests")
    def means(self, mapping: TermMapping) -> str:
        return ", ".join(interest.name for interest in mapping.interests.all()) or "none"

    @admin.action(description="The guesses are right")
    def guesses_are_right(self, request: HttpRequest, found: QuerySet[TermMapping]) -> None:
        done = found.update(checked=True)
        self.message_user(request, f"{done} checked.")


@admin.register(FeedRun)
class FeedRunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
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

    @admin.display(description="entries")
    def summary(self, run: FeedRun) -> str:
        return ", ".join(f"{run.counts.get(name, 0):,} {name}" for name in COUNTED)

    @admin.display(description="what to look at")
    def report(self, run: FeedRun) -> str | SafeString:
        if not run.remarks:
            return "Nothing"
        rows = ((key, name, problem) for key, name, problem in run.remarks[:MOST_SHOWN])
        more = run.counts.get("remarks", 0) - MOST_SHOWN
        return format_html(
            "<table><thead><tr><th>Id in the feed</th><th>Name</th><th>What</th></tr></thead>"
            "<tbody>{}</tbody></table>{}",
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
            f"And {more:,} more." if more > 0 else "",
        )
