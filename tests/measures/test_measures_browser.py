"""What is asked before the map, without a connection."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from measures import actions
from measures.models import Measure, MeasureResult
from tests.browser import sign_in, written

pytestmark = pytest.mark.browser


@pytest.mark.full
def test_the_questions_are_answered_without_a_connection(
    new_context, live_server, alice, mo, session, item_bank, troubles
):
    call_command("load_measures", verbosity=0)
    actions.choose(manager=mo, measures=[Measure.objects.get(key="ucla-3")], shows_change=False)
    page = new_context(service_workers="allow").new_page()
    sign_in(page, live_server, alice)
    page.goto(f"{live_server.url}/sessions/{session.pk}/about/")
    page.wait_for_function(
        "() => Object.keys(localStorage).some(key => key.endsWith('/questions/'))"
        " && navigator.serviceWorker.controller"
    )
    page.context.set_offline(True)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("group", name="left out").get_by_role("radio", name="Some of the time").check()
    expect(written(page, "Waiting for the connection")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label("Add someone")).to_be_visible()

    page.context.set_offline(False)
    expect(written(page, "Saved ✓")).to_be_visible()
    assert MeasureResult.objects.get().answers == {"left-out": 2}
    troubles[:] = [line for line in troubles if "ERR_INTERNET_DISCONNECTED" not in line]
