"""A manager's partners: their links, and posters of them."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from facilitation.access import require_role
from facilitation.forms import once
from facilitation.qr import qr_code
from facilitation.roles import Role
from facilitation.team_forms import AllowedForm
from referrals import actions
from referrals.access import get_partner
from referrals.forms import PartnerForm
from referrals.models import Partner
from referrals.vocabulary import WAITING


@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: HttpRequest) -> HttpResponse:
    manager = require_role(request, Role.MANAGER)
    if once_again := known(request):
        return redirect("referrals:partner", once_again.pk)
    form = PartnerForm(request.POST if request.method == "POST" else None, manager=manager)
    if form.is_valid():
        partner = actions.add_partner(manager=manager, once=once(request), **form.cleaned_data)
        return redirect("referrals:partner", partner.pk)
    mine = Partner.objects.of_organisation(manager).annotate(
        total=Count("referrals"), waiting=Count("referrals", Q(referrals__status__in=WAITING))
    )
    return render(request, "referrals/partners.html", {"form": form, "partners": mine})


def known(request: HttpRequest) -> Partner | None:
    """The partner that this very button made before: a double click."""
    manager, key = require_role(request, Role.MANAGER), once(request)
    return Partner.objects.of_organisation(manager).filter(pk=key).first() if key else None


def link(partner: Partner) -> str:
    return settings.GENIE_ADDRESS + reverse("referrals:refer", args=[partner.key])


@require_safe
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = get_partner(request, partner_id)
    return render(request, "referrals/partner.html", {"partner": partner, "link": link(partner)})


@require_safe
def poster(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One sheet of A4 for the wall behind a counter."""
    partner = get_partner(request, partner_id)
    context = {"partner": partner, "link": link(partner), "code": qr_code(link(partner))}
    return render(request, "referrals/poster.html", context)


@require_POST
def renew(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = get_partner(request, partner_id)
    actions.renew_link(partner=partner, by=require_role(request, Role.MANAGER))
    messages.success(request, "There is a new link. The old one and its posters no longer work.")
    return redirect("referrals:partner", partner.pk)


@require_POST
def allow(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = get_partner(request, partner_id)
    form = AllowedForm(request.POST)
    if form.is_valid():
        allowed = form.cleaned_data["allowed"]
        actions.allow_partner(
            partner=partner, allowed=allowed, by=require_role(request, Role.MANAGER)
        )
        says = "takes referrals again" if allowed else "takes no more referrals"
        messages.success(request, f"The link of {partner} {says}.")
    return redirect("referrals:partner", partner.pk)
