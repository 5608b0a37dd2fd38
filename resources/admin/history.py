"""What an entry was, version by version, and putting it back; also those that were deleted."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from resources.actions.restoring import NothingToRestoreError, restore, restore_provider
from resources.history import replay
from resources.history.versions import entry_versions, merged_into, people, provider_versions
from resources.models import Provider, Resource, ResourceEvent

LIST = "admin:resources_resource_changelist"
HISTORY = "admin:resources_resource_history"
PAGE = 50


def allow(request: HttpRequest) -> None:
    if not request.user.has_perm("resources.change_resource"):
        raise PermissionDenied


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    common = {**admin.site.each_context(request), "opts": Resource._meta}
    return render(request, template, {**common, **context})


@require_safe
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who changed what and when, newest first; a deleted entry has a past as well."""
    allow(request)
    versions = entry_versions(key)
    if not versions:
        raise Http404
    now = Resource.objects.filter(pk=key).first()
    last = ResourceEvent.objects.filter(pgh_obj_id=key).order_by("pgh_id").last()
    return page(
        request,
        "resources/admin/history.html",
        title=f"History of {last.name if last else now}",
        restore=reverse("admin:resources_resource_restore", args=[key]),
        entry=now,
        versions=versions,
        merged=merged_into(key),
    )


@require_POST
def put_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """As it was at the moment that was asked for."""
    allow(request)
    wanted = request.POST.get("version", "")
    found = [one for one in replay.changes(key) if one.at.isoformat() == wanted]
    if not found:
        messages.error(request, "That version is not there any more: please look again.")
        return redirect(LIST)
    try:
        entry = restore(entry_id=key, state=found[0].after)
    except NothingToRestoreError:
        messages.error(request, "There was no entry then: choose an earlier version.")
    else:
        messages.success(request, f"{entry} is as it was. This can be undone here as well.")
    return redirect(HISTORY, key)


@require_safe
def provider_history(request: HttpRequest, key: UUID) -> HttpResponse:
    allow(request)
    versions = provider_versions(key)
    if not versions:
        raise Http404
    return page(
        request,
        "resources/admin/history.html",
        title=f"History of {Provider.objects.filter(pk=key).first() or 'a deleted provider'}",
        restore=reverse("admin:resources_provider_restore", args=[key]),
        provider=key,
        versions=versions,
    )


@require_POST
def put_provider_back(request: HttpRequest, key: UUID) -> HttpResponse:
    allow(request)
    try:
        provider = restore_provider(key=key, at=request.POST.get("version", ""))
    except NothingToRestoreError:
        messages.error(request, "That version is not there any more: please look again.")
        return redirect("admin:resources_provider_changelist")
    messages.success(request, f"{provider} is as it was. This can be undone here as well.")
    return redirect("admin:resources_provider_history", key)


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Entries that are in the directory no more, the latest first."""
    allow(request)
    gone = ResourceEvent.objects.filter(pgh_label="delete").exclude(
        pgh_obj_id__in=Resource.objects.values("pk")
    )
    shown = Paginator(gone.order_by("-pgh_created_at"), PAGE).get_page(request.GET.get("page"))
    who = people(event.pgh_context or {} for event in shown)
    rows = [(event, who.get((event.pgh_context or {}).get("user", ""), "")) for event in shown]
    return page(
        request, "resources/admin/deleted.html", title="Deleted entries", rows=rows, shown=shown
    )


def urls(view: Any) -> list[URLPattern]:
    return [
        path("deleted/", view(deleted), name="resources_resource_deleted"),
        path("<uuid:key>/history/", view(history), name="resources_resource_history"),
        path("<uuid:key>/restore/", view(put_back), name="resources_resource_restore"),
    ]


def provider_urls(view: Any) -> list[URLPattern]:
    return [
        path("<uuid:key>/history/", view(provider_history), name="resources_provider_history"),
        path("<uuid:key>/restore/", view(put_provider_back), name="resources_provider_restore"),
    ]
