"""Possible duplicates: compared side by side, merged, or said to be different."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from resources.actions import duplicates
from resources.actions.merging import merge
from resources.admin import bulk
from resources.admin.filters import ToDoFilter
from resources.admin.lists import ListAdmin
from resources.completeness import score
from resources.forms.merging import MergeForm
from resources.models import DuplicatePair, ExternalId, Resource
from resources.vocabulary import Status

# scores, and what to make of them
LIKELY = {1.3: "very likely", 1.0: "likely"}
LIST = "admin:resources_duplicatepair_changelist"
WHICH_STAYS = (
    "Of each pair the entry stays that is open; where both are, the one that was checked last; and "
    "else the fuller one. It takes from the other what it does not say. The interests and places "
    "of both are kept, and each can be restored from its history."
)


class SaidToDiffer(ToDoFilter):
    title = "looked at"
    parameter_name = "different"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Said to be different")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(different=self.value() == "yes")


@admin.register(DuplicatePair)
class DuplicateAdmin(ListAdmin[DuplicatePair]):
    list_display = ["pair", "why", "likeness"]
    list_filter = [SaidToDiffer]
    list_select_related = ["first__provider", "second__provider"]
    actions = ["they_are_the_same", "they_differ"]

    @admin.display(description="entries")
    def pair(self, pair: DuplicatePair) -> SafeString:
        address = reverse("admin:resources_duplicate_compare", args=[pair.first_id, pair.second_id])
        return format_html(
            '<a href="{}">{} / {}</a><br>{} / {}',
            address, pair.first, pair.second, pair.first.provider, pair.second.provider,
        )  # fmt: skip

    @admin.display(description="because they have")
    def why(self, pair: DuplicatePair) -> str:
        return ", ".join(pair.reasons)

    @admin.display(description="the same?", ordering="score")
    def likeness(self, pair: DuplicatePair) -> str:
        words = (words for least, words in LIKELY.items() if pair.score >= least)
        return next(words, "perhaps")

    @admin.action(description="They are different: do not show again")
    def they_differ(self, request: HttpRequest, found: QuerySet[DuplicatePair]) -> None:
        done = found.update(different=True)
        self.message_user(request, f"{done} will not be shown again.", messages.SUCCESS)

    @admin.action(description="They are the same: make each pair one …")
    def they_are_the_same(
        self, request: HttpRequest, found: QuerySet[DuplicatePair]
    ) -> HttpResponse | None:
        form = bulk.answered(request, bulk.SureForm)
        if not form.is_valid():
            return bulk.ask(
                self, request, found, form, title="Make each pair one", note=WHICH_STAYS
            )
        done = sum(merged(pair) for pair in found.values_list("first", "second"))
        self.message_user(request, f"{done} merged.", messages.SUCCESS)
        return None

    def compare(self, request: HttpRequest, first: UUID, second: UUID) -> HttpResponse:
        """The two side by side. Posting makes them one: the first, with what was chosen."""
        self.allow(request)
        pair = [entry(first), entry(second)]
        form = MergeForm(
            request.POST if request.method == "POST" else None, first=pair[0], second=pair[1]
        )
        if first != second and request.method == "POST" and form.is_valid():
            merge(keep=pair[0], drop=pair[1], taken=form.taken_from_second())
            messages.success(request, f"The two are merged: {pair[0]}.")
            return redirect(LIST)
        context = {
            **self.admin_site.each_context(request),
            "title": "Are these the same?", "opts": self.opts, "form": form, "pair": pair,
        }  # fmt: skip
        return render(request, "resources/admin/compare.html", context)

    def look_again(self, request: HttpRequest) -> HttpResponse:
        self.allow(request)
        duplicates.begin()
        return redirect(LIST)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        search = {"under_way": duplicates.under_way(), "last_search": duplicates.last()}
        return super().changelist_view(request, {**search, **(extra_context or {})})

    def allow(self, request: HttpRequest) -> None:
        if not request.user.has_perm("resources.change_resource"):
            raise PermissionDenied

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        again = view(require_POST(self.look_again))
        return [
            path("look/", again, name="resources_duplicate_look"),
            path(
                "<uuid:first>/<uuid:second>/",
                view(self.compare),
                name="resources_duplicate_compare",
            ),
            *super().get_urls(),
        ]


def merged(pair: tuple[UUID, UUID]) -> bool:
    """One of the two with what it did not say; False where one is gone meanwhile."""
    both = list(Resource.objects.filter(pk__in=pair).order_by("created_at"))
    if len(both) < len(pair):
        return False
    today = timezone.localdate()
    keep, drop = sorted(both, key=lambda one: precedence(one, today), reverse=True)
    merge(keep=keep, drop=drop, taken=MergeForm(first=keep, second=drop).taken_by_itself())
    return True


def precedence(one: Resource, today: dt.date) -> tuple[Any, ...]:
    """The greater stays: the one that is open, then the one checked last, then the fuller."""
    has_ended = one.ends_on is not None and one.ends_on < today
    status = Status.CLOSED if has_ended else Status(one.status)
    how_open = [Status.CLOSED, Status.PAUSED, Status.ACTIVE].index(status)
    return how_open, one.verified_on or dt.date.min, score(one)


def entry(key: UUID) -> Resource:
    names = Prefetch("external_ids", queryset=ExternalId.objects.order_by("source"))
    found = Resource.objects.select_related("provider", "verified_by")
    return get_object_or_404(
        found.prefetch_related("interests", "places", "schedules", names), pk=key
    )
