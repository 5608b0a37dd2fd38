"""The second step as somebody meets it who keeps the directory: set up, used, lost, by passkey."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from facilitation.sign_in.second_factor import NEEDED
from tests.browser import axe
from tests.facilitation.test_second_factor import code_for

pytestmark = pytest.mark.browser


def type_password(page, user) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_passkeys(page) -> None:
    """A device that knows passkeys, and somebody who says yes to it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_set_up_used_lost_and_by_passkey(page, live_server, cora, settings):
    settings.GENIE_SECOND_FACTOR = "admin"
    with_passkeys(page)
    page.goto(live_server.url + reverse("admin:index"))
    type_password(page, cora)

    # led to where it is set up
    expect(page.get_by_text(NEEDED).first).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Your password").fill("correct horse")
    axe(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("I cannot scan it").click()
    fours = page.locator("details strong").inner_text().split()
    assert [len(four) for four in fours] == [4] * 8
    secret = "".join(fours)
    axe(page)
    page.get_by_label("Code").fill("12")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("That code is not right").first).to_be_visible()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    codes = page.locator(".codes li").all_inner_texts()
    axe(page)
    page.get_by_role("link", name="I have kept them").click()
    page.goto(live_server.url + reverse("admin:index"))
    expect(page.get_by_role("link", name="Entries", exact=True).first).to_be_visible()

    # a passkey as well
    page.goto(live_server.url + reverse("mfa_index"))
    axe(page)
    page.get_by_role("link", name="Add a passkey").click()
    add = page.get_by_role("button", name="Add it")
    expect(add).to_be_visible()
    axe(page)
    add.click()
    expect(page.get_by_text("Passkey, added")).to_be_visible()

    # signing in with each
    for way in ("code", "recovery code", "passkey"):
        page.get_by_role("button", name="Sign out").click()
        type_password(page, cora)
        expect(page.get_by_role("heading", name="Second step")).to_be_visible()
        axe(page)
        if way == "passkey":
            page.get_by_role("button", name="Use my passkey").click()
        else:
            cache.clear()
            page.get_by_label("Code").fill(codes[0] if way == "recovery code" else code_for(secret))
            page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
