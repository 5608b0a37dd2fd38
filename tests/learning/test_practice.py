"""Practice: three made-up people on the same pages as everybody, who count nowhere."""

import datetime as dt

import pytest
from django.contrib.gis.geos import Point
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from case_studies import actions as case_studies
from case_studies.models import CaseStudy
from facilitation import actions
from facilitation.consent import CURRENT
from facilitation.models import Participant, Session
from learning import practice
from plans import actions as plans
from plans.models import PlanItem
from preferences.models import Item
from referrals import matches
from reports.counts import count
from resources.models import Correction, Home, UnmetNeed
from resources.needs.actions import record_unmet
from tests.case_studies.conftest import DETAILS
from tests.facilitation.test_access import ADDRESSES
from tests.referrals.build import make_partner, make_referral
from tests.reports.build import last_quarter

pytestmark = pytest.mark.django_db

LEARNING = reverse("learning:learning")
BEGIN = reverse("learning:begin")
MARK = "This person is made up, and nothing counts."


@pytest.fixture
def practised(as_alice, alice) -> list[Participant]:
    as_alice.post(BEGIN, {"postcode": "so17 1bj"})
    return list(practice.practice_of(alice).order_by("created_at"))


def session_of(name: str) -> Session:
    return Session.objects.filter(participant__name=name).latest("started_at")


def test_three_people_are_there_each_at_another_point(practised):
    assert [(one.name, one.postcode) for one in practised] == [
        ("Rose", "SO17 1BJ"), ("Frank", "SO17 1BJ"), ("Amina", "SO17 1BJ"),
    ]  # fmt: skip
    assert session_of("Rose").stage == "about"
    assert not session_of("Rose").participant.may_be_kept
    assert session_of("Frank").members.count() == 5
    assert session_of("Amina").finished_at is not None
    assert session_of("Amina").plan_items.count() == 2


def test_beginning_again_makes_them_anew_and_ending_leaves_nothing(as_alice, practised):
    as_alice.post(reverse("facilitation:finish", args=[session_of("Frank").pk]))

    as_alice.post(BEGIN, {"postcode": ""})
    again = Participant.objects.filter(is_practice=True)
    assert again.count() == 3
    assert not set(again) & set(practised)
    assert session_of("Frank").finished_at is None

    as_alice.post(reverse("learning:end"))
    assert not Participant.objects.exists()


def test_a_postcode_that_is_none_makes_nobody(as_alice):
    page = as_alice.post(BEGIN, {"postcode": "next door"}).text

    assert "There is a problem" in page
    assert 'value="next door"' in page
    assert not Participant.objects.exists()


def test_it_is_ones_own_and_leaves_real_people_alone(client, as_alice, bob, session, practised):
    client.force_login(bob)
    client.post(reverse("learning:end"))
    assert Participant.objects.count() == 4

    client.force_login(session.facilitator)
    client.post(reverse("learning:end"))
    assert list(Participant.objects.all()) == [session.participant]


@pytest.mark.full
def test_every_page_of_theirs_is_marked_and_no_other(as_alice, session, practised):
    frank, amina = session_of("Frank"), session_of("Amina")
    pages = {
        (one.name, person): as_alice.get(one.url(on))
        for one in ADDRESSES
        if not set(one.converters) - {"session_id", "participant_id"}
        for person, on in {"Frank": frank, "Amina": amina}.items()
    }
    unmarked = [
        name
        for name, page in pages.items()
        if page.status_code == 200
        and page.headers["Content-Type"].startswith("text/html")
        and MARK not in page.text
    ]
    assert unmarked == []
    assert len(pages) > 80
    assert MARK not in as_alice.get(reverse("mapping:network", args=[session.pk])).text
    text = as_alice.get(reverse("plans:text", args=[amina.pk])).text
    assert text.startswith("Practice: this person is made up.")


PASSING_ON = [
    one
    for one in ADDRESSES
    if one.name.startswith(("sharing:", "case_studies:")) or one.name == "plans:email"
]


def test_nothing_of_theirs_is_passed_on(as_alice, practised, strollers):
    amina = session_of("Amina")
    for one in PASSING_ON:
        if one.name == "sharing:on_plan":
            continue
        for verb in (as_alice.get, as_alice.post):
            assert verb(one.url(amina)).status_code in {403, 404, 405}, one.name
    page = as_alice.get(reverse("plans:plan", args=[amina.pk])).text
    assert "To pass on" not in page
    assert ">E-mail<" not in page
    assert mail.outbox == []


def test_they_are_in_no_list_of_real_people(client, as_alice, mo, practised):
    Session.objects.update(follow_up_due=timezone.localdate() - dt.timedelta(days=1))
    amina = session_of("Amina").participant

    sessions = as_alice.get(reverse("facilitation:sessions"))
    assert [len(group["page"].object_list) for group in sessions.context["groups"]] == [0, 0, 0]
    found = as_alice.post(reverse("facilitation:search"), {"query": "Amina"})
    assert list(found.context["found"]) == []
    calendar = as_alice.get(reverse("facilitation:follow_up_calendar")).content
    assert b"VEVENT" not in calendar
    call_command("send_reminders", verbosity=0)
    assert mail.outbox == []

    client.force_login(mo)
    assert amina.reference not in client.get(reverse("facilitation:caseload")).text
    team = client.get(reverse("facilitation:team")).context["team"]
    assert [one.people for one in team] == [0, 0]
    address = reverse("facilitation:reassign", args=[amina.pk])
    assert client.post(address, {"facilitator": mo.pk}).status_code == 404


def test_they_are_in_no_figure_and_no_research(alice, mo, rhea, organisation, practised):
    for person in practised:
        agreed = ["keep", "research"]
        actions.record_consent(participant=person, version=CURRENT.version, agreed=agreed, by=alice)
    told = session_of("Amina")
    later = actions.start_follow_up(session=told, facilitator=alice)
    for item in told.plan_items.all():
        plans.save_outcome(session=later, item=item, outcome="went_once", reason="")
    in_quarter = timezone.make_aware(dt.datetime.combine(last_quarter().first, dt.time(12)))
    Session.objects.update(started_at=in_quarter, finished_at=in_quarter)

    found = count(organisation, last_quarter())

    assert {key: sum(counts.values()) for key, counts in found.counts.items()} == dict.fromkeys(
        found.counts, 0
    )
    assert list(Participant.objects.in_research_of(rhea)) == []


def test_a_case_study_of_theirs_reaches_no_manager(alice, mo, practised):
    follow_up = actions.start_follow_up(session=session_of("Amina"), facilitator=alice)
    actions.finish(session=follow_up, by=alice)
    study = CaseStudy.objects.create(session=follow_up, **DETAILS)
    case_studies.agree(study=study, seen=case_studies.told_of(study).digest, by=alice)

    assert list(CaseStudy.objects.of_manager(mo)) == []


def test_the_directory_hears_nothing_of_it(
    as_alice, alice, practised, strollers, postcode_directory
):
    """Neither an unmet need nor a correction."""
    amina = session_of("Amina")
    home = Home.objects.create(
        participant=amina.participant, postcode="SO17 1BJ", point=Point(-1.4, 50.93)
    )
    record_unmet(session=amina, home=home, interests=["swimming"], today=timezone.localdate())
    item = amina.plan_items.get(position=1)
    PlanItem.objects.filter(pk=item.pk).update(resource=strollers)
    amina.answers.create(
        item=Item.objects.get(number=5), choice="yes", kept=["walking-and-outdoor-activities"]
    )
    later = actions.start_follow_up(session=amina, facilitator=alice)
    item.refresh_from_db()
    plans.save_outcome(session=later, item=item, outcome="could_not", reason="wrong_details")
    actions.finish(session=later, by=alice)
    rose = session_of("Frank")
    wrong = {"resource": strollers.pk, "text": "The lift is broken."}
    as_alice.post(reverse("resources:report_wrong", args=[rose.pk]), wrong)

    assert (UnmetNeed.objects.count(), Correction.objects.count()) == (0, 0)


def test_nobody_is_taken_for_one_of_them(organisation, practised):
    referral = make_referral(make_partner(organisation), name="Amina", postcode="SO17 1BJ")

    assert list(matches.participants(referral)) == []


def test_finishing_leads_back_to_learning(as_alice, practised):
    answer = as_alice.post(reverse("facilitation:finish", args=[session_of("Frank").pk]))

    assert answer.url == LEARNING
