from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" and the version when the site can reach its database; Docker or a load balancer
    asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(f"ok {settings.GENIE_VERSION}", content_type="text/plain")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon on pages that name none: the admin, a download."""
    return redirect(static("icon.svg"))


def not_told(request: HttpRequest, thing: str) -> HttpResponse:
    """Where the admin would lead from any kind of thing to its page on the site. Nothing that is
    kept in the admin has one; of a session it would tell whether it exists."""
    raise Http404
