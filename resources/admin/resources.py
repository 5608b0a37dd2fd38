"""Entries of the directory: the list a curator works through, and the form behind each."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import ngettext

from facilitation.access import current_user
from facilitation.models import User
from facilitation.roles import Role
from resources import listings
from resources.actions import curation
from resources.admin.filters import How, Missing, ToVerify
from resources.admin.lookup import locate
from resources.admin.places import PlaceInline, ScheduleInline
from resources.entry_forms import ResourceForm
from resources.models import LocalAuthority, Place, Resource


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Only looked up, never edited: the names come with the postcode directory."""

    search_fields = ["name", "code"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Resource)
class ResourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = ResourceForm
    inlines = [PlaceInline, ScheduleInline]
    autocomplete_fields = ["provider", "authorities"]
    list_display = ["name", "provider", "where", "status", "verified_on", "freshness"]
    list_select_related = ["provider"]
    list_filter = ["status", ToVerify, Missing, How, "interests", "owner"]
    list_per_page = 50
    search_fields = [
        "name", "provider__name", "description", "phone", "email",
        "places__postcode", "places__town", "places__name",
    ]  # fmt: skip
    search_help_text = "A name, a provider, a town, a postcode or a phone number."
    actions = ["verified_today"]
    readonly_fields = ["verified_by"]
    fieldsets = [
        (None, {"fields": ["name", "provider", "description", "interests", "status"]}),
        ("How", {"fields": ["delivery", "address_confidential", "joining"]}),
        ("How to reach them", {"fields": ["phone", "email", "web"]}),
        ("What it costs", {"fields": [("cost", "amount"), "cost_text"]}),
        ("When, beyond the regular times", {"fields": ["when_text", ("starts_on", "ends_on")]}),
        (
            "Who it is for",
            {
                "description": "Leave all of this empty when everyone is welcome.",
                "classes": ["collapse"],
                "fields": [
                    ("minimum_age", "maximum_age"), "genders", "conditions",
                    "national", "authorities",
                ],
            },
        ),
        (
            "Keeping it true",
            {"fields": [("verified_on", "verify_by"), "verified_by", "owner"]},
        ),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        places = Place.objects.only("resource", "town", "postcode")
        return super().get_queryset(request).prefetch_related(Prefetch("places", queryset=places))

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(role=Role.CURATOR, is_active=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="where")
    def where(self, resource: Resource) -> str:
        if resource.address_confidential:
            return "confidential"
        places = [f"{place.town} {place.postcode}".strip() for place in resource.places.all()]
        return "; ".join(place for place in places if place) or "–"

    @admin.display(description="next check", ordering="verify_by")
    def freshness(self, resource: Resource) -> str:
        if resource.verify_by is None:
            return "never checked" if resource.verified_on is None else "no date"
        late = resource.verify_by < timezone.localdate()
        return f"{'overdue since' if late else 'by'} {resource.verify_by:%-d %b %Y}"

    @admin.action(description="Verified today: all is still right")
    def verified_today(self, request: HttpRequest, found: QuerySet[Resource]) -> None:
        done = curation.verify(resources=found, by=current_user(request))
        message = ngettext("%d entry", "%d entries", done) % done
        self.message_user(request, f"{message} marked as verified today.", messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Resource, form: Any, change: bool) -> None:
        if "verified_on" in form.changed_data:
            obj.verified_by = current_user(request) if obj.verified_on else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        listings.refresh([form.instance.pk])

    def get_urls(self) -> list[URLPattern]:
        ours = path("locate/", self.admin_site.admin_view(locate), name="resources_locate")
        return [ours, *super().get_urls()]
