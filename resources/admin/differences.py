"""Where a source says something else than what a curator wrote: which is right?"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from facilitation.access import current_user
from resources.admin.filters import ToDoFilter
from resources.admin.lists import ListAdmin
from resources.history import phrases
from resources.intake import deciding
from resources.intake.comparing import label_of
from resources.intake.entries import EntryError
from resources.intake.marks import TIMES
from resources.models import SourceDifference


class Decided(ToDoFilter):
    title = "decided"
    parameter_name = "decided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("kept", "Ours was kept")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kept_at__isnull=self.value() != "kept")


@admin.register(SourceDifference)
class DifferenceAdmin(ListAdmin[SourceDifference]):
    list_display = ["entry", "what", "ours", "theirs", "source", "found_at"]
    list_filter = [Decided, "external_id__source"]
    list_select_related = ["external_id__resource__provider", "place"]
    actions = ["take_theirs", "keep_ours"]

    @admin.display(description="entry")
    def entry(self, one: SourceDifference) -> SafeString:
        resource = one.external_id.resource
        address = reverse("admin:resources_resource_change", args=[resource.pk])
        return format_html('<a href="{}">{}</a>', address, resource)

    @admin.display(description="field")
    def what(self, one: SourceDifference) -> str:
        return label_of(one.field, of_place=one.place is not None)

    @admin.display(description="ours")
    def ours(self, one: SourceDifference) -> str:
        resource = one.external_id.resource
        if one.field == TIMES:
            return ", ".join(map(str, resource.schedules.all())) or "–"
        if one.field == "provider":
            return str(resource.provider)
        if one.field == "authorities":
            return ", ".join(map(str, resource.authorities.all())) or "–"
        return phrases.said(one.place or resource, one.field) or "–"

    @admin.display(description="the source’s")
    def theirs(self, one: SourceDifference) -> str:
        return in_words(one.value)

    @admin.display(description="source", ordering="external_id__source")
    def source(self, one: SourceDifference) -> str:
        return one.external_id.source

    @admin.action(description="Take the source’s")
    def take_theirs(self, request: HttpRequest, found: QuerySet[SourceDifference]) -> None:
        done = 0
        for one in found.select_related("external_id__resource", "place"):
            if not SourceDifference.objects.filter(pk=one.pk).exists():
                continue  # taken together with another
            try:
                deciding.take_theirs(difference=one)
                done += 1
            except EntryError as error:
                name = one.external_id.resource.name
                self.message_user(request, f"{name}: not taken. {error}", messages.ERROR)
        if done:
            self.message_user(request, f"{done} taken.", messages.SUCCESS)

    @admin.action(description="Keep ours")
    def keep_ours(self, request: HttpRequest, found: QuerySet[SourceDifference]) -> None:
        done = deciding.keep_ours(differences=found, by=current_user(request))
        message = ngettext("%d of ours stays.", "%d of ours stay.", done) % done
        self.message_user(request, message, messages.SUCCESS)


def in_words(value: Any) -> str:
    """What a source says, as near to what it was as can be told in a cell."""
    if isinstance(value, list):
        return ", ".join(map(in_words, value)) or "–"
    if isinstance(value, dict):
        return " ".join(in_words(one) for one in value.values() if one not in (None, ""))
    return "–" if value in (None, "") else str(value)[:200]
