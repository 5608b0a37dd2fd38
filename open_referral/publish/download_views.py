"""The public directory, to take away. For anyone: nothing in it is about participants."""

from collections.abc import Iterator
from itertools import islice

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from geography.replica import each_from_replica, from_replica
from open_referral.publish import downloads
from open_referral.publish.responses import for_everyone
from open_referral.publish.selection import last_change

LINES = 200


@csrf_exempt
@login_not_required
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponseBase:
    return download(request, downloads.as_csv(), "directory.csv", "text/csv; charset=utf-8")


@csrf_exempt
@login_not_required
@require_safe
def directory_geojson(request: HttpRequest) -> HttpResponseBase:
    return download(request, downloads.as_geojson(), "directory.geojson", "application/geo+json")


def in_pieces(lines: Iterator[str]) -> Iterator[str]:
    """Some hundred lines at once: each piece is sent by itself."""
    while piece := "".join(islice(lines, LINES)):
        yield piece


def download(
    request: HttpRequest, lines: Iterator[str], name: str, content_type: str
) -> HttpResponseBase:
    """The lines as a file, or a 304 when nothing has changed since the caller fetched it."""
    # nobody would read the lines of a HEAD's answer
    read = [] if request.method == "HEAD" else each_from_replica(in_pieces(lines))
    response = StreamingHttpResponse(read, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "public, max-age=60"
    seconds = None
    if changed := from_replica(last_change)():
        seconds = int(changed.timestamp())
        response["Last-Modified"] = http_date(seconds)
        response["ETag"] = f'"{changed.timestamp()}"'
    found: HttpResponseBase | None = get_conditional_response(
        request,
        etag=response.get("ETag"),
        last_modified=seconds,
        response=response,  # type: ignore[arg-type]  # streamed ones will do
    )
    assert found is not None
    return for_everyone(found)
