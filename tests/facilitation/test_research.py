"""Whose answers a researcher gets, and what stands for their name."""

import uuid

import pytest

from facilitation import actions
from facilitation.consent import CURRENT
from facilitation.models import Participant
from facilitation.pseudonyms import pseudonym
from facilitation.vocabulary import AgeBand

ID = uuid.UUID("6a7273b0-0000-4000-8000-000000000001")
OTHER = uuid.UUID("6a7273b0-0000-4000-8000-000000000002")


@pytest.fixture
def agree(session, alice):
    def record(*agreed):
        actions.record_consent(
            participant=session.participant, version=CURRENT.version, agreed=[*agreed], by=alice
        )

    return record


def test_only_who_agreed_last_to_research(session, rhea, agree):
    of_rhea = Participant.objects.in_research_of(rhea)
    assert list(of_rhea) == []

    agree("keep", "research")
    assert list(of_rhea.all()) == [session.participant]

    agree("keep")
    assert list(of_rhea.all()) == []


def test_not_who_took_back_that_anything_is_kept(rhea, agree):
    agree("keep", "research")
    agree("research")

    assert list(Participant.objects.in_research_of(rhea)) == []


def test_nobody_of_another_organisation_and_nobody_for_other_roles(
    session, rhea, eve, mo, alice, agree
):
    agree("keep", "research")
    rhea.organisation = eve.organisation

    assert [list(Participant.objects.in_research_of(user)) for user in (rhea, mo, alice)] == [
        [],
        [],
        [],
    ]


def test_a_researcher_of_no_organisation_gets_nobody(session, rhea, agree):
    agree("keep", "research")
    rhea.organisation = None

    assert list(Participant.objects.in_research_of(rhea)) == []


def test_a_pseudonym_stays_the_same(settings):
    settings.GENIE_PSEUDONYM_KEY = "a key"

    assert pseudonym("participant", ID, "a study") == "9f5d9f4a78ba1655df0b"
    assert pseudonym("participant", ID, "A study") == pseudonym("participant", ID, "a study")


def test_a_pseudonym_differs_by_record_kind_study_and_key(settings):
    settings.GENIE_PSEUDONYM_KEY = "a key"
    found = [
        pseudonym("participant", ID, "a study"),
        pseudonym("session", ID, "a study"),
        pseudonym("participant", OTHER, "a study"),
        pseudonym("participant", ID, "another study"),
    ]
    settings.GENIE_PSEUDONYM_KEY = "another key"
    found.append(pseudonym("participant", ID, "a study"))

    assert len(set(found)) == 5


@pytest.mark.parametrize(
    ("age", "band"), [(75, "70-79"), (80, "80-89"), (126, None), (16, "0-17"), (-1, None)]
)
def test_an_age_is_in_a_band(age, band):
    assert AgeBand.of(age) == band
