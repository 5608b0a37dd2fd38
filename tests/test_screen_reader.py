"""What a screen reader says: the lines that matter."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import session_by_ear
from tests.screen_reader import is_installed, screen_reader

# where script/screen-reader wants the transcript
TRANSCRIPT = os.environ.get("GENIE_TRANSCRIPT")

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(not is_installed(), reason="Orca is not installed"),
]


@pytest.fixture
def reader(playwright, live_server, alice, tmp_path):
    """Orca on a window in which alice is signed in."""
    client = Client()
    client.force_login(alice)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    with screen_reader(playwright, tmp_path, cookies) as reader:
        yield reader


def test_it_reads_the_page(reader, live_server, session):
    reader.page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    said = " ".join(reader.heard("About you"))
    assert "About you" in said


@pytest.fixture
def heard(reader, live_server, session, demo_directory):
    """A session that is gone through by ear; its page is About you."""
    reader.page.goto(live_server.url + reverse("facilitation:about", args=[session.pk]))
    return session_by_ear.Heard(reader)


def test_a_whole_session(heard, session):
    try:
        for part in session_by_ear.WHOLE:
            part(heard)
    finally:
        if TRANSCRIPT:
            session_by_ear.write(heard.steps, Path(TRANSCRIPT))
    session.refresh_from_db()
    assert session.finished_at is not None
