from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import ngettext

from resources.actions import curation
from resources.admin import history
from resources.forms.entries import ProviderForm
from resources.models import Provider

KEPT_CONFIDENTIAL = (
    "may be a refuge now, by their name: the address is kept confidential until you say otherwise."
)


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin[Provider]):
    form = ProviderForm
    list_display = ["name", "entries", "phone", "email"]
    search_fields = ["name", "email", "web"]
    search_help_text = "A name, an e-mail or a web address."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Provider]:
        providers: QuerySet[Provider] = super().get_queryset(request)
        return providers.annotate(entry_count=Count("resources"))

    def save_model(self, request: HttpRequest, obj: Provider, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        hidden = curation.protect(resources=obj.resources.all()) if change else 0
        if hidden:
            message = ngettext("%d entry", "%d entries", hidden) % hidden
            self.message_user(request, f"{message} of theirs {KEPT_CONFIDENTIAL}", messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        return [*history.provider_urls(self.admin_site.admin_view), *super().get_urls()]

    @admin.display(ordering="entry_count")
    def entries(self, provider: Provider) -> int:
        count: int = getattr(provider, "entry_count")  # noqa: B009 - an annotation
        return count
