"""The public directory, to take away. For anyone: nothing in it is about participants."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from resources import downloads
from resources.open_referral.selection import last_change


@login_not_required
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponseBase:
    return download(request, downloads.as_csv(), "directory.csv", "text/csv; charset=utf-8")


@login_not_required
@require_safe
def directory_geojson(request: HttpRequest) -> HttpResponseBase:
    return download(request, downloads.as_geojson(), "directory.geojson", "application/geo+json")


def download(
    request: HttpRequest, lines: Iterator[str], name: str, content_type: str
) -> HttpResponseBase:
    """The lines as a file, or a 304 when nothing has changed since the caller fetched it."""
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=60",
        "Link": f'<{settings.GENIE_DIRECTORY_LICENCE_URL}>; rel="license"',
    }
    changed = last_change()
    seconds = int(changed.timestamp()) if changed else None
    if seconds is not None:
        headers["Last-Modified"] = http_date(seconds)
    unchanged = get_conditional_response(request, last_modified=seconds)
    if unchanged is not None:
        return unchanged
    response = StreamingHttpResponse(lines, content_type=content_type, headers=headers)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
