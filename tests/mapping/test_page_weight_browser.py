"""What the map's page weighs, compressed and with nothing in the browser's cache."""

import gzip

import pytest
from django.urls import reverse

from mapping import actions
from tests.browser import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def weights(page, live_server, alice, session) -> dict[str, int]:
    """Bytes by kind of everything the page loads, each compressed as WhiteNoise compresses it;
    a font is compressed already."""
    for number in range(15):
        details = {
            "name": f"Someone {number}",
            "relationship": "friend",
            "ring": 1 + number % 3,
            "frequency": "weekly",
            "work": [],
        }
        actions.add_member(session=session, details=details)
    sign_in(page, live_server, alice)
    loaded: dict[str, int] = {}

    def weigh(response):
        kind = response.request.resource_type
        body = response.body()
        size = len(body) if kind == "font" else len(gzip.compress(body, 9))
        loaded[kind] = loaded.get(kind, 0) + size

    page.on("response", weigh)
    page.goto(live_server.url + reverse("mapping:network", args=[session.pk]))
    page.wait_for_load_state("networkidle")
    return loaded


def test_under_120_kilobytes_of_which_script_under_48(weights):
    assert weights["script"] > 0
    assert weights["script"] < 48_000
    assert sum(weights.values()) < 120_000


def test_the_page_itself_is_sent_compressed(as_alice, session):
    address = reverse("mapping:network", args=[session.pk])
    answer = as_alice.get(address, headers={"accept-encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
