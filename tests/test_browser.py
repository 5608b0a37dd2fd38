"""The watch kept on every browser test, tried on pages that deserve it."""

import pytest

pytestmark = pytest.mark.browser


def test_errors_in_the_console_and_in_the_page_are_noticed(page, troubles):
    page.set_content("<script>console.error('lost')</script><script>lost()</script>")

    assert [trouble.partition(" (")[0] for trouble in troubles] == [
        "console error: lost",
        "page error: lost is not defined",
    ]
    troubles.clear()


def test_a_request_to_another_host_is_noticed(page, troubles):
    page.route("https://elsewhere.example/*", lambda route: route.fulfill(body=""))

    page.set_content("<link rel='stylesheet' href='https://elsewhere.example/style.css'>")

    assert troubles == ["request to another host: https://elsewhere.example/style.css"]
    troubles.clear()


def test_the_icon_that_browsers_ask_for_is_there(page, live_server):
    response = page.goto(live_server.url + "/favicon.ico")

    assert (response.status, response.headers["content-type"]) == (200, "image/svg+xml")
