"""Practice is begun, opened and seen to be practice; each guide is two pages when it is printed."""

import io

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from facilitation.roles import Role
from tests.browser import axe, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.full
def test_a_facilitator_begins_to_practise(page, live_server, alice):
    sign_in(page, live_server, alice)
    page.goto(live_server.url)
    page.get_by_role("link", name="Learning").click()
    page.get_by_role("button", name="Begin to practise").click()
    page.get_by_text("The card of Frank").click()
    expect(page.get_by_text("his face lights up")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Open Frank").click()
    mark = page.get_by_role("region", name="Practice")
    expect(mark).to_contain_text("This person is made up")
    axe(page)
    page.go_back()
    page.get_by_role("button", name="Begin again").click()
    page.get_by_role("button", name="Delete the practice").click()
    expect(page.get_by_text("Open Frank")).to_have_count(0)


@pytest.mark.full
def test_each_guide_is_two_pages_of_paper(page, live_server, mo):
    sign_in(page, live_server, mo)
    for role in Role:
        page.goto(live_server.url + reverse("learning:guide", args=[role.value]))
        page.wait_for_load_state("networkidle")
        broken = page.evaluate("[...document.images].filter(one => !one.naturalWidth).length")
        assert (role.value, broken) == (role.value, 0)
        axe(page)
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        with pikepdf.open(io.BytesIO(paper)) as file:
            assert (role.value, len(file.pages)) == (role.value, 2)
