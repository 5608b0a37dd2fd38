"""What pages keep on the device: whose it is, and the key that opens it.

A tablet goes from hand to hand. What is not sent yet, and the pages that can be opened without a
connection, lie on it encrypted. The key is made here, for one user, and given to their browser as a
cookie; it goes when the log-in does, and comes back with the same user's next one.
"""

import base64

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from facilitation.models import User

COOKIE = "genie_device"


def cookie_for(user: User) -> str:
    """ "<owner>.<key>": a name for the user on this site's devices, and 256 bits."""
    return f"{secret(user, 'owner')[:12]}.{secret(user, 'key')}"


def secret(user: User, purpose: str) -> str:
    digest = salted_hmac(f"facilitation.device.{purpose}", str(user.pk), algorithm="sha256")
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")


def set_device_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Scripts have to read it, and nobody else may: not another site, not after the log-in."""
    user = request.user
    if isinstance(user, User) and user.is_authenticated:
        if request.COOKIES.get(COOKIE) != cookie_for(user):
            response.set_cookie(
                COOKIE, cookie_for(user), secure=settings.SESSION_COOKIE_SECURE, samesite="Strict"
            )
    elif COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Strict")
