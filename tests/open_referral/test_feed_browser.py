"""A mistyped feed, as a curator puts it right: with real clicks."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from open_referral.models import Feed, FeedRun
from tests.browser import axe, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mistyped() -> Feed:
    feed = Feed.objects.create(name="Council", url="https://counsil.example")
    FeedRun.objects.create(
        feed=feed,
        started_at=timezone.now(),
        finished_at=timezone.now(),
        outcome=FeedRun.Outcome.FAILED,
        message="No such host: please check the feed's address.",
    )
    return feed


@pytest.mark.full
def test_its_address_is_put_right(page, live_server, cora, mistyped, troubles):
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:open_referral_feed_change", args=[mistyped.pk]))
    assert "No such host: please check the feed's address." in page.inner_text("main")
    axe(page)
    # axe itself: it looks through a form with styles of its own
    assert [one for one in troubles if "Applying inline style" not in one] == []
    troubles.clear()
    page.get_by_label("Address").fill("https://council.example/v3")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/feed/")
    mistyped.refresh_from_db()
    assert (mistyped.url, mistyped.last_run_at) == ("https://council.example/v3", None)


@pytest.mark.full
def test_it_is_deleted(page, live_server, cora, mistyped):
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:open_referral_feed_change", args=[mistyped.pk]))
    page.get_by_role("link", name="Delete").click()
    yes = page.get_by_role("button", name="Yes")
    expect(yes).to_be_visible()
    axe(page)
    yes.click()
    page.wait_for_url("**/feed/")
    assert not Feed.objects.exists()
