"""Where somebody is signed in, and signing out from there."""

import re

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from facilitation.access import current_user

# the first that a browser's own line holds: each pretends to be those after it
BROWSERS = ["Edg", "OPR", "SamsungBrowser", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari"]
SYSTEMS = ["iPhone", "iPad", "Android", "CrOS", "Windows", "Macintosh", "Linux"]
CALLED = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "CrOS": "a Chromebook",
    "Macintosh": "a Mac",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
}


def described(user_agent: str) -> str:
    """ "Firefox on Windows", as far as the browser says."""
    browser, system = first(BROWSERS, user_agent), first(SYSTEMS, user_agent)
    return f"{browser or 'A browser'} on {system}" if system else browser or "A browser"


def first(names: list[str], user_agent: str) -> str:
    found = next((name for name in names if re.search(rf"\b{name}", user_agent)), "")
    return CALLED.get(found, found)


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    sessions = UserSession.objects.purge_and_list(current_user(request))
    sessions.sort(key=lambda one: one.last_seen_at, reverse=True)
    shown = [
        {"session": one, "what": described(one.user_agent), "here": one.is_current()}
        for one in sessions
    ]
    return render(request, "facilitation/devices.html", {"devices": shown})


@require_POST
def end_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever sits there is out with the next page. Here one signs out by the button for it."""
    session = get_object_or_404(UserSession, pk=pk, user=current_user(request))
    if not session.is_current():
        get_adapter().end_sessions([session])
        messages.success(request, "That device is signed out.")
    return redirect("devices")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    sessions = UserSession.objects.filter(user=current_user(request))
    get_adapter().end_sessions([one for one in sessions if not one.is_current()])
    messages.success(request, "You are signed out everywhere else.")
    return redirect("devices")
