"""Ways in and out that are not django-allauth's own."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation import invitations
from facilitation.device import COOKIE
from facilitation.sign_in.forms import NewPasswordForm


@require_safe
def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where django-allauth leads and there is nothing to be seen."""
    return redirect("account_login")


@require_safe
def to_forgotten(request: HttpRequest) -> HttpResponse:
    """Somebody without a password: the first one, as any, is chosen by a link in a letter."""
    return redirect("account_reset_password")


@require_safe
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """There is one page to sign in. Whoever has, and may not open the admin, hears of no page."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


@require_safe
def to_second_step(request: HttpRequest) -> HttpResponse:
    """Passkeys are listed with the other kinds of second step."""
    return redirect("mfa_index")


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """A colleague chooses their first password, and is in."""
    user = invitations.user_of(token)
    if user is None:
        return render(request, "facilitation/invited_too_late.html")
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        form.save()
        logout(request)  # whoever else was signed in in this browser
        response: HttpResponse = perform_login(request, user)
        return response
    return render(request, "facilitation/invited.html", {"form": form, "invited": user})


@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Somebody else than the one whose second step is asked for."""
    logout(request)
    return redirect("account_login")


@require_POST
def still_here(request: HttpRequest) -> JsonResponse:
    """Somebody works on a page: that the request came is all there is to it."""
    return JsonResponse({})


@require_POST
def lapse(request: HttpRequest) -> JsonResponse:
    """Nobody is there any more. What is not saved yet stays on the device, for whom it belongs to;
    the key to it goes."""
    logout(request)
    return JsonResponse({})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget what pages keep on the device: unsaved changes."""
    logout(request)
    response = redirect("account_login")
    response.headers["Clear-Site-Data"] = '"storage"'
    response.delete_cookie(COOKIE, samesite="Strict")
    return response
