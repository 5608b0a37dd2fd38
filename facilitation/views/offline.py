"""The service worker, and the page it shows when there is no connection."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SOURCES = Path(settings.BASE_DIR, "static")
# the steps that can be done without a connection
APPS = ("facilitation", "measures", "mapping", "preferences", "plans")


@never_cache
@login_not_required
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the top of the site: a service worker looks after the addresses below its own."""
    return HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")


def worker_source() -> str:
    code = (SOURCES / "facilitation" / "service-worker.js").read_text()
    told = {
        "shell": reverse("facilitation:offline"),
        "assets": assets(),
        "staticPath": settings.STATIC_URL,
    }
    version = hashlib.sha256((json.dumps(told) + code).encode()).hexdigest()[:16]
    return f"self.genie = {json.dumps({**told, 'cache': f'genie-{version}'})};\n{code}"


@cache
def assets() -> list[str]:
    """The addresses of every script and style of those steps, and of the frame round them."""
    files = ["genie.css", "icon.svg", *settings.TYPEFACE_STYLESHEETS]
    for app in APPS:
        files += [
            str(path.relative_to(SOURCES))
            for path in sorted((SOURCES / app).glob("*"))
            if path.suffix in {".js", ".css"} and path.name != "service-worker.js"
        ]
    return [static(name) for name in files]


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "facilitation/offline.html")
