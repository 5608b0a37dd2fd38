"""Who may see a referral: the facilitators and managers of the organisation it was sent to."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from facilitation.access import current_user, require_role
from facilitation.audit import record_opening
from facilitation.roles import Role
from referrals.models import Partner, Referral


def get_referral(request: HttpRequest, referral_id: UUID) -> Referral:
    """A referral to the user's own organisation; Http404 for anyone else's."""
    referrals = Referral.objects.of_organisation(current_user(request))
    found = get_object_or_404(
        referrals.select_related("partner", "owner", "participant", "organisation"), pk=referral_id
    )
    record_opening(request, "referral", found.pk)
    return found


def get_partner(request: HttpRequest, partner_id: UUID) -> Partner:
    """A partner of the manager's own organisation; Http404 for anyone else's."""
    manager = require_role(request, Role.MANAGER)
    return get_object_or_404(Partner.objects.of_organisation(manager), pk=partner_id)
