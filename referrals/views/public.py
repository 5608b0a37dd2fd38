"""What a partner sees, by a private link and without an account."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions
from referrals.forms import ReferralForm, ReferrerForm, TrainingForm
from referrals.models import Partner, Referral
from referrals.vocabulary import Kind

FORMS: dict[str, type[ReferrerForm]] = {Kind.SUPPORT: ReferralForm, Kind.TRAINING: TrainingForm}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, key: str, kind: str = Kind.SUPPORT) -> HttpResponse:
    """The form. A link that was renewed is unknown; one that is stopped says so."""
    partner = get_object_or_404(Partner.objects.select_related("organisation"), key=key)
    if not partner.is_active:
        return render(request, "referrals/stopped.html", {"partner": partner}, status=410)
    make = FORMS[kind]
    if request.method != "POST":
        form = make(initial={"once": uuid.uuid4()}, organisation=partner.organisation)
    else:
        form = make(request.POST, organisation=partner.organisation)
        if form.is_valid():
            try:
                referral = take(partner, form, kind)
            except actions.TooManyReferralsError:
                form.add_error(
                    None,
                    "Many referrals came by this link today. Please ring us, or try again later.",
                )
            else:
                return redirect("referrals:receipt", partner.key, referral.code)
    context = {"partner": partner, "form": form, "training": kind == Kind.TRAINING}
    return render(request, "referrals/refer.html", context)


def take(partner: Partner, form: ReferrerForm, kind: str) -> Referral:
    details = {**form.details(), "kind": kind}
    return actions.receive(partner=partner, details=details, once=form.cleaned_data["once"])


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """That it has come, and where the person agreed, how it stands. Names nobody."""
    referral = get_object_or_404(
        Referral.objects.select_related("partner", "organisation"), partner__key=key, code=code
    )
    return render(request, "referrals/receipt.html", {"referral": referral})
