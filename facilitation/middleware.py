"""What has to hold for every page, whoever wrote it."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from facilitation.access import SAFE_METHODS, ConsentNeeded, current_user, is_kept_for_later
from facilitation.device import set_device_cookie
from facilitation.locks import GoneError, SessionFinishedError
from facilitation.models import Participant, Session

GetResponse = Callable[[HttpRequest], HttpResponse]
SLIDE_EVERY = 5 * 60  # seconds: a row is written for it


def by_script(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) != "text/html"


def refuse_other_charsets(get_response: GetResponse) -> GetResponse:
    """What is sent is read as UTF-8, and what says that it is something else would be read wrongly:
    a 400, before anything of it is. Django does so for one kind of form only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            raise BadRequest("Not in UTF-8.")
        return get_response(request)

    return middleware


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """The admin's lists pass on what they filter by, and PostgreSQL takes no NUL: a 400, instead of
    a fault."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL in the address.")
        return get_response(request)

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Asks who is there; afterwards one is where one was.

    A form that was sent after the log-in had lapsed leads back to the page that it was on: its own
    address can often not be opened. A script is told by a status, and keeps what it has.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        return signed_out(request) or redirect_to_login(
            page_to_return_to(request), resolve_url(self.get_login_url(view_func))
        )


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """What a script is told that has to sign in again."""
    if not by_script(request):
        return None
    return JsonResponse({"error": "Sign in again.", "code": "signed_out"}, status=401)


def page_to_return_to(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in SAFE_METHODS else page_before(request)


def page_before(request: HttpRequest) -> str:
    """The page of ours that a form was on, or the first one."""
    referrer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referrer, {request.get_host()}, require_https=request.is_secure()
    )
    if not ours:
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


# what a script is told, and with which status
REFUSALS: dict[type[Exception], tuple[str, int]] = {
    SessionFinishedError: ("finished", 403),
    ConsentNeeded: ("consent", 403),
    GoneError: ("gone", 404),
}

# What points to a person or a session leads somewhere, unless another window erased them while the
# page was being made
ERASED = (Participant.DoesNotExist, Session.DoesNotExist)


class ConsentFirst:
    """Leads a page that needs consent back to where consent is asked; changes stay refused, and a
    script is told why."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, ERASED):
            error = GoneError()
            if not by_script(request):
                raise error
        if type(error) in REFUSALS and by_script(request):
            code, status = REFUSALS[type(error)]
            return JsonResponse({"error": str(error), "code": code}, status=status)
        if not isinstance(error, ConsentNeeded) or request.method not in SAFE_METHODS:
            return None
        messages.info(request, str(error))
        return redirect("facilitation:about", error.session.pk)


def keep_private(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponse]:
    """Pages for someone signed in stay out of every cache: on a shared computer, the Back button
    after signing out must not show a participant. What scripts keep on the device is locked by a
    key that is there as long as the log-in (`facilitation.device`), and the log-in lasts while one
    works."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not by_itself(request):
            slide(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        set_device_cookie(request, response)
        return response

    return middleware


# what pages ask by themselves, whether or not somebody is there
BY_THEMSELVES = {"facilitation:tick"}


def by_itself(request: HttpRequest) -> bool:
    match = request.resolver_match
    return is_kept_for_later(request) or (match is not None and match.view_name in BY_THEMSELVES)


def slide(request: HttpRequest) -> None:
    """Let the log-in end so long after the last request, not after the first."""
    now = int(time.time())
    signed_in = current_user(request).last_login
    seen = request.session.get("seen") or (signed_in.timestamp() if signed_in else 0)
    if now - seen >= SLIDE_EVERY:
        request.session["seen"] = now
        here = UserSession.objects.filter(session_key=request.session.session_key)
        here.update(last_seen_at=timezone.now())
