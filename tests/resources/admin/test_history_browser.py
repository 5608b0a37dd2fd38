"""The curators' own pages in a real browser: nothing in the way of anyone, and by keyboard."""

import pghistory
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from resources.models import DuplicatePair, Provider, Resource
from tests.browser import axe, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def club(item_bank) -> Resource:
    provider = Provider.objects.create(name="Solent Friends")
    club = Resource.objects.create(
        name="Float and Natter", provider=provider, delivery=["phone"], description="Quiet talk."
    )
    with pghistory.context():
        club.description = "Loud talk."
        club.save()
    return club


@pytest.mark.full
def test_a_version_is_put_back_by_keyboard(page, live_server, cora, club):
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:resources_resource_history", args=[club.pk]))
    axe(page)
    button = page.get_by_role("button", name="Restore this version")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Float and Natter is as it was.").wait_for()
    club.refresh_from_db()
    assert club.description == "Quiet talk."


def test_the_desk_and_its_lists_are_for_everyone(page, live_server, cora, club):
    twin = Resource.objects.create(name="Float & Natter", provider=club.provider)
    first, second = sorted([club, twin], key=lambda one: one.pk)
    DuplicatePair.objects.create(first=first, second=second, score=1.5, reasons=["the same name"])
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:index"))
    axe(page)
    page.get_by_role("link", name="1 possible duplicates").click()
    page.get_by_role("link", name="Float").click()
    merge = page.get_by_role("button", name="They are the same: make them one")
    expect(merge).to_be_visible()
    axe(page)
    merge.click()
    page.get_by_text("The two are merged").wait_for()
    assert Resource.objects.count() == 1
