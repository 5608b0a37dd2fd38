"""Consent that means it: stopping, taking one agreement back, and being asked again."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from facilitation import actions, agreements
from facilitation.consent import CURRENT, WITHDRAWING, WORDINGS
from facilitation.models import AuditEvent, Consent, Participant, PersonRecord, Session
from facilitation.vocabulary import STAGE_URL_NAMES, AuditKind


def stop_url(session: Session) -> str:
    return reverse("facilitation:stop", args=[session.pk])


@pytest.mark.parametrize("step", STAGE_URL_NAMES.values())
def test_every_step_has_stop_here(as_alice, session, step):
    page = as_alice.get(reverse(step, args=[session.pk])).content.decode()

    assert f'href="{stop_url(session)}">Stop here</a>' in page


def test_stopping_says_what_becomes_of_what_there_is(as_alice, session):
    page = as_alice.get(stop_url(session)).content.decode()

    assert "What you have said so far stays, and the session is finished." in page
    assert "Everything about you is deleted, from this session." in page
    assert reverse("facilitation:erase", args=[session.participant_id]) in page


def test_keeping_finishes_the_session_with_all_that_is_in_it(as_alice, session):
    Participant.objects.filter(pk=session.participant_id).update(name="Margaret")

    response = as_alice.post(stop_url(session))
    again = as_alice.post(stop_url(session))

    session.refresh_from_db()
    assert response.url == again.url == reverse("facilitation:sessions")
    assert session.finished_at is not None
    assert session.participant.name == "Margaret"


def test_where_nothing_was_agreed_nothing_can_be_kept(as_alice, alice):
    fresh = actions.start_session(facilitator=alice)

    response = as_alice.post(stop_url(fresh))

    fresh.refresh_from_db()
    assert fresh.finished_at is None
    assert "nothing you say may be kept" in response.content.decode()
    assert "Keep it and stop" not in response.content.decode()


def test_at_a_follow_up_deleting_says_that_earlier_sessions_go_too(as_alice, alice, session):
    actions.finish(session=session, by=alice)
    later = actions.start_follow_up(session=session, facilitator=alice)

    page = as_alice.get(stop_url(later)).content.decode()

    assert "from this session and all before it." in page


def test_without_the_first_tick_it_does_not_claim_that_nothing_is_kept(as_alice, session):
    page = as_alice.post(reverse("facilitation:about", args=[session.pk])).content.decode()

    assert "nothing will be kept" not in page
    assert "press “Stop here” to choose what becomes of what there is" in page


def withdraw(client, participant: Participant, clause: str):
    url = reverse("facilitation:withdraw", args=[participant.pk])
    return client.post(url, {"clause": clause}, follow=True)


@pytest.fixture
def agreed(alice, session) -> Participant:
    actions.record_consent(
        participant=session.participant, version="2026-1", agreed=["keep", "follow_up"], by=alice
    )
    agreements.agree_to(participant=session.participant, clause="record", by=alice)
    agreements.agree_to(participant=session.participant, clause="research", by=alice)
    person: Participant = session.participant
    return person


@pytest.mark.parametrize("clause", WITHDRAWING)
def test_one_agreement_is_taken_back_and_the_others_stay(as_alice, alice, agreed, clause):
    before = agreed.consents.count()

    page = withdraw(as_alice, agreed, clause).content.decode()

    last = agreed.consents.first()
    assert agreed.consents.count() == before + 1  # rows are only ever added
    assert set(last.agreed) == {"keep", "follow_up", "record", "research"} - {clause}
    assert (last.wording_version, last.recorded_by) == (CURRENT.version, alice)
    assert WITHDRAWING[clause] in page


def test_taking_back_contact_takes_the_follow_up_away(as_alice, alice, agreed, session):
    actions.finish(session=session, by=alice)
    assert session.follow_up_due is not None

    withdraw(as_alice, agreed, "follow_up")

    session.refresh_from_db()
    assert session.follow_up_due is None
    assert list(Session.objects.due_for_follow_up(dt.date(2100, 1, 1))) == []


def test_taking_back_the_record_deletes_it(as_alice, agreed):
    agreements.save_record(participant=agreed, details={"phone": "01632 960417"})

    withdraw(as_alice, agreed, "record")

    assert PersonRecord.objects.count() == 0


def test_taking_back_research_leaves_no_export_of_them(as_alice, agreed, rhea):
    assert list(Participant.objects.in_research_of(rhea)) == [agreed]

    withdraw(as_alice, agreed, "research")

    assert list(Participant.objects.in_research_of(rhea)) == []


@pytest.mark.parametrize("clause", ["keep", "", "nonsense", "\x00"])
def test_what_a_session_cannot_go_on_without_is_not_taken_back_alone(as_alice, agreed, clause):
    before = agreed.consents.count()

    withdraw(as_alice, agreed, clause)

    assert agreed.consents.count() == before


def test_taking_back_twice_adds_one_row(as_alice, agreed):
    before = agreed.consents.count()

    withdraw(as_alice, agreed, "research")
    withdraw(as_alice, agreed, "research")

    assert agreed.consents.count() == before + 1


@pytest.fixture
def later(alice, agreed, session) -> Session:
    """A follow-up, three months after everything was agreed."""
    actions.finish(session=session, by=alice)
    Consent.objects.update(recorded_at=timezone.now() - dt.timedelta(days=100))
    return actions.start_follow_up(session=session, facilitator=alice)


def test_at_a_follow_up_consent_is_asked_and_not_filled_in(as_alice, later):
    page = as_alice.get(reverse("facilitation:about", args=[later.pk]))

    assert page.context["form"].initial["agreed"] == []
    assert "Is that still so today?" in page.content.decode()
    assert "Written down on" not in page.content.decode()


def test_saying_the_same_at_a_follow_up_is_written_down_with_its_own_date(as_alice, agreed, later):
    before = agreed.consents.count()
    url = reverse("facilitation:about", args=[later.pk])

    for _ in range(2):
        as_alice.post(url, {"agreed": ["keep", "follow_up", "record", "research"]})

    assert agreed.consents.count() == before + 1
    assert agreed.consents.first().recorded_at >= later.started_at
    again = as_alice.get(url)
    assert set(again.context["form"].initial["agreed"]) == set(agreed.consents.first().agreed)


def test_a_follow_up_left_without_asking_writes_no_consent(as_alice, alice, agreed, later):
    before = agreed.consents.count()

    as_alice.get(reverse("facilitation:about", args=[later.pk]))
    actions.finish(session=later, by=alice)

    assert agreed.consents.count() == before


def test_new_words_are_asked_anew(as_alice, alice):
    session = actions.start_session(facilitator=alice)
    actions.record_consent(
        participant=session.participant, version="2026-1", agreed=["keep"], by=alice
    )

    page = as_alice.get(reverse("facilitation:about", args=[session.pk]))

    assert page.context["form"].initial["agreed"] == []


def test_the_wording_that_was_used_first_is_as_it_was():
    assert WORDINGS["2026-1"].clauses == {
        "keep": "I agree that what I say in this session is kept, and seen only by the person "
        "helping me.",
        "follow_up": "I agree to be contacted in a few months to see how I got on.",
        "research": "I agree that my answers, without my name or postcode, help to make "
        "Genie better.",
    }


def test_what_is_withdrawn_is_on_record_without_its_words(as_alice, agreed):
    withdraw(as_alice, agreed, "research")

    assert set(
        AuditEvent.objects.filter(kind=AuditKind.CHANGE).values_list("action", flat=True)
    ) == {
        "session started",
        "consent recorded",
    }
