"""What a user says about themselves: how people reach them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from facilitation.access import current_user
from facilitation.forms import AccountForm


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    form = AccountForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        user.save(update_fields=list(form.cleaned_data))
        messages.success(request, "Saved.")
        return redirect("facilitation:account")
    return render(request, "facilitation/account.html", {"form": form})
