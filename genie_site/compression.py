"""Every page and answer leaves compressed, but for who could learn from its size (BREACH).

Whoever can make somebody's browser ask for our pages again and again, with a guess of theirs in the
address, and can see how long the answers are, could find out what else is in them. See ADR 0045.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# as the browser says it, and no page can make it say otherwise
FROM_ANOTHER_SITE = {"cross-site", "same-site"}
COMPRESSIBLE = ("text/", "application/json", "application/xml", "image/svg+xml")


class Compress(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not is_compressible(response):
            return response
        if request.headers.get("Sec-Fetch-Site") in FROM_ANOTHER_SITE:
            return response
        return super().process_response(request, response)


def is_compressible(response: HttpResponseBase) -> bool:
    """Neither an archive or a picture, nor a part of something by its bytes."""
    kind = response.get("Content-Type", "")
    return kind.startswith(COMPRESSIBLE) and not response.has_header("Content-Range")
