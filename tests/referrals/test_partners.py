"""A manager's partners, their links and posters."""

import pytest
from django.urls import reverse

from referrals.models import Partner

pytestmark = pytest.mark.django_db


def test_adding_a_partner_makes_a_link_and_a_poster_with_it(as_mo, mo):
    answer = as_mo.post(reverse("referrals:partners"), {"name": "Portswood Surgery"}, follow=True)
    partner = Partner.objects.get()
    address = reverse("referrals:refer", args=[partner.key])
    assert partner.organisation == mo.organisation
    assert address in answer.text
    poster = as_mo.get(reverse("referrals:poster", args=[partner.pk])).text
    assert address in poster
    assert "<svg" in poster


def test_a_double_click_makes_one_partner(as_mo):
    once = "11111111-1111-4111-8111-111111111111"
    for _ in range(2):
        as_mo.post(reverse("referrals:partners"), {"name": "Portswood Surgery", "once": once})
    assert Partner.objects.count() == 1


def test_two_partners_of_one_name_are_refused(as_mo, partner):
    answer = as_mo.post(reverse("referrals:partners"), {"name": "portswood  surgery"})
    assert "There is a partner of this name already." in answer.text


def test_stopping_and_taking_referrals_again(as_mo, partner):
    for allowed in ("no", "yes"):
        as_mo.post(reverse("referrals:allow", args=[partner.pk]), {"allowed": allowed})
        partner.refresh_from_db()
        assert partner.is_active == (allowed == "yes")


@pytest.mark.parametrize("what", ["partner", "poster", "renew", "allow"])
def test_partners_are_their_own_managers_alone(client, alice, eve, partner, what):
    address = reverse(f"referrals:{what}", args=[partner.pk])
    method = client.post if what in {"renew", "allow"} else client.get
    for user in (alice, eve):
        client.force_login(user)
        assert method(address).status_code == 404
