"""What has to hold for every page, whoever wrote it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from facilitation.access import SAFE_METHODS, ConsentNeeded

GetResponse = Callable[[HttpRequest], HttpResponse]


class ConsentFirst:
    """Leads a page that needs consent back to where consent is asked; changes stay refused."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ConsentNeeded) or request.method not in SAFE_METHODS:
            return None
        messages.info(request, str(error))
        return redirect("facilitation:about", error.session.pk)


def keep_private(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponse]:
    """Pages for someone signed in stay out of every cache: on a shared computer, the Back button
    after signing out must not show a participant."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
