"""A curator decides between ours and a source's, and is asked before somebody's save is lost."""

import pytest
from django.urls import reverse

from resources.models import Resource
from tests.browser import axe, sign_in
from tests.resources.test_whose_word_stays import by_hand, entry, take_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("item_bank", "postcode_directory"),
]


@pytest.mark.full
def test_the_sources_is_taken_and_a_stale_form_asks_before_somebodys_save_is_lost(
    page, live_server, cora
):
    take_in(entry())
    by_hand(phone="01632 960999")
    take_in(entry())
    sign_in(page, live_server, cora)
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_role("link", name="fields of which a source says something else").click()
    page.get_by_role("checkbox", name="Select this object for an action").check()
    axe(page)
    page.locator("select[name=action]").select_option(label="Take the source’s")
    page.get_by_role("button", name="Go").click()
    page.get_by_text("1 taken.").wait_for()
    made = Resource.objects.get()
    assert made.phone == "01632 960123"

    page.goto(live_server.url + reverse("admin:resources_resource_change", args=[made.pk]))
    page.get_by_label("Description").first.fill("Typed here.")
    by_hand(phone="01632 960777")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("Phone: “01632 960123” is now “01632 960777”.").wait_for()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was changed successfully").wait_for()
    assert Resource.objects.get().description == "Typed here."
