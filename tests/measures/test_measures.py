"""An organisation asks a few questions with a score before the map, and again at a follow-up."""

import json
import uuid
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from facilitation import actions as sessions
from measures import actions, bank
from measures.management.commands.load_measures import DATA
from measures.models import AskedMeasure, Measure, MeasureResult

pytestmark = pytest.mark.django_db

LEFT_OUT = {"ucla-3-companionship": "1", "ucla-3-left-out": "2", "ucla-3-isolated": ""}
ALL = {**LEFT_OUT, "ucla-3-isolated": "3", "ucla-3-lonely": "5"}


@pytest.fixture
def ucla(db):
    call_command("load_measures", DATA / "ucla-3.json", verbosity=0)
    return Measure.objects.get()


@pytest.fixture
def asked(ucla, mo):
    actions.choose(manager=mo, measures=[ucla], shows_change=True)
    return ucla


def address(session, name="ask"):
    return reverse(f"measures:{name}", args=[session.pk])


def test_loading_the_same_file_again_changes_nothing(ucla):
    call_command("load_measures", verbosity=0)
    call_command("load_measures", verbosity=0)
    assert sorted(Measure.objects.values_list("key", flat=True)) == ["ons-4", "ucla-3"]


def test_what_was_loaded_under_a_version_never_changes(ucla):
    content = {**bank.read_measure(DATA / "ucla-3.json"), "title": "Another"}
    with pytest.raises(bank.MeasureError, match="give the file a new version"):
        actions.load(content)


def test_a_file_that_cannot_be_used_says_why(tmp_path):
    path = tmp_path / "measure.json"
    path.write_text("{}")
    with pytest.raises(CommandError, match="give a list of 1 to 60 items"):
        call_command("load_measures", path, verbosity=0)


def test_about_you_goes_on_to_the_questions_only_where_some_are_asked(as_alice, session, ucla, mo):
    about = reverse("facilitation:about", args=[session.pk])
    assert (
        f'data-next="{reverse("mapping:network", args=[session.pk])}"' in as_alice.get(about).text
    )
    actions.choose(manager=mo, measures=[ucla], shows_change=False)
    assert f'data-next="{address(session)}"' in as_alice.get(about).text
    answer = as_alice.post(about, {"agreed": ["keep"]})
    assert answer.url == address(session)


def test_answers_are_kept_and_scored_and_lead_to_the_map(as_alice, session, asked):
    answer = as_alice.post(address(session), ALL)
    assert answer.url == reverse("mapping:network", args=[session.pk])
    assert [score.value for score in MeasureResult.objects.get().scores] == [6, 5]
    page = as_alice.get(address(session)).text
    assert page.count("checked") == 4


def test_what_is_left_is_no_answer_and_gives_no_score(as_alice, session, asked):
    as_alice.post(address(session), LEFT_OUT)
    result = MeasureResult.objects.get()
    assert result.answers == {"companionship": 1, "left-out": 2}
    assert result.scores[0].value is None
    as_alice.post(address(session), {})
    assert not MeasureResult.objects.exists()


def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(as_alice, session, asked):
    answer = as_alice.post(address(session), {**ALL, "ucla-3-lonely": "9"})
    assert "There is a problem" in answer.text
    assert not MeasureResult.objects.exists()


@pytest.mark.parametrize("wished", [True, False])
def test_change_is_shown_at_a_follow_up_only_where_it_is_wished(
    as_alice, alice, session, asked, wished
):
    AskedMeasure.objects.update(shows_change=wished)
    as_alice.post(address(session), ALL)
    sessions.finish(session=session, by=alice)
    call = sessions.start_follow_up(session=session, facilitator=alice, by_telephone=True)
    sessions.finish(session=call, by=alice)  # in which they were not asked
    later = sessions.start_follow_up(session=call, facilitator=alice)
    as_alice.post(address(later), {**ALL, "ucla-3-isolated": "1"})
    page = as_alice.get(address(later)).text
    assert ("Last time 6, now 4 (from 3 to 9)" in page) == wished


def test_a_finished_session_takes_no_answers(as_alice, alice, session, asked):
    sessions.finish(session=session, by=alice)
    assert as_alice.post(address(session), ALL).status_code == 403
    assert not MeasureResult.objects.exists()


@pytest.mark.parametrize("name", ["ask", "paper", "before_map"])
def test_somebody_elses_session_does_not_exist(client, bob, eve, session, asked, name):
    for user in (bob, eve):
        client.force_login(user)
        assert client.get(address(session, name)).status_code == 404


def test_the_questions_on_paper_say_whose_they_are_by_code(as_alice, session, asked):
    page = as_alice.get(address(session, "paper")).text
    assert session.participant.reference in page
    assert "How often do you feel that you lack companionship?" in page


def test_a_manager_chooses_for_the_own_organisation_alone(client, mo, eve, alice, ucla):
    client.force_login(mo)
    client.post(reverse("measures:choose"), {"measures": [ucla.pk], "shows_change": "on"})
    [one] = AskedMeasure.objects.all()
    assert (one.organisation, one.shows_change) == (mo.organisation, True)
    client.post(reverse("measures:choose"), {})
    assert not AskedMeasure.objects.exists()
    client.force_login(alice)
    assert client.get(reverse("measures:choose")).status_code == 404


def test_erasing_the_person_erases_the_answers(as_alice, alice, session, asked):
    as_alice.post(address(session), ALL)
    sessions.erase(participant=session.participant, by=alice)
    assert not MeasureResult.objects.exists()


def test_each_answer_is_saved_as_it_is_given(as_alice, session, asked):
    change = {"before": [], "after": ["2"]}
    body = {"id": str(uuid.uuid4()), "fields": {"ucla-3-left-out": change}}
    answer = as_alice.post(
        address(session), json.dumps(body), content_type="application/json"
    ).json()
    assert answer["saved"] == {"ucla-3-left-out": ["2"]}
    assert MeasureResult.objects.get().answers == {"left-out": 2}


EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "measure.json"


def test_a_measure_of_ones_own_is_offered_to_ones_own_organisation_alone(client, mo, eve, ucla):
    call_command("load_measures", EXAMPLE, organisation=mo.organisation.name, verbosity=0)
    own = Measure.objects.get(key="example-week")
    assert set(Measure.objects.offered_to(mo.organisation_id)) == {ucla, own}
    assert set(Measure.objects.offered_to(eve.organisation_id)) == {ucla}

    eve.role = "manager"
    eve.save()
    client.force_login(eve)
    page = client.post(reverse("measures:choose"), {"measures": [own.pk]})
    assert "There is a problem" in page.text
    assert "My week" not in client.get(reverse("measures:choose")).text
    assert not AskedMeasure.objects.exists()

    call_command("load_measures", EXAMPLE, organisation=eve.organisation.name, verbosity=0)
    client.post(reverse("measures:choose"), {"measures": [own.pk]})
    assert AskedMeasure.objects.get().organisation == eve.organisation


def test_one_that_all_may_ask_is_not_taken_from_them(mo, eve, ucla):
    call_command(
        "load_measures", DATA / "ucla-3.json", organisation=mo.organisation.name, verbosity=0
    )
    assert list(Measure.objects.offered_to(eve.organisation_id)) == [ucla]


def test_a_file_is_only_looked_at_and_an_unknown_organisation_is_said(db, capsys):
    call_command("load_measures", EXAMPLE, check=True)
    assert capsys.readouterr().out == "My week (an example) 2026-1: can be loaded.\n"
    assert not Measure.objects.exists()
    with pytest.raises(CommandError, match="no organisation called Nobody"):
        call_command("load_measures", EXAMPLE, organisation="Nobody")
