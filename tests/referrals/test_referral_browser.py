"""From a partner's phone to a facilitator's session, with nothing typed twice."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from referrals.models import Referral
from tests.browser import axe, sign_in, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.full
def test_a_receptionist_refers_on_a_phone_and_a_facilitator_sits_down_with_them(
    page, live_server, partner, alice
):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("referrals:refer", args=[partner.key]))
    axe(page)
    page.get_by_role("button", name="Send the referral").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Their name").fill("Zebedee")
    page.get_by_label("Telephone", exact=True).fill("01632 960123")
    page.get_by_label("Postcode").fill("so171bj")
    page.get_by_label("Lonely, or sees few people").check()
    page.get_by_label("They agree that this is sent to").check()
    page.get_by_label("Your name").fill("Rita")
    page.get_by_role("button", name="Send the referral").click()
    expect(page.get_by_role("heading", name="Thank you: it has arrived")).to_be_visible()
    expect(page.get_by_text(Referral.objects.get().code)).to_be_visible()

    sign_in(page, live_server, alice)
    page.goto(live_server.url)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Referrals").click()
    page.get_by_role("link", name="Zebedee").click()
    accept = page.get_by_role("button", name="Accept, and make the session")
    expect(accept).to_be_visible()
    axe(page)
    accept.click()
    expect(page.get_by_label("What would you like to be called?")).to_have_value("Zebedee")
    expect(page.get_by_label("What is your postcode?")).to_have_value("SO17 1BJ")


def test_without_a_connection_what_was_typed_stays(page, live_server, partner, troubles):
    page.goto(live_server.url + reverse("referrals:refer", args=[partner.key]))
    page.get_by_label("Their name").fill("Zebedee")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the referral").click()
    expect(written(page, "That needs the connection")).to_be_visible()
    expect(page.get_by_label("Their name")).to_have_value("Zebedee")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send the referral").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("Their name")).to_have_value("Zebedee")
