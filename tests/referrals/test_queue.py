"""The organisation's referrals: who waits, who is booked, and what becomes of each."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from facilitation import actions as sessions
from facilitation.models import AuditEvent, Participant, Session
from referrals import actions, matches
from referrals.models import Referral
from referrals.vocabulary import ACCEPTED_CODE, DECLINED_CODE, Reached, Status
from tests.referrals.build import make_partner, make_referral

pytestmark = pytest.mark.django_db


def post(client, referral, what, **fields):
    return client.post(reverse(f"referrals:{what}", args=[referral.pk]), fields)


def days_ago(days):
    return timezone.now() - dt.timedelta(days=days)


def test_the_overdue_are_on_top_then_who_waits_longest(as_alice, partner):
    for name, status, days in [
        ("new today", Status.NEW, 0),
        ("new last week", Status.NEW, 8),
        ("contacted a week ago", Status.CONTACTED, 9),
        ("contacted a month ago", Status.CONTACTED, 30),
    ]:
        make_referral(partner, name=name, status=status, received_at=days_ago(days))
    page = as_alice.get(reverse("referrals:queue")).text
    order = ["contacted a month ago", "new last week", "contacted a week ago", "new today"]
    assert sorted(order, key=page.index) == order
    assert page.count('class="overdue"') == 2


def test_the_queue_asks_as_much_for_three_as_for_one(
    as_alice, partner, django_assert_max_num_queries
):
    make_referral(partner)
    address = reverse("referrals:queue")
    with django_assert_max_num_queries(20) as one:
        as_alice.get(address)
    for _ in range(2):
        make_referral(partner)
    with django_assert_max_num_queries(len(one)):
        as_alice.get(address)


def test_one_press_makes_the_person_and_the_session(as_alice, alice, referral):
    Referral.objects.update(
        postcode="SO17 1BJ", year_of_birth=1948, language="Polish", risks="A large dog"
    )
    answer = post(as_alice, referral, "book", facilitator=alice.pk)
    session = Session.objects.get()
    assert answer.url == session.get_absolute_url()
    person = session.participant
    assert (person.name, person.postcode, person.year_of_birth) == ("Zebedee", "SO17 1BJ", 1948)
    assert (person.record.phone, person.record.language) == ("01632 960123", "Polish")
    assert "A large dog" in person.record.note
    assert person.consents.get().agreed == ["record"]
    assert not person.may_be_kept
    referral.refresh_from_db()
    assert (referral.status, referral.snomed_code) == (Status.BOOKED, ACCEPTED_CODE)
    page = as_alice.get(answer.url).text
    assert 'value="Zebedee"' in page
    assert 'value="SO17 1BJ"' in page


def test_booking_twice_makes_one_session(as_alice, alice, referral):
    first, second = (post(as_alice, referral, "book", facilitator=alice.pk) for _ in range(2))
    assert first.url == second.url
    assert Session.objects.count() == 1


def test_a_colleague_with_a_day_finds_it_under_my_sessions(as_alice, bob, referral):
    answer = post(as_alice, referral, "book", facilitator=bob.pk, on="2026-12-24", at="14:30")
    assert answer.url == reverse("referrals:referral", args=[referral.pk])
    assert Session.objects.get().facilitator == bob
    assert Participant.objects.get().facilitator == bob
    page = as_alice.get(answer.url).text
    assert "Thursday 24 December 2026, 14:30" in page


def test_nobody_of_another_organisation_can_be_given_it(as_alice, eve, referral):
    answer = post(as_alice, referral, "book", facilitator=eve.pk)
    assert "Choose a colleague of your organisation." in answer.text
    assert not Session.objects.exists()


def test_an_attempt_is_written_down_once_and_makes_one_its_owner(as_alice, alice, referral):
    once = "11111111-1111-4111-8111-111111111111"
    for _ in range(2):
        post(as_alice, referral, "attempt", reached="no_answer", said="rang at ten", once=once)
    referral.refresh_from_db()
    assert (referral.attempts.count(), referral.owner, referral.status) == (1, alice, Status.NEW)
    post(as_alice, referral, "attempt", reached="spoke")
    referral.refresh_from_db()
    assert referral.status == Status.CONTACTED
    assert referral.contacted_at is not None


def test_after_three_attempts_in_vain_it_says_that_one_may_stop(as_alice, alice, referral):
    def is_said_after(*attempts):
        for reached in attempts:
            actions.attempt(referral=referral, reached=reached, said="", by=alice)
        page = as_alice.get(reverse("referrals:referral", args=[referral.pk])).text
        return "It is kind to stop here" in page

    assert not is_said_after(Reached.NO_ANSWER, Reached.SPOKE, Reached.NO_ANSWER)
    assert not is_said_after(Reached.MESSAGE)
    assert is_said_after(Reached.NO_ANSWER)


@pytest.mark.parametrize("agreed", [True, False])
def test_the_referrer_hears_what_came_of_it_only_where_that_was_agreed(
    as_alice, alice, referral, agreed, mailoutbox, django_capture_on_commit_callbacks
):
    Referral.objects.update(may_tell_referrer=agreed)
    with django_capture_on_commit_callbacks(execute=True):
        post(as_alice, referral, "book", facilitator=alice.pk)
    session = Session.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        sessions.finish(session=session, by=alice)
    referral.refresh_from_db()
    assert referral.status == Status.DONE
    assert len(mailoutbox) == (2 if agreed else 0)
    for letter in mailoutbox:
        assert letter.to == ["rita@surgery.example"]
        assert referral.code in letter.body
        assert "Zebedee" not in letter.body
        assert session.participant.reference not in letter.body


def test_declining_needs_a_reason_and_can_be_put_back(as_alice, referral):
    assert "Choose why." in post(as_alice, referral, "decline").text
    post(as_alice, referral, "decline", reason="person")
    referral.refresh_from_db()
    assert (referral.status, referral.snomed_code) == (Status.DECLINED, DECLINED_CODE)
    post(as_alice, referral, "reopen")
    referral.refresh_from_db()
    assert (referral.status, referral.declined, referral.snomed_code) == (Status.NEW, "", "")


def test_a_colleague_who_was_quicker_is_told_of(as_alice, bob, alice, referral):
    actions.decline(referral=referral, reason="person", by=bob)
    answer = as_alice.post(
        reverse("referrals:book", args=[referral.pk]), {"facilitator": alice.pk}, follow=True
    )
    assert "This referral is declined already." in answer.text
    assert not Session.objects.exists()


def test_the_same_person_referred_twice_is_noticed(as_alice, alice, partner, referral):
    again = make_referral(partner, name="Zeb", phone="+44 1632 960 123")
    stranger = make_referral(partner, name="Zeb", phone="01632 960999")
    page = as_alice.get(reverse("referrals:referral", args=[again.pk])).text
    assert referral.code in page
    assert stranger.code not in page
    session = actions.book(referral=referral, facilitator=alice, by=alice)
    assert session
    page = as_alice.get(reverse("referrals:referral", args=[again.pk])).text
    assert f"{session.participant.reference}, with Alice" in page


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("(01632) 960-123", "0044 1632 960123"),
        ("01632 960123 ext 5", "01632960123"),
        ("07700900123", "+44 (0)7700 900 123"),
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_typed(partner, first, again):
    earlier, later = (make_referral(partner, name="Zeb", phone=phone) for phone in (first, again))
    assert list(matches.other_referrals(later)) == [earlier]
    assert list(matches.other_referrals(earlier)) == [later]


def test_a_short_number_tells_nobody_from_another(partner):
    earlier, later = (make_referral(partner, name="Zeb", phone=phone) for phone in ("111", "1110"))
    assert list(matches.other_referrals(earlier)) == list(matches.other_referrals(later)) == []


def test_a_person_of_another_organisation_is_never_a_match(as_alice, eve, referral):
    other = make_referral(make_partner(eve.organisation))
    actions.book(referral=other, facilitator=eve, by=eve)
    page = as_alice.get(reverse("referrals:referral", args=[referral.pk])).text
    assert "This may be" not in page


@pytest.mark.parametrize(
    "what", ["attempt", "assign", "note", "book", "decline", "no_reply", "complete", "reopen",
             "delete"],
)  # fmt: skip
def test_another_organisations_referral_does_not_exist(client, eve, cora, referral, what):
    for user in (eve, cora):
        client.force_login(user)
        assert client.get(reverse("referrals:referral", args=[referral.pk])).status_code == 404
        assert post(client, referral, what).status_code == 404
    assert Referral.objects.filter(pk=referral.pk, status=Status.NEW).exists()


def test_erasing_the_person_erases_the_referral(alice, referral):
    session = actions.book(referral=referral, facilitator=alice, by=alice)
    assert session
    sessions.erase(participant=session.participant, by=alice)
    assert not Referral.objects.exists()
    assert AuditEvent.objects.filter(object_type="referral", object_id=referral.pk).exists()


def test_deleting_one_that_became_nobody(as_alice, referral):
    post(as_alice, referral, "delete")
    assert not Referral.objects.exists()


def test_someone_to_be_trained_is_accepted_and_done_without_a_session(as_alice, alice, partner):
    one = make_referral(partner, kind="training")
    post(as_alice, one, "book", facilitator=alice.pk)
    post(as_alice, one, "complete")
    one.refresh_from_db()
    assert (one.status, one.snomed_code) == (Status.DONE, "")
    assert not Session.objects.exists()
