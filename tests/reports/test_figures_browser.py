"""The manager's page in the browser, by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, sign_in
from tests.reports.crowd import make_crowd

pytestmark = pytest.mark.browser


@pytest.mark.full
def test_from_the_first_choice_to_what_a_person_costs_and_an_earlier_period(
    page, live_server, mo, alice, item_bank
):
    make_crowd(alice, 80)
    sign_in(page, live_server, mo)
    page.goto(live_server.url)
    page.get_by_role("navigation", name="You").get_by_text("Results").first.press("Enter")
    page.get_by_role("link", name="Figures").first.press("Enter")

    page.get_by_role("radio", name="A quarter").press("Space")
    page.get_by_role("button", name="Count the periods").press("Enter")
    table = page.get_by_role("table", name="In short")
    how = table.get_by_text("Sessions begun", exact=True)
    how.press("Enter")

    expect(table.get_by_text("by the day on which they began")).to_be_visible()
    expect(page.get_by_text("Nothing that can be told.")).to_have_count(2)
    axe(page)

    page.get_by_role("link", name="Rates of pay").press("Enter")
    page.get_by_label("Facilitator: pounds an hour").fill("20")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("table", name="Costs")).to_be_visible()
    axe(page)

    last = page.get_by_text("from 1").inner_text()
    page.get_by_label("Period", exact=True).select_option(index=1)
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("from 1")).not_to_have_text(last)


def test_a_researcher_takes_the_zip_out_and_sees_it_written_down(page, live_server, rhea):
    sign_in(page, live_server, rhea)
    page.goto(live_server.url + "/research/")
    button = page.get_by_role("button", name="Export (zip)")
    button.press("Enter")
    expect(page.get_by_role("link", name="Say which study it is for.")).to_be_visible()
    axe(page)

    page.get_by_label("Which study is it for?").fill("Solent 2026")
    with page.expect_download() as download:
        button.press("Enter")

    assert download.value.suggested_filename.endswith(".zip")
    page.goto(live_server.url + "/research/")
    expect(page.get_by_role("table", name="What was exported")).to_contain_text("Solent 2026")
    axe(page)
