"""How the feed answers: JSON for anyone, with validators for caches, and errors in plain words."""

import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from geography.replica import from_replica

METHODS = "GET, HEAD, OPTIONS"


class Answer(NamedTuple):
    content: dict[str, Any]
    # None: not known, or not to be told apart from now
    last_modified: dt.datetime | None = None
    # False where the address itself is nobody's business: it may hold somebody's postcode
    may_be_kept: bool = True


class Refusal(Exception):  # noqa: N818 - a 404 is no error of ours
    def __init__(self, status: HTTPStatus, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.content = {"message": message, **more}


Endpoint = Callable[..., Answer]


def endpoint(view: Endpoint) -> Callable[..., HttpResponseBase]:
    """Serve what `view` answers or refuses to everyone, from any origin, without signing in."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = respond(request, view, *args, **kwargs)
        except Refusal as refusal:
            response = JsonResponse(refusal.content, status=refusal.status)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED or request.method == "OPTIONS":
            response["Allow"] = METHODS
        return for_everyone(response)

    # it changes nothing: without the check, a POST is told so as anything else is
    return csrf_exempt(login_not_required(answer))


def for_everyone(response: HttpResponseBase) -> HttpResponseBase:
    """To be read by pages of any origin; and on what terms."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    response["Link"] = f'<{settings.GENIE_DIRECTORY_LICENCE_URL}>; rel="license"'
    return response


def respond(request: HttpRequest, view: Endpoint, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=HTTPStatus.NO_CONTENT,
            headers={
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
            },
        )
    if request.method not in ("GET", "HEAD"):
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This feed can only be read.")
    answer = from_replica(view)(request, *args, **kwargs)
    response = JsonResponse(answer.content, json_dumps_params={"ensure_ascii": False})
    if not answer.may_be_kept:
        response["Cache-Control"] = "no-store"
        return response
    return with_validators(request, response, answer.last_modified)


def with_validators(
    request: HttpRequest, response: HttpResponse, last_modified: dt.datetime | None
) -> HttpResponseBase:
    """The response, or a 304 when the caller holds it already."""
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    # nobody's answer differs from anybody else's; a minute is what a list's outline is kept for
    response["Cache-Control"] = "public, max-age=60"
    response["ETag"] = f'"{digest}"'
    seconds = int(last_modified.timestamp()) if last_modified else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    found = get_conditional_response(
        request, etag=response["ETag"], last_modified=seconds, response=response
    )
    assert found is not None
    return found


def checked(form: Form) -> Any:
    """The form's cleaned data, or a refusal that says what is wrong with which parameter. What
    was sent is not repeated: it may be somebody's postcode."""
    if form.is_valid():
        return form.cleaned_data
    raise Refusal(
        HTTPStatus.BAD_REQUEST,
        "Some parameters could not be used.",
        errors={name: list(messages) for name, messages in form.errors.items()},
    )
