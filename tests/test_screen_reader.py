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
    url = live_server.url + reverse("facilitation:about", args=[session.pk])
    assert "About you" in " ".join(reader.open(url, "About you"))


@pytest.fixture
def heard(reader, live_server, session, demo_directory):
    """A session that is gone through by ear; its page is About you."""
    heard = session_by_ear.Heard(reader)
    heard.step("About you")
    url = live_server.url + reverse("facilitation:about", args=[session.pk])
    heard.note("(the page opens)", reader.open(url, "About you"))
    return heard


def test_a_whole_session(heard, session):
    try:
        for part in session_by_ear.WHOLE:
            part(heard)
    finally:
        if TRANSCRIPT:
            session_by_ear.write(heard.steps, Path(TRANSCRIPT))
    session.refresh_from_db()
    assert session.finished_at is not None
    check_what_was_said(heard)


def check_what_was_said(heard):
    """The lines that matter: where a member is now, a choice, a refusal, a cut line."""
    about = heard.said("About you")
    assert about.count("Error: Write a year between") == 1
    assert heard.said("About you: what was refused").count("There is a problem") == 1
    named = heard.said("The map: naming three people")
    assert all(f"{name}, to be placed" in named for name in ("Ann", "Raj", "Mary"))
    moves = heard.said("The map: placing by key")
    assert "Ann, added to the outer circle" in moves
    assert "Ann, moved to the middle circle" in moves
    assert moves.count("Ann, moved") == 4  # at every key, and at none twice
    assert "saved" not in moves.lower()
    assert "Ann, outer circle" in heard.said("The map: a circle where somebody is already")
    cut = heard.said("The map: the line is cut")
    assert "Ann, moved to the inner circle" in cut
    assert "No connection. What you do is kept on this device" in cut
    assert cut.count("Everything is saved") == 1
    asked = heard.said("The map: a question asked on the picture")
    assert "Who helps with your health? Not asked yet" in asked
    assert "1 person" in asked
    assert "1 of 13 answered. Next: which of these?" in heard.said("What you like")
    choices = heard.said("What's near you: choosing")
    assert choices.count("is one of your three.") == 3
    refused = heard.said("What's near you: a fourth is refused")
    assert refused.count("You have three already") == 1
