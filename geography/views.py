"""The map's background, from the postcode directory, towns and shorelines: public data, kept by
browsers a week."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from geography import basemap, map_dots, map_water
from geography.towns import by_population

A_WEEK = 7 * 24 * 60 * 60
A_DAY = 24 * 60 * 60


@require_safe
@cache_control(private=True, max_age=A_WEEK)
def dots(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """One square's postcodes, in the form that `map_dots.dots` describes."""
    if zoom not in map_dots.LEVELS or max(x, y) >= 2**zoom:
        raise Http404
    return HttpResponse(map_dots.dots(zoom, x, y), content_type="application/octet-stream")


@require_safe
@cache_control(private=True, max_age=A_WEEK)
@gzip_page
def water(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """One square's water, in the form that `map_water.water` describes."""
    if zoom not in map_water.LEVELS or max(x, y) >= 2**zoom:
        raise Http404
    return HttpResponse(map_water.water(zoom, x, y), content_type="application/octet-stream")


@require_safe
@cache_control(private=True, max_age=A_WEEK)
def towns(request: HttpRequest) -> JsonResponse:
    """Every town: its name, latitude and longitude, the largest first."""
    return JsonResponse({"towns": by_population()})


@require_safe
@cache_control(private=True, max_age=A_WEEK)
def districts(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"districts": map_dots.districts()})


@require_safe
def streets(request: HttpRequest) -> HttpResponseBase:
    """The basemap's file, by ranges of bytes. A web server in front can answer instead
    (docs/basemap.md)."""
    found = basemap.current()
    if found is None:
        raise Http404
    headers = [
        ("Content-Type", "application/vnd.pmtiles"),
        ("Cache-Control", f"private, max-age={A_DAY}"),
    ]
    answer: HttpResponseBase = WhiteNoiseMiddleware.serve(StaticFile(found.path, headers), request)
    return answer
