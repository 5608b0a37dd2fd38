"""Where is this postcode? Asked by the pin on the map, by POST: a postcode is never in a URL."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from geography import geocoding


class PlaceQuestion(forms.Form):
    place = forms.CharField(max_length=300)


@require_POST
def locate(request: HttpRequest) -> JsonResponse:
    """{"latitude", "longitude", "postcode", "source"} in degrees, or {"error"} in plain words.

    Staff only: mounted inside the admin. An answer that there is no answer is still a 200.
    """
    if not request.user.has_perm("resources.change_place"):
        raise PermissionDenied
    question = PlaceQuestion(request.POST)
    if not question.is_valid():
        return JsonResponse({"error": str(geocoding.Reason.MALFORMED.label)})
    try:
        found = geocoding.locate(question.cleaned_data["place"], search_addresses=True)
    except geocoding.GeocodingError as error:
        return JsonResponse({"error": str(error), "reason": error.reason})
    return JsonResponse(
        {
            "latitude": found.point.y,
            "longitude": found.point.x,
            "postcode": found.postcode,
            "source": found.source.label,
        }
    )
