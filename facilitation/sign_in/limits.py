"""Too many wrong passwords have to wait, and nobody is locked out.

What is counted are an account's wrong passwords, from anywhere, and those from one address. Whoever
guesses at somebody's password would so keep them waiting too. So a browser in which they have
signed in before is known by a cookie, and its tries are counted by themselves: others' guesses do
not slow it down. (OWASP: "Slow down online guessing attacks with device cookies".)
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "genie_known"
LASTS = 180 * 24 * 60 * 60  # seconds
MOST_USERS = 20  # that one browser is known for: a tablet goes from hand to hand


def cache_key(key: str, prefix: str, version: int) -> str:
    """Of the cache that counts: says neither whose account nor which address it is about."""
    return salted_hmac("genie.cache", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def counted_as(request: HttpRequest, email: str) -> str:
    """Whose tries to sign in as `email` these are: this known browser's, or any other's."""
    browser, marks = read(request)
    known = any(constant_time_compare(mark, mark_of(browser, email)) for mark in marks)
    return f"{email} {browser if known else ''}"


def read(request: HttpRequest) -> tuple[str, list[str]]:
    browser, *marks = request.COOKIES.get(COOKIE, "").split(".")[: MOST_USERS + 1]
    return browser, marks


def mark_of(browser: str, email: str) -> str:
    digest = salted_hmac("facilitation.known", f"{browser} {email}", algorithm="sha256")
    return digest.hexdigest()[:24]


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """The browser of somebody who has just signed in is known from now on."""
    browser, marks = read(request)
    browser = browser or secrets.token_hex(8)
    mark = mark_of(browser, email)
    marks = [mark, *(each for each in marks if each != mark)][:MOST_USERS]
    response.set_cookie(
        COOKIE,
        ".".join([browser, *marks]),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
