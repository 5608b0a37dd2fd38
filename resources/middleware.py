"""Who changes the directory: written into its history beside every change made in the admin."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

from facilitation.paths import path_to

Answer = Callable[[HttpRequest], HttpResponse]


def remember_who(get_response: Answer) -> Answer:
    """Only inside the admin, where the directory is kept: what is done in a person's session is
    nobody's history."""

    def middleware(request: HttpRequest) -> HttpResponse:
        in_admin = request.path.startswith(path_to("admin:index"))
        if request.method != "POST" or not in_admin or not request.user.is_authenticated:
            return get_response(request)
        with pghistory.context(user=str(request.user.pk)):
            return get_response(request)

    return middleware
