"""What anybody suggested: looked at beside what is there already, then taken or declined."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from facilitation.access import current_user
from resources import confidential
from resources.admin.filters import ToDoFilter
from resources.admin.lists import ListAdmin
from resources.admin.places import PlaceInline
from resources.models import Provider, Resource, Suggestion
from resources.suggestions.actions import decide, look_alikes
from resources.vocabulary import Delivery

LIST = "admin:resources_suggestion_changelist"
# of the entry's form, and of its first place, by the names they have here
FIELDS = ("name", "description", "delivery", "when_text", "phone", "email", "web")
PLACE_FIELDS = ("address", "town", "postcode")
SHOWN = (*FIELDS[:2], "provider", *PLACE_FIELDS, *FIELDS[3:], "licence", "sender_email")


class Decided(ToDoFilter):
    title = "decided"
    parameter_name = "decided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Taken or declined")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(decided_at__isnull=self.value() != "yes")


@admin.register(Suggestion)
class SuggestionAdmin(ListAdmin[Suggestion]):
    list_display = ["look", "provider", "town", "suggested_at", "outcome"]
    list_filter = [Decided]
    list_select_related = ["resource"]
    actions = ["decline_all"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    @admin.display(description="name", ordering="name")
    def look(self, suggestion: Suggestion) -> SafeString:
        address = reverse("admin:resources_suggestion_look", args=[suggestion.pk])
        return format_html('<a href="{}">{}</a>', address, suggestion)

    @admin.display(description="what became of it")
    def outcome(self, suggestion: Suggestion) -> str:
        if suggestion.decided_at is None:
            return "to be looked at"
        return "taken" if suggestion.resource else "declined"

    @admin.action(description="Decline")
    def decline_all(self, request: HttpRequest, found: QuerySet[Suggestion]) -> None:
        done = decide(suggestions=found, by=current_user(request), resource=None)
        self.message_user(request, f"{done} declined.", messages.SUCCESS)

    def look_at(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """All that was said, and entries much like it. Posting takes it on or declines it."""
        if not request.user.has_perm("resources.change_resource"):
            raise PermissionDenied
        suggestion = get_object_or_404(Suggestion.objects.select_related("resource"), pk=key)
        if request.method == "POST" and suggestion.decided_at is None:
            if "_take" in request.POST:
                return take(suggestion)
            if "_decline" in request.POST:
                one = Suggestion.objects.filter(pk=key)
                decide(suggestions=one, by=current_user(request), resource=None)
                messages.success(request, f"{suggestion}: declined.")
                return redirect(LIST)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Suggested: {suggestion}",
            "opts": self.opts,
            "suggestion": suggestion,
            "said": said(suggestion),
            "alike": look_alikes(suggestion),
        }
        return render(request, "resources/admin/suggestion.html", context)

    def get_urls(self) -> list[URLPattern]:
        look = self.admin_site.admin_view(self.look_at)
        return [
            path("<uuid:key>/", look, name="resources_suggestion_look"),
            *super().get_urls(),
        ]


def said(suggestion: Suggestion) -> list[tuple[str, str]]:
    """What was filled in, by the names of the fields."""
    delivery = ", ".join(Delivery(one).label for one in suggestion.delivery)
    labels = {field.name: str(field.verbose_name) for field in Suggestion._meta.fields}
    told = [(labels[name], getattr(suggestion, name)) for name in SHOWN]
    return [(label, value) for label, value in [*told, ("delivery", delivery)] if value]


def take(suggestion: Suggestion) -> HttpResponseRedirect:
    """To the form of a new entry, filled in. Nothing is there before that is saved, but who runs
    it: an entry's form chooses among those."""
    if provider_of(suggestion) is None:
        Provider.objects.create(name=runs_it(suggestion))
    return redirect(f"{reverse('admin:resources_resource_add')}?suggestion={suggestion.pk}")


def provider_of(suggestion: Suggestion) -> Provider | None:
    return Provider.objects.filter(name__iexact=runs_it(suggestion)).first()


def runs_it(suggestion: Suggestion) -> str:
    """Itself where nobody is named; a refuge without the address in its name."""
    if suggestion.provider:
        return suggestion.provider
    name = suggestion.name
    secret = confidential.reasons(name=name, description=suggestion.description)
    return confidential.open_name(name) if secret else name


def suggestion_of(request: HttpRequest) -> Suggestion | None:
    """What a new entry's form was opened with, while it is still to be decided."""
    try:
        key = UUID(request.GET.get("suggestion", ""))
    except ValueError:
        return None
    return Suggestion.objects.waiting().filter(pk=key).first()


class TakesSuggestions(admin.ModelAdmin[Resource]):
    """A form of a new entry that a suggestion fills in, and that decides it when it is saved."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        suggestion = suggestion_of(request)
        if suggestion:
            initial |= {name: getattr(suggestion, name) for name in FIELDS}
            initial["provider"] = provider_of(suggestion)
        return initial

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        suggestion = suggestion_of(request) if isinstance(inline, PlaceInline) else None
        # what is posted is compared with an empty form: all of it is new
        if suggestion and request.method == "GET":
            place = {name: getattr(suggestion, name) for name in PLACE_FIELDS}
            kwargs["initial"] = [place] if any(place.values()) else None
        return kwargs

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        suggestion = None if change else suggestion_of(request)
        if suggestion:
            one = Suggestion.objects.filter(pk=suggestion.pk)
            decide(suggestions=one, by=current_user(request), resource=form.instance)
