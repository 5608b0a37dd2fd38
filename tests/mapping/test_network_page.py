"""Stage 1 without JavaScript: everything through the list and plain forms."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facilitation import actions as facilitation
from facilitation.models import Session
from mapping import actions
from mapping.models import Member

ANN = {"name": "Ann", "relationship": "sibling", "frequency": "daily", "work": [], "ring": 2}


def url(name, session, *args):
    return reverse(f"mapping:{name}", args=[session.pk, *args])


@pytest.fixture
def ann(session):
    actions.add_member(session=session, details=ANN)
    return session.members.get()


def test_the_page_shows_everyone_in_words_and_in_the_picture(as_alice, session, ann):
    page = as_alice.get(url("network", session)).content.decode()

    assert 'aria-label="Ann, sibling, middle circle, seen every day"' in page
    assert "sibling · daily" in page


def test_someone_is_added(as_alice, session):
    answer = as_alice.post(
        url("network", session),
        {"name": " Raj  next door ", "relationship": "neighbour", "ring": 3},
    )

    assert answer.status_code == 302
    member = session.members.get()
    assert (member.name, member.relationship, member.ring) == ("Raj next door", "neighbour", 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Type a first name or a nickname."),
        ({"name": "x" * 300}, "Use 40 letters or fewer."),
        ({"name": "\x00"}, "Type a first name or a nickname."),
        ({"ring": "7"}, "Choose one of the three circles."),
        ({"relationship": "best mate"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_added_is_explained_and_what_was_typed_is_kept(
    as_alice, session, typed, said
):
    answer = as_alice.post(url("network", session), {"name": "Ann", "ring": 2} | typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "<title>Error: " in page
    assert session.members.count() == 0


def test_what_was_typed_is_kept(as_alice, session):
    answer = as_alice.post(
        url("network", session), {"name": "Ann", "relationship": "child", "ring": 9}
    )

    page = answer.content.decode()
    assert 'value="Ann"' in page
    assert '<option value="child" selected>' in page


@pytest.mark.parametrize("name", ["👩🏽‍🦳 Ann", "<b>Ann</b>", "=1+1", "مريم", "O'Brien"])
def test_unusual_names_are_kept_and_shown_as_typed(as_alice, session, name):
    as_alice.post(url("network", session), {"name": name, "ring": 1})

    assert session.members.get().name == name
    assert "<b>Ann</b>" not in as_alice.get(url("network", session)).content.decode()


def test_someone_s_details_are_changed_and_another_ring_moves_them(as_alice, session, ann):
    answer = as_alice.post(
        url("member", session, ann.pk),
        {
            "name": "Annie",
            "relationship": "child",
            "ring": 1,
            "frequency": "weekly",
            "work": ["emotional", "illness"],
        },
    )

    assert answer.status_code == 302
    changed = session.members.get()
    assert changed.pk == ann.pk
    assert changed.state | {"x": 0, "y": 0} == {
        "name": "Annie",
        "relationship": "child",
        "frequency": "weekly",
        "work": ["illness", "emotional"],
        "ring": 1,
        "x": 0,
        "y": 0,
        "tie_status": "",
        "previous": None,
    }
    assert (changed.x, changed.y) != (ann.x, ann.y)


def test_the_form_for_someone_shows_what_is_known(as_alice, session, ann):
    page = as_alice.get(url("member", session, ann.pk)).content.decode()

    assert 'value="Ann"' in page
    assert '<option value="daily" selected>' in page


def test_a_mistake_in_someone_s_details_is_explained(as_alice, session, ann):
    answer = as_alice.post(url("member", session, ann.pk), {"name": "", "ring": 1})

    assert "Type a first name or a nickname." in answer.content.decode()
    assert session.members.get().state == ann.state


def test_moving_from_the_list(as_alice, session, ann):
    as_alice.post(url("move", session, ann.pk), {"ring": 3})

    moved = session.members.get()
    assert (moved.ring, moved.name, moved.frequency) == (3, "Ann", "daily")


@pytest.mark.parametrize("ring", ["", "9", "x", "\x00"])
def test_moving_nowhere_is_explained(as_alice, session, ann, ring):
    answer = as_alice.post(url("move", session, ann.pk), {"ring": ring}, follow=True)

    assert "Choose one of the three circles." in answer.content.decode()
    assert session.members.get().state == ann.state


def test_taking_off_undo_and_redo(as_alice, session, ann):
    answer = as_alice.post(url("remove", session, ann.pk), follow=True)
    assert "Ann is off the map. Undo puts them back." in answer.content.decode()
    assert session.members.count() == 0

    as_alice.post(url("undo", session))
    assert session.members.get().state == ann.state

    as_alice.post(url("redo", session))
    assert session.members.count() == 0


def test_undo_and_redo_with_nothing_to_do_are_harmless(as_alice, session):
    for name in ("undo", "redo"):
        assert as_alice.post(url(name, session)).status_code == 302


def test_a_finished_session_is_shown_but_not_changed(as_alice, alice, session, ann):
    facilitation.finish(session=session, by=alice)

    page = as_alice.get(url("network", session))
    assert "This session is finished." in page.content.decode()
    assert as_alice.post(url("network", session), {"name": "Raj", "ring": 1}).status_code == 403
    assert as_alice.post(url("remove", session, ann.pk)).status_code == 403
    assert Member.objects.count() == 1


def test_a_member_of_another_map_is_not_found(as_alice, alice, session, ann):
    other = Session.objects.create(participant=session.participant, facilitator=alice)

    for name in ("member", "move", "remove"):
        assert as_alice.post(url(name, other, ann.pk), {"ring": 1}).status_code == 404
        assert as_alice.post(url(name, session, uuid.uuid4()), {"ring": 1}).status_code == 404


def test_someone_else_s_map_is_not_found(client, bob, eve, session, ann):
    for user in (bob, eve):
        client.force_login(user)
        assert client.get(url("network", session)).status_code == 404
        assert client.post(url("changes", session)).status_code == 404


@pytest.mark.parametrize("name", ["move", "remove"])
def test_the_wrong_verb(as_alice, session, ann, name):
    assert as_alice.get(url(name, session, ann.pk)).status_code == 405


def test_one_more_member_costs_no_more_queries(as_alice, session, ann):
    facilitation.pause(session=session)  # the clock writes now and then
    as_alice.get(url("network", session))
    with CaptureQueriesContext(connection) as one:
        as_alice.get(url("network", session))
    for name in ("Raj", "Maya"):
        actions.add_member(session=session, details={**ANN, "name": name})
    facilitation.pause(session=session)
    with CaptureQueriesContext(connection) as three:
        as_alice.get(url("network", session))

    assert len(three) == len(one)


@pytest.mark.parametrize(
    "typed", ["Ann\r\n\r\n  Raj  next door \nMaya", "Ann, Raj next door,, Maya;"]
)
def test_several_are_named_at_once(as_alice, session, typed):
    as_alice.post(url("network", session), {"name": typed, "ring": 3})

    found = sorted((member.name, member.ring) for member in session.members.all())
    assert found == [("Ann", 3), ("Maya", 3), ("Raj next door", 3)]
    assert session.map_changes.count() == 3


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (" , ;", "Type a first name or a nickname."),
        ("Ann\n" + "x" * 41, "Use 40 letters or fewer for each name."),
        ("x\n" * 4000, "That is too much at once."),
    ],
)
def test_several_with_a_mistake_are_not_half_added(as_alice, session, names, said):
    answer = as_alice.post(url("network", session), {"name": names, "ring": 3})

    assert said in answer.content.decode()
    assert session.members.count() == 0


def test_who_is_named_without_a_place_waits_and_is_placed(as_alice, session):
    as_alice.post(url("network", session), {"name": "Ann, Raj"})
    waiting = as_alice.get(url("network", session)).content.decode()
    raj = session.members.get(name="Raj")

    as_alice.post(url("move", session, raj.pk), {"ring": 1})

    assert "Still to place · <span data-waiting>2</span>" in waiting
    assert sorted(session.members.values_list("name", "ring")) == [("Ann", None), ("Raj", 1)]
    as_alice.post(url("undo", session))
    assert session.members.on_map().count() == 0
    assert session.members.unplaced().count() == 2


def test_that_nobody_helps_is_noted_and_taken_back(as_alice, session):
    answer = as_alice.post(url("nobody", session), {"work": "illness", "nobody": "on"})

    assert answer.url == url("network", session) + "?lens=illness"
    assert session.network_result.measures["nobody_does"] == ["illness"]
    as_alice.post(url("nobody", session), {"work": "illness"})
    session.network_result.refresh_from_db()
    assert session.network_result.measures["nobody_does"] == []
    as_alice.post(url("nobody", session), {"work": "magic", "nobody": "on"})
    assert session.nobody_helps.count() == 0
