"""Things the person used to enjoy: noted on the map's page, shown beside the preferences."""

import pytest
from django.urls import reverse

from facilitation import actions as facilitation
from facilitation.models import Session


@pytest.fixture
def url(session):
    return reverse("mapping:drop_activity", args=[session.pk])


def noted(session):
    return [activity.name for activity in session.dropped_activities.all()]


def test_noting_one_and_taking_it_off(as_alice, session, url):
    as_alice.post(url, {"name": " Swimming "})
    as_alice.post(url, {"name": "Chess"})
    as_alice.post(url, {"name": "Chess"})
    assert noted(session) == ["Swimming", "Chess"]

    as_alice.post(url, {"remove": session.dropped_activities.first().pk})
    assert noted(session) == ["Chess"]


def test_they_are_shown_on_the_map_s_page_and_beside_the_preferences(
    as_alice, session, url, item_bank
):
    as_alice.post(url, {"name": "Crossword"})
    as_alice.post(url, {"name": "<b>swimming</b>"})

    for page in ("mapping:network", "preferences:preferences"):
        html = as_alice.get(reverse(page, args=[session.pk])).content.decode()
        assert "Crossword" in html
        assert "&lt;b&gt;swimming&lt;/b&gt;" in html
    assert "From your map: you used to enjoy" in html


def test_nothing_noted_nothing_said_beside_the_preferences(as_alice, session, item_bank):
    html = as_alice.get(reverse("preferences:preferences", args=[session.pk])).content.decode()

    assert "you used to enjoy" not in html


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"name": ""}, "Type what it was."),
        ({"name": "x" * 61}, "Use 60 letters or fewer."),
        ({}, "Type what it was."),
        ({"remove": "x"}, "Type what it was."),
    ],
)
def test_a_mistake_is_explained(as_alice, session, url, posted, said):
    answer = as_alice.post(url, posted, follow=True)

    assert said in answer.content.decode()
    assert noted(session) == []


@pytest.mark.parametrize("remove", ["9" * 400, "0", "²"])
def test_taking_off_what_is_not_there_is_harmless(as_alice, url, remove):
    assert as_alice.post(url, {"remove": remove}).status_code == 302


def test_only_of_this_session(as_alice, alice, session, url):
    other = Session.objects.create(participant=session.participant, facilitator=alice)
    activity = other.dropped_activities.create(name="Chess")

    as_alice.post(url, {"remove": activity.pk})

    assert noted(other) == ["Chess"]


def test_someone_else_s_session_and_a_finished_one(client, as_alice, alice, bob, session, url):
    facilitation.finish(session=session, by=alice)
    assert as_alice.post(url, {"name": "Chess"}).status_code == 403
    client.force_login(bob)
    assert client.post(url, {"name": "Chess"}).status_code == 404
