"""Partners and referrals for tests, and what a partner's browser sends."""

import uuid

from referrals.consent import CURRENT
from referrals.models import Partner, Referral

ASKED = {"agreed": "on", "referrer_name": "Rita"}


def make_partner(organisation, name="Portswood Surgery", **fields) -> Partner:
    return Partner.objects.create(organisation=organisation, name=name, **fields)


def make_referral(partner, **fields) -> Referral:
    given = {
        "name": "Zebedee",
        "phone": "01632 960123",
        "wording_version": CURRENT.version,
        "referrer_name": "Rita",
        "referrer_email": "rita@surgery.example",
        **fields,
    }
    return Referral.objects.create(partner=partner, organisation=partner.organisation, **given)


def sent(**fields) -> dict[str, object]:
    """A whole form, as a browser sends it."""
    return {"name": "Zebedee", "phone": "01632 960123", "once": uuid.uuid4(), **ASKED, **fields}
