import pytest

from referrals.models import Partner, Referral
from tests.referrals.build import make_partner, make_referral


@pytest.fixture
def partner(organisation) -> Partner:
    return make_partner(organisation)


@pytest.fixture
def referral(partner) -> Referral:
    return make_referral(partner)


@pytest.fixture
def as_mo(client, mo):
    client.force_login(mo)
    return client
