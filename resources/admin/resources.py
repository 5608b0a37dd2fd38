"""Entries of the directory: the list a curator works through, and the form behind each."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from facilitation.access import current_user
from facilitation.models import User
from facilitation.roles import Role
from resources import confidential, listings
from resources.actions import curation
from resources.admin import history, preview
from resources.admin.entry_actions import EntryActions
from resources.admin.filters import How, Missing, ToCheck
from resources.admin.locate import locate
from resources.admin.paging import SearchPaginator
from resources.admin.places import (
    AreaWidget,
    NameWidget,
    PlaceInline,
    ScheduleInline,
    WhenWidget,
)
from resources.admin.read_times import read_times
from resources.admin.sections import Problem, problems, sections
from resources.admin.similar import address, similar, similar_to, told
from resources.admin.suggestions import TakesSuggestions
from resources.admin.widgets import SafeAutocomplete, SafeAutocompleteMultiple
from resources.completeness import missing_from, score
from resources.freshness import check_again_on
from resources.models import Resource
from resources.models.search_text import FOR_CURATORS, PAGE, TextSearch
from resources.near.visibility import why_not
from resources.stale import EntryForm


@admin.register(Resource)
class ResourceAdmin(EntryActions, TakesSuggestions):
    form = EntryForm
    inlines = [PlaceInline, ScheduleInline]
    autocomplete_fields = ["provider", "authorities"]
    list_display = ["name", "provider", "where", "status", "freshness", "all_is_right", "complete"]
    list_select_related = ["provider"]
    list_filter = ["status", ToCheck, Missing, How, "interests", "owner"]
    list_per_page = PAGE
    search_fields = ["name"]  # there is a search: see get_search_results
    search_help_text = "A name, a provider, a town, a postcode or a phone number."
    readonly_fields = ["verified_by"]
    fieldsets = [
        (
            "What it is",
            {"fields": ["seen", "name", "provider", "status", "delivery", "address_confidential"]},
        ),
        ("When, beyond the regular times", {"fields": ["when_text", ("starts_on", "ends_on")]}),
        ("What it is for", {"fields": ["description", "interests"]}),
        ("How to join and reach them", {"fields": ["joining", "phone", "email", "web"]}),
        ("What it costs", {"fields": [("cost", "amount"), "cost_text"]}),
        (
            "Who it is for",
            {
                "description": "Leave all of this empty when everyone is welcome.",
                "classes": ["collapse"],
                "fields": [
                    # (in a pair, one with an error would stay folded away)
                    "minimum_age", "maximum_age", "genders", "conditions",
                    "national", "authorities", "area",
                ],
            },
        ),
        (
            "Verification",
            {"fields": [("verified_on", "verify_by"), "verified_by", "owner"]},
        ),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:
        return super().get_queryset(request).prefetch_related("places", "interests", "schedules")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """What has the words in it, a place or a telephone number however it is typed, the best
        match first; when nothing has, what is called much like them: typing errors."""
        if not search_term.strip():
            return queryset, False
        search = TextSearch(search_term, weights=FOR_CURATORS)
        found = search.find(queryset)
        if ORDER_VAR not in request.GET:
            request.searched = search  # type: ignore[attr-defined]
        # a column that was clicked stays the order
        return (
            found.order_by(*queryset.query.order_by) if ORDER_VAR in request.GET else found
        ), False

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Paginator[Resource]:
        paginator: Paginator[Resource] = super().get_paginator(request, *args, **kwargs)
        search = getattr(request, "searched", None)
        return SearchPaginator(paginator, search) if search else paginator

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        """A new entry's name is compared with those that are here while it is typed."""
        form: Any = super().get_form(request, obj, *args, **kwargs)
        if obj is None:
            name = form.base_fields["name"]
            name.widget = NameWidget(attrs=name.widget.attrs)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "when_text":
            kwargs["widget"] = WhenWidget(attrs={"class": "vTextField"})
        if db_field.name == "area":
            kwargs |= {"widget": AreaWidget(), "label": "Area served, on the map"}
            kwargs["help_text"] = (
                "For people who live in it. Leave empty when it does not matter where they live."
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(role=Role.CURATOR, is_active=True)
        if db_field.name == "provider":
            kwargs["widget"] = SafeAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "authorities":
            kwargs["widget"] = SafeAutocompleteMultiple(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

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
        return f"{'overdue,' if late else 'by'} {resource.verify_by:%-d %b %Y}"

    @admin.display(description="complete")
    def complete(self, resource: Resource) -> str:
        known, of = score(resource)
        return f"{known} of {of}"

    @admin.display(description="still right?")
    def all_is_right(self, resource: Resource) -> SafeString:
        """One click, in the list itself."""
        return format_html(
            '<button class="button dashboard__verify-one" name="_verify" value="{}">Verified today'
            '<span class="visually-hidden">: {}</span></button>',
            resource.pk, resource.name,
        )  # fmt: skip

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if "_verify" not in request.POST:
            return super().changelist_view(request, extra_context)
        history.allow(request)
        try:
            entry = Resource.objects.get(pk=request.POST["_verify"])
        except (Resource.DoesNotExist, ValidationError):
            self.message_user(request, "That entry is not there any more.", messages.ERROR)
        else:
            curation.verify(resources=[entry], by=current_user(request))
            self.message_user(request, f"{entry}: verified today.", messages.SUCCESS)
        # to the same list, as it is now
        return redirect(request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Whoever may delete an entry may delete what hangs on it: pairs of duplicates, reports,
        differences, which nobody deletes by themselves."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def save_model(self, request: HttpRequest, obj: Resource, form: Any, change: bool) -> None:
        if obj.address_confidential:
            obj.confidential_reasons = []  # a curator has looked
        elif "address_confidential" in form.changed_data:
            obj.may_be_published(curation.place_names(obj))
        if "verified_on" in form.changed_data:
            obj.verified_by = current_user(request) if obj.verified_on else None
        again = "verified_on" in form.changed_data and "verify_by" not in form.changed_data
        if again or obj.verify_by is None:
            day = obj.verified_on or timezone.localdate()
            obj.verify_by = check_again_on(verified_on=day, delivery=obj.delivery)
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        entry = kwargs.get("obj")
        context["sections"] = sections(context["adminform"], context["inline_admin_formsets"])
        context["problems"], context["errors"] = self.problems(context), None
        context["missing"] = missing_from(entry) if entry else []
        context["hidden"] = why_not(entry, timezone.localdate()) if entry else []
        return super().render_change_form(request, context, **kwargs)

    def problems(self, context: Any) -> list[Problem]:
        """All of them, each with a link to its field: instead of Django's own note."""
        if not context["errors"]:
            return []
        inlines = context["inline_admin_formsets"]
        formsets = [(str(inline.opts.verbose_name), inline.formset) for inline in inlines]
        return problems(context["adminform"].form, formsets)

    def response_add(
        self, request: HttpRequest, obj: Resource, post_url_continue: str | None = None
    ) -> HttpResponse:
        """With what is called much like it, for those who did not see it while typing."""
        if others := similar_to(obj.name, but=obj):
            links = format_html_join(
                "; ", '<a href="{}">{}</a>', ((address(one), told(one)) for one in others)
            )
            message = format_html("Is it the same as one that was here already? {}", links)
            self.message_user(request, message, messages.WARNING)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Resource) -> HttpResponse:
        if "_verify" in request.POST:
            curation.verify(resources=[obj], by=current_user(request))
        return super().response_change(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.protect(request, form.instance, form.cleaned_data["name"])
        listings.refresh([form.instance.pk])

    def protect(self, request: HttpRequest, entry: Resource, typed: str) -> None:
        """Say so where it looks like a refuge, by itself or by its places."""
        curation.protect_with_places(resource=entry)
        if entry.confidential_reasons:
            note = confidential.note(entry.confidential_reasons)
            hint = "If it may be published, take the tick from “The address is confidential”."
            self.message_user(request, f"{note} {hint}", messages.WARNING)
        if entry.name != typed:
            note = f"Everybody sees its name, so the address was taken out of it: “{entry.name}”."
            self.message_user(request, note, messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        ours = [
            path("locate/", view(locate), name="resources_locate"),
            path("similar/", view(similar), name="resources_similar"),
            path("read-times/", view(read_times), name="resources_read_times"),
        ]
        return [*ours, *history.urls(view), *preview.urls(self), *super().get_urls()]
