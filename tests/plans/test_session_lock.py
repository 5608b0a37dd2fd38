"""Every change of anything in a session takes the session's one lock: none comes after Finish, and
no two meet. Here because plans may know every app that a session is made of."""

import datetime as dt
import inspect
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.test import Client
from django.urls import reverse

import facilitation.actions
import mapping.actions
import plans.actions
import preferences.actions
import resources.near.actions
from facilitation.actions import erase, finish, pause
from facilitation.locks import GoneError, SessionFinishedError
from facilitation.models import Session
from geography.vocabulary import PointSource
from mapping.changes import Change
from mapping.models import Member, NetworkResult
from plans.models import PlanItem
from preferences.models import Item, Questionnaire
from resources.models import Home, Resource
from tests.mapping.hands import ANN
from tests.tiers import tried
from tests.windows import at_once

pytestmark = pytest.mark.sweep

MODULES = [
    facilitation.actions,
    mapping.actions,
    preferences.actions,
    plans.actions,
    resources.near.actions,
]
STATE = {**ANN, "x": 0.4, "y": 0.45, "previous": None}


def add() -> Change:
    return Change(uuid.uuid4(), uuid.uuid4(), None, STATE)


# each change, and what it is given; a function is called when everything is there
CHANGES = {
    "facilitation.actions.save_about": lambda w: {
        "details": {"name": "M"},
        "agreed": ["keep"],
        "by": w["session"].facilitator,
    },
    "mapping.actions.apply_changes": lambda w: {"changes": [add()]},
    "mapping.actions.exchange": lambda w: {"changes": [add()], "since": 0},
    "mapping.actions.add_member": lambda w: {"details": ANN},
    "mapping.actions.place_as_last_time": lambda w: {},
    "mapping.actions.say_nobody_helps": lambda w: {"work": "illness", "nobody": True},
    "mapping.actions.add_members": lambda w: {"everyone": [ANN]},
    "mapping.actions.edit_member": lambda w: {"details": {**ANN, "name": "Annie"}},
    "mapping.actions.remove_member": lambda w: {},
    "mapping.actions.undo": lambda w: {},
    "mapping.actions.redo": lambda w: {},
    "mapping.actions.drop_activity": lambda w: {"name": "Chess"},
    "mapping.actions.forget_activity": lambda w: {"pk": w["session"].dropped_activities.get().pk},
    "mapping.actions.choose_type": lambda w: {
        "chosen_type": "diverse",
        "reason": "I know",
        "by": w["session"].facilitator,
    },
    "preferences.actions.save_answer": lambda w: {
        "item": Item.objects.get(number=1),
        "choice": "yes",
        "kept": [],
    },
    "plans.actions.choose": lambda w: {"resource": Resource.objects.get(), "place": None},
    "plans.actions.unchoose": lambda w: {},
    "plans.actions.move": lambda w: {"by": 1},
    "plans.actions.save_priority": lambda w: {
        "first_step": "Ring",
        "with_members": [],
        "barriers": [],
        "what_would_help": "",
    },
    "plans.actions.save_meeting": lambda w: {"day": dt.date(2027, 2, 26), "time": None},
    "plans.actions.save_outcome": lambda w: {
        "item": w["earlier"],
        "outcome": "went_once",
        "reason": "",
    },
    "plans.actions.carry_over": lambda w: {"item": w["earlier"]},
    "plans.actions.join_map": lambda w: {"item": w["earlier"]},
    "plans.actions.leave_map_as_it_was": lambda w: {},
    "resources.near.actions.choose_home": lambda w: {
        "point": Point(-1.4, 50.9, srid=4326),
        "source": PointSource.PIN,
    },
    "resources.near.actions.go_home": lambda w: {},
}
# what happens to the session as a whole, or is only worked out from what is there
NO_CHANGES = {
    *(
        f"facilitation.actions.{name}"
        for name in (
            "start_follow_up", "enter_stage", "keep_time", "pause", "resume", "finish", "reopen",
        )
    ),
    "mapping.actions.begin_from_last",
    "mapping.actions.result_of",
    "resources.near.actions.find_home",
    "resources.near.actions.keep_filters",
    "resources.near.actions.record_shown",
}  # fmt: skip


def of_a_session(function) -> bool:
    parameters = inspect.signature(function).parameters.values()
    keywords = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    return bool(keywords & {"session", "item", "member", "result"})


def test_every_action_on_a_session_is_in_one_of_the_lists_above():
    found = {
        f"{module.__name__}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and of_a_session(function)
    }

    assert found == {*CHANGES, *NO_CHANGES}


@pytest.fixture
def world(alice, session, strollers) -> dict:
    """A follow-up with something of everything in it, and a priority of the session before."""
    earlier = plans.actions.choose(session=session, resource=strollers, place=None)
    finish(session=session, by=alice)
    follow_up = facilitation.actions.start_follow_up(session=session, facilitator=alice)
    mapping.actions.add_member(session=follow_up, details=ANN)
    mapping.actions.drop_activity(session=follow_up, name="Bowls")
    plans.actions.choose(session=follow_up, resource=strollers, place=None)
    return {"session": follow_up, "earlier": earlier}


def read_again(world: dict) -> dict:
    return {key: type(one).objects.get(pk=one.pk) for key, one in world.items()}


def in_another_window(name: str, world: dict):
    """The action, called with everything as a window has it that was opened just now."""
    module, _, function = name.rpartition(".")
    action = getattr(next(one for one in MODULES if one.__name__ == module), function)
    session = Session.objects.select_related("participant").get(pk=world["session"].pk)
    its = {
        "session": lambda: session,
        "item": lambda: PlanItem.objects.select_related("session").get(session=session),
        "member": lambda: Member.objects.select_related("session").get(session=session),
        "result": lambda: NetworkResult.objects.select_related("session").get(session=session),
    }
    given = CHANGES[name](world)
    asked = inspect.signature(action).parameters
    given = {key: get() for key, get in its.items() if key in asked} | given
    return lambda: action(**given)


def test_no_change_comes_after_finish(alice, world, apart):
    for name in CHANGES:
        with apart(name=name):
            now = read_again(world)
            act = in_another_window(name, now)
            finish(session=now["session"], by=alice)

            with pytest.raises(SessionFinishedError):
                act()


def test_no_change_comes_after_the_person_was_erased(alice, world, apart):
    for name in CHANGES:
        with apart(name=name):
            now = read_again(world)
            act = in_another_window(name, now)
            erase(participant=now["session"].participant, by=alice)

            with pytest.raises(GoneError):
                act()


def test_every_change_ends_a_break(world, apart):
    for name in CHANGES:
        with apart(name=name):
            now = read_again(world)
            act = in_another_window(name, now)
            pause(session=now["session"])

            act()

            assert not Session.objects.get(pk=world["session"].pk).paused


# Two windows at once


def url(name: str, session: Session) -> str:
    return reverse(name, args=[session.pk])


def changes_body() -> str:
    change = {"id": uuid.uuid4(), "member": uuid.uuid4(), "kind": "do", "of": None}
    body = {"since": 0, "changes": [{**change, "before": None, "after": STATE}]}
    return json.dumps(body, default=str)


POSTS: dict[str, Callable[[Session], dict[str, Any]]] = {
    "facilitation:about": lambda w: {"data": {"agreed": "keep", "name": "Margaret"}},
    "mapping:changes": lambda w: {"data": changes_body(), "content_type": "application/json"},
    "mapping:network": lambda w: {"data": {"name": "Bo", "ring": 1}},
    "mapping:undo": lambda w: {},
    "mapping:drop_activity": lambda w: {"data": {"name": "Chess"}},
    "preferences:preferences": lambda w: {
        "data": {"questionnaire": Questionnaire.objects.get().pk, "go": "here", "1-choice": "yes"}
    },
    "resources:choose_home": lambda w: {"data": {"latitude": 50.9, "longitude": -1.4}},
    "plans:choose": lambda w: {"data": {"resource": Resource.objects.get().pk}},
    "plans:unchoose": lambda w: {"data": {"resource": Resource.objects.get().pk}},
    "plans:save": lambda w: {"data": {"meeting-day": "2027-02-26", "do": "save"}},
}


# That what is erased stays so is held above for every action; between windows, one of each kind.
SOME = ["facilitation:about", "mapping:changes", "plans:save"]
OTHERS = [name for name in POSTS if name not in SOME]
# what is done to the session as a whole
WHOLE = [f"facilitation:{word}" for word in ("tick", "pause", "resume", "finish", "reopen")]
GONE = {"error": "This session is no longer there.", "code": "gone"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", tried(*SOME, in_full=OTHERS))
def test_what_is_posted_while_another_window_finishes_is_refused(alice, session, strollers, name):
    window = Client()
    window.force_login(alice)
    plans.actions.choose(session=session, resource=strollers, place=None)
    posted = POSTS[name](session)

    [answer] = at_once(
        session,
        lambda: window.post(url(name, session), **posted),
        first=lambda: finish(session=session, by=alice),
    )

    assert answer.status_code == 403
    assert "This session is finished. Reopen it to change something." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", tried(*SOME, in_full=[*OTHERS, *WHOLE]))
def test_what_is_posted_while_another_window_erases_finds_nothing(alice, session, strollers, name):
    window = Client(headers={"accept": "application/json"})
    window.force_login(alice)
    plans.actions.choose(session=session, resource=strollers, place=None)
    posted = POSTS.get(name, lambda w: {})(session)
    address = url(name, session)

    [answer] = at_once(
        session,
        lambda: window.post(address, **posted),
        first=lambda: erase(participant=session.participant, by=alice),
    )

    assert (answer.status_code, answer.json()) == (404, GONE)
    assert (window.post(address, **posted).json()) == GONE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", tried(*SOME, in_full=OTHERS))
def test_the_person_is_erased_while_another_window_saves(alice, session, strollers, name):
    """What the window adds at the last moment goes with the rest."""
    windows = [Client(), Client()]
    for window in windows:
        window.force_login(alice)
    posted = POSTS[name](session)
    erasing = reverse("facilitation:erase", args=[session.participant_id])

    [answer] = at_once(
        session,
        lambda: windows[1].post(erasing).status_code,
        first=lambda: windows[0].post(url(name, session), **posted),
    )

    assert answer == 302
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_notes_what_was_enjoyed_once(session):
    def note():
        mine = Session.objects.get(pk=session.pk)
        return mapping.actions.drop_activity(session=mine, name="Bowls")

    assert at_once(session, note, note) == [None, None]
    assert session.dropped_activities.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_look_near_home_find_one_home(alice, session, postcode_directory):
    session.participant.postcode = "SO17 1BJ"
    session.participant.save()
    windows = [Client(), Client()]
    for window in windows:
        window.force_login(alice)

    def look(window):
        return lambda: window.get(url("resources:near", session)).status_code

    assert at_once(session, *map(look, windows)) == [200, 200]
    assert Home.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_undos_take_back_two_changes(session):
    for name in ("Ann", "Bo", "Cy"):
        mapping.actions.add_member(session=session, details={**ANN, "name": name})

    def undo():
        return mapping.actions.undo(session=Session.objects.get(pk=session.pk))

    assert at_once(session, undo, undo) == [None, None]
    assert [member.name for member in session.members.all()] == ["Ann"]


@pytest.mark.django_db(transaction=True)
def test_taking_someone_off_the_map_twice_is_one_change(session):
    mapping.actions.add_member(session=session, details=ANN)

    def remove():
        member = Member.objects.select_related("session").get()
        return lambda: mapping.actions.remove_member(member=member)

    assert at_once(session, remove(), remove()) == [None, None]
    assert session.map_changes.count() == 2


@pytest.fixture
def three(session, wants_fitness, make_resource) -> list[PlanItem]:
    for name in ("One", "Two", "Three"):
        plans.actions.choose(session=session, resource=make_resource(name), place=None)
    return list(session.plan_items.all())


def press(alice, session, **data):
    """A window in which a button of the plan is pressed."""
    window = Client()
    window.force_login(alice)
    return lambda: window.post(url("plans:save", session), data).status_code


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("word", ["remove", "up"])
def test_a_priority_taken_off_in_two_windows_is_taken_off_once(alice, session, three, word):
    first, second, third = three
    off = press(alice, session, do=f"remove {second.pk.hex}")
    again = press(alice, session, do=f"{word} {second.pk.hex}")

    assert at_once(session, off, again) == [302, 302]
    assert again() == 302
    assert list(session.plan_items.values_list("pk", "position")) == [(first.pk, 1), (third.pk, 2)]


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_saved_while_a_priority_and_a_member_are_taken_off(alice, session, three):
    mapping.actions.add_member(session=session, details=ANN)
    ann = session.members.get()
    data = {f"item-{item.pk.hex}-first_step": "Ring" for item in three}
    data |= {f"item-{item.pk.hex}-with_members": ann.pk for item in three}

    def take_off():
        plans.actions.unchoose(item=three[0])
        mapping.actions.remove_member(member=ann)

    assert at_once(session, press(alice, session, **data), first=take_off) == [302]
    kept = [(item.first_step, [*item.with_members.all()]) for item in session.plan_items.all()]
    assert kept == [("Ring", []), ("Ring", [])]
