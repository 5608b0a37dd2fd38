"""Entries as people see them, and any list of entries on a map."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.admin.history import allow, page
from resources.models import Place, Resource
from resources.near import visibility

MOST_PINS = 5000


@require_safe
def preview(request: HttpRequest, key: UUID) -> HttpResponse:
    """The entry as a participant will see it, and if nobody does, why."""
    allow(request)
    found = Resource.objects.select_related("provider")
    entry = get_object_or_404(found.prefetch_related("places", "schedules", "interests"), pk=key)
    today = timezone.localdate()
    context = {
        "entry": entry,
        "hidden": visibility.why_not(entry, today),
        "results": visibility.as_seen(entry, today),
        # no session: there is nothing to choose and nobody to tell
        "session": {"finished_at": today},
        "chosen": set(),
    }
    return render(request, "resources/admin/preview.html", context)


@require_safe
def on_a_map(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Everything in a list, however it was filtered, on one map."""
    allow(request)
    listed = model_admin.get_changelist_instance(request).queryset
    pins = pins_of(listed)
    return page(
        request,
        "resources/admin/map.html",
        title="Entries on the map",
        back=f"{reverse('admin:resources_resource_changelist')}?{request.GET.urlencode()}",
        total=listed.count(),
        located=len({pin["address"] for pin in pins}),
        cut_off=len(pins) == MOST_PINS,
        pins=pins,
    )


def pins_of(listed: QuerySet[Resource]) -> list[dict[str, Any]]:
    """A pin for each of their places. A confidential address is on no map, ours neither."""
    places = Place.objects.filter(
        resource__in=listed.order_by().values("pk"),
        resource__address_confidential=False,
        point__isnull=False,
    )
    found = places.values_list("point", "resource__name", "resource_id", "resource__status")
    return [
        {
            "at": [round(point.y, 6), round(point.x, 6)],
            "name": name,
            "address": reverse("admin:resources_resource_change", args=[key]),
            "open": status == "active",
        }
        for point, name, key, status in found.order_by("resource__name")[:MOST_PINS]
        if point
    ]


def urls(model_admin: Any) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view

    def the_map(request: HttpRequest) -> HttpResponse:
        return on_a_map(request, model_admin)

    return [
        path("map/", view(the_map), name="resources_resource_map"),
        path("<uuid:key>/preview/", view(preview), name="resources_resource_preview"),
    ]
