"""A case study in a browser: a name is refused beside its field, the person agrees, a manager
approves it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from case_studies.models import CaseStudy
from case_studies.vocabulary import CHECKS
from tests.browser import axe, sign_in

pytestmark = pytest.mark.browser


def tick_all(page) -> None:
    for sentence in CHECKS.values():
        page.get_by_role("checkbox", name=sentence).check()


@pytest.mark.full
def test_a_case_study_from_draft_to_approval(page, live_server, alice, mo, pair):
    sign_in(page, live_server, alice)
    page.goto(live_server.url + reverse("facilitation:participant", args=[pair.participant_id]))
    page.get_by_role("link", name="Case study").click()
    page.get_by_label("What is it about?").fill("Walking again")
    page.get_by_label("How were things at first?").fill("Only Zebedee’s visits were left.")
    page.get_by_label("What did they take up").fill("A walking group.")
    page.get_by_role("checkbox", name="GP practices").check()
    page.get_by_role("button", name="Save, and read it together").click()
    page.get_by_role("link", name="“Zebedee’s” is somebody on the map").click()
    field = page.get_by_label("How were things at first?")
    expect(field).to_be_focused()
    axe(page)
    field.fill("Only a friend’s visits were left.")
    page.get_by_role("button", name="Save, and read it together").click()
    expect(page.get_by_role("img", name="At the first session: 1 on the map")).to_be_visible()
    axe(page)
    page.get_by_role("checkbox", name="I have read this page about me").check()
    tick_all(page)
    page.get_by_role("button", name="They agree").click()
    expect(page.get_by_text("Your manager reads it next")).to_be_visible()

    sign_in(page, live_server, mo)
    page.goto(live_server.url + reverse("case_studies:library"))
    page.get_by_role("link", name="Walking again").click()
    expect(page.get_by_role("button", name="Approve it")).to_be_visible()
    axe(page)
    tick_all(page)
    page.get_by_role("button", name="Approve it").click()
    page.get_by_label("Condition").select_option("Diabetes")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("There is no case study of this kind")).to_be_visible()
    axe(page)
    assert CaseStudy.objects.get().approved_by == mo
