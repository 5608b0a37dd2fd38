import pytest
from django.urls import reverse

from mapping import actions
from tests.browser import sign_in
from tests.mapping.hands import ANN


@pytest.fixture
def ann(session):
    """Ann, on the map."""
    actions.add_member(session=session, details=ANN)
    return session.members.get()


@pytest.fixture
def open_map(live_server, alice, session):
    """Opens the session's map, with alice signed in, in the given page."""

    def opened(page):
        sign_in(page, live_server, alice)
        page.goto(live_server.url + reverse("mapping:network", args=[session.pk]))
        return page

    return opened
