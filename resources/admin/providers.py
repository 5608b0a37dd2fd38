from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern

from resources.admin import history
from resources.forms.entries import ProviderForm
from resources.models import Provider


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin[Provider]):
    form = ProviderForm
    list_display = ["name", "entries", "phone", "email"]
    search_fields = ["name", "email", "web"]
    search_help_text = "A name, an e-mail or a web address."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Provider]:
        providers: QuerySet[Provider] = super().get_queryset(request)
        return providers.annotate(entry_count=Count("resources"))

    def get_urls(self) -> list[URLPattern]:
        return [*history.provider_urls(self.admin_site.admin_view), *super().get_urls()]

    @admin.display(ordering="entry_count")
    def entries(self, provider: Provider) -> int:
        count: int = getattr(provider, "entry_count")  # noqa: B009 - an annotation
        return count
