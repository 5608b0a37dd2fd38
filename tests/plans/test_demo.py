"""The demo: log-ins made once, their password kept, nothing twice."""

import datetime as dt
import io

import pytest
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.utils import timezone

from facilitation.models import Consent, Participant, Session, User
from mapping.models import Member
from mapping.vocabulary import Group, Relationship
from plans.demo.people import LOG_INS, make_people
from plans.models import FollowUp, PlanItem
from preferences.models import Answer
from resources import listings

pytestmark = pytest.mark.sweep


@pytest.fixture
def run(db, monkeypatch, postcode_directory):
    def run(password: str = "") -> str:
        monkeypatch.setenv("GENIE_DEMO_PASSWORD", password)
        out = io.StringIO()
        call_command("demo", stdout=out)
        return out.getvalue()

    return run


def passwords_hold(password: str) -> set[bool]:
    return {user.check_password(password) for user in User.objects.all()}


def everything() -> list:
    models = (User, Participant, Session, Member, Answer, PlanItem, FollowUp, Consent)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_log_ins_with_their_roles(db):
    make_people("a demo password")

    assert dict(User.objects.values_list("email", "role")) == {
        email: role for email, _, role, _ in LOG_INS
    }
    assert passwords_hold("a demo password") == {True}
    assert User.objects.filter(organisation__name="Solent Link Workers (demo)").count() == 4


def test_a_password_is_kept_unless_another_is_given(db):
    make_people("a demo password")
    before = everything()

    make_people("a demo password")
    make_people("")
    assert everything() == before

    make_people("another password")
    assert passwords_hold("another password") == {True}


@pytest.mark.full
def test_a_random_password_is_printed_once_and_a_second_run_changes_nothing(run):
    first = run()
    password = first.partition("shown this once: ")[2].strip()
    before = everything()

    second = run()

    assert len(password) == 12
    assert passwords_hold(password) == {True}
    assert "Password" not in second
    assert everything() == before


@pytest.mark.full
def test_the_sessions(run, make_resource):
    for interest in ("drama-and-music", "walking-and-outdoor-activities", "community-transport"):
        place = make_resource(f"Near: {interest}", interest=interest).places.get()
        place.point = Point(-1.3957, 50.9341, srid=4326)
        place.save()
    listings.refresh()

    run("a demo password")

    check_their_number()
    check_the_networks()
    check_the_pair()
    check_the_plans()


def check_their_number() -> None:
    """Finished ones, one of them due for follow-up, and one half-way."""
    facilitator = User.objects.get(email="facilitator@genie.example")
    sessions = Session.objects.for_user(facilitator)
    due = sessions.due_for_follow_up(timezone.localdate())
    assert (sessions.finished().count(), sessions.open().count(), due.count()) == (4, 1, 1)


def check_the_networks() -> None:
    """12 to 18 members of every kind, in every ring."""
    for session in Session.objects.finished():
        members = session.members.all()
        assert 12 <= len(members) <= 18
        assert {Relationship(member.relationship).group for member in members} == set(Group)
        assert {member.ring for member in members} == {1, 2, 3}
        assert len({(member.x, member.y) for member in members}) == len(members)


def check_the_pair() -> None:
    after = Session.objects.finished().exclude(previous=None).get()
    before = after.previous
    assert before is not None
    assert after.started_at.date() - before.started_at.date() == dt.timedelta(days=95)
    then = {member.name for member in before.members.all()}
    now = {member.name for member in after.members.all()}
    assert (then - now, now - then) == ({"Nurse Beth"}, {"Singing group", "Carol from singing"})


def check_the_plans() -> None:
    before = Session.objects.get(participant__name="Margaret", previous=None)
    items = list(before.plan_items.all())
    assert [item.snapshot["name"] for item in items] == [
        "Near: drama-and-music",
        "Near: walking-and-outdoor-activities",
        "Near: community-transport",
    ]
    assert [member.name for member in items[0].with_members.all()] == ["Jean"]
    outcomes = [(told.outcome, told.reason) for item in items for told in item.follow_ups.all()]
    assert outcomes == [("still_going", ""), ("could_not", "health"), ("contacted", "no_reply")]
    carried = before.follow_ups.get().plan_items.first()
    assert carried is not None
    assert carried.snapshot["name"] == "Near: drama-and-music"
