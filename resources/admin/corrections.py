from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from facilitation.access import current_user
from resources.actions import curation
from resources.admin.filters import ToDoFilter
from resources.admin.lists import ListAdmin
from resources.models import Correction


class StillOpen(ToDoFilter):
    title = "looked at"
    parameter_name = "looked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Looked at"), ("all", "All")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "all":
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() != "yes")


@admin.register(Correction)
class CorrectionAdmin(ListAdmin[Correction]):
    """What people found to be wrong. Read, put right in the entry, and ticked off."""

    list_display = ["text", "entry", "source", "reported_at", "resolved_at"]
    list_filter = [StillOpen]
    list_select_related = ["resource"]
    actions = ["looked_at", "all_is_right"]

    @admin.display(description="entry")
    def entry(self, correction: Correction) -> SafeString:
        address = reverse("admin:resources_resource_change", args=[correction.resource_id])
        return format_html('<a href="{}">{}</a>', address, correction.resource)

    @admin.action(description="Looked at and put right")
    def looked_at(self, request: HttpRequest, found: QuerySet[Correction]) -> None:
        done = curation.resolve(corrections=found, by=current_user(request))
        self.message_user(request, f"{done} ticked off.", messages.SUCCESS)

    @admin.action(description="The organisation says it is right: verified today")
    def all_is_right(self, request: HttpRequest, found: QuerySet[Correction]) -> None:
        done = curation.accept(
            corrections=found.select_related("resource"), by=current_user(request)
        )
        self.message_user(request, f"{done} verified.", messages.SUCCESS)
