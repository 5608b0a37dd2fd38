"""Nobody touches the tablet any more: it asks, signs out, keeps the work for whom it belongs to,
and shows it to nobody else."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import axe, sign_in, written

pytestmark = pytest.mark.browser

NAME = "What would you like to be called?"
ASKED = "Are you still there?"


def type_password(page, user) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()


def kept(page) -> list[str]:
    values: list[str] = page.evaluate("() => Object.values(localStorage)")
    return values


@pytest.fixture
def about(page, live_server, alice, session):
    """Alice's page, on a clock that the test moves."""
    page.clock.install()
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    return page


def forgive(troubles: list[str]) -> None:
    """What was cut off here, what the clock asked after the end, and somebody else's session."""
    expected = ("ERR_FAILED", "status of 401", "status of 404")
    troubles[:] = [one for one in troubles if not any(what in one for what in expected)]


def leave_alone(page) -> None:
    page.clock.run_for(5_000)
    page.clock.fast_forward("29:00")
    page.clock.run_for(90_000)


def test_it_asks_first_and_whoever_is_there_goes_on(about):
    page = about
    page.clock.fast_forward("28:30")
    page.clock.run_for(6_000)

    expect(page.get_by_role("alertdialog", name=ASKED)).to_be_visible()
    expect(page.get_by_role("button", name="I am still here")).to_be_focused()
    axe(page)
    with page.expect_response("**/still-here/"):
        page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.fast_forward("20:00")
    page.get_by_label(NAME).press("a")
    page.clock.fast_forward("20:00")
    page.clock.run_for(6_000)
    expect(page.get_by_role("alertdialog")).to_be_hidden()


@pytest.mark.full
def test_what_waits_is_kept_for_its_user(about, alice, session, troubles):
    page = about
    page.route("**/about/", lambda route: route.abort())
    page.get_by_label(NAME).fill("Margaret")
    page.clock.run_for(2_000)
    expect(written(page, "Waiting for the connection")).to_be_visible()
    leave_alone(page)

    expect(page.get_by_text("You were signed out, as nothing was done")).to_be_visible()
    axe(page)
    assert kept(page) != []
    assert "Margaret" not in str(kept(page))
    page.unroute_all()
    type_password(page, alice)
    expect(page.get_by_label(NAME)).to_have_value("Margaret")
    page.clock.run_for(5_000)
    expect(page.get_by_text("Saved ✓")).to_be_visible()
    session.participant.refresh_from_db()
    assert session.participant.name == "Margaret"
    forgive(troubles)


def test_and_is_neither_shown_to_the_next_nor_left_for_them(about, bob, session, troubles):
    page = about
    page.route("**/about/", lambda route: route.abort())
    page.get_by_label(NAME).fill("Margaret")
    page.clock.run_for(2_000)
    expect(written(page, "Waiting for the connection")).to_be_visible()
    leave_alone(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    page.unroute_all()
    type_password(page, bob)

    expect(
        page.get_by_text("Page not found").or_(page.get_by_role("heading")).first
    ).to_be_visible()
    assert "Margaret" not in page.content()
    page.get_by_role("link", name="Genie").click()
    assert kept(page) == []
    session.participant.refresh_from_db()
    assert session.participant.name == ""
    forgive(troubles)
