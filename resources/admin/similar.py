"""Entries called much like a new one: told while its name is typed, and once it is saved."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from resources.actions.similar import called_like
from resources.forms.entries import NameForm
from resources.models import Resource
from resources.vocabulary import Status

MOST = 3


def similar_to(name: str, *, but: Resource | None = None) -> list[Resource]:
    """The likest first, but for this one."""
    likest = called_like(name).select_related("provider").prefetch_related("places")
    return [one for one in likest[: MOST + 1] if one != but][:MOST]


def told(entry: Resource) -> str:
    """Which one it is: "Tea Dance, by Solent Friends, Southampton"."""
    towns = [] if entry.address_confidential else [place.town for place in entry.places.all()]
    closed = [] if entry.status == Status.ACTIVE else [entry.get_status_display().lower()]
    return ", ".join([f"{entry}, by {entry.provider}", *sorted({*towns} - {""}), *closed])


@require_POST
def similar(request: HttpRequest) -> JsonResponse:
    """{"entries": [{"told", "address"}]}. By POST, as a name may be of somebody's. Staff only:
    mounted inside the admin."""
    if not request.user.has_perm("resources.change_resource"):
        raise PermissionDenied
    form = NameForm(request.POST)
    entries = similar_to(form.cleaned_data["name"]) if form.is_valid() else []
    return JsonResponse(
        {"entries": [{"told": told(entry), "address": address(entry)} for entry in entries]}
    )


def address(entry: Resource) -> str:
    return reverse("admin:resources_resource_change", args=[entry.pk])
