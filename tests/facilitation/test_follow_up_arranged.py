"""A follow-up by arrangement: its day, attempts to reach the person, leaving it, reminders."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from facilitation import actions, agreements, arrangements, reassignments
from facilitation.models import AuditEvent, FollowUpAttempt, Participant, Session

SESSIONS = reverse("facilitation:sessions")
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


@pytest.fixture
def due(alice, session):
    """Finished, and due since yesterday; its person has a name."""
    Participant.objects.filter(pk=session.participant_id).update(
        name="Wilhelmina", postcode="SO17 1BJ"
    )
    actions.finish(session=session, by=alice)
    Session.objects.filter(pk=session.pk).update(follow_up_due=TODAY() - DAY)
    session.refresh_from_db()
    return session


def post(client, name: str, session: Session, **data):
    return client.post(reverse(f"facilitation:{name}", args=[session.pk]), data, follow=True)


def tried(client, session: Session, times: int = 1, **data) -> None:
    for _ in range(times):
        post(client, "attempt", session, **{"how": "phone", "on": TODAY(), **data})


def is_due(session: Session) -> bool:
    return session in Session.objects.due_for_follow_up(TODAY())


def test_the_day_that_the_two_agree_on_is_the_day_of_the_follow_up(alice, session):
    session.next_meeting = TODAY() + 40 * DAY
    session.save()

    actions.finish(session=session, by=alice)

    assert session.follow_up_due == TODAY() + 40 * DAY


def test_a_meeting_that_was_agreed_on_stays_due_after_a_telephone_call_before_it(alice, session):
    day, time = TODAY() + 9 * DAY, dt.time(14, 30)
    session.next_meeting, session.next_meeting_time = day, time
    session.save()
    actions.finish(session=session, by=alice)

    call = actions.start_follow_up(session=session, facilitator=alice, by_telephone=True)
    actions.finish(session=call, by=alice)

    assert (call.follow_up_due, call.next_meeting_time) == (day, time)


def test_another_day_can_be_agreed_on_and_then_it_is_not_due_until_then(as_alice, due):
    page = post(as_alice, "agree_on", due, day=TODAY() + 14 * DAY, time="14:00").text

    due.refresh_from_db()
    assert (due.follow_up_due, due.next_meeting) == (TODAY() + 14 * DAY,) * 2
    assert "14:00" in page
    assert not is_due(due)


@pytest.mark.parametrize("days", [-1, 800])
def test_a_day_that_cannot_be_is_refused_and_kept_on_the_page(as_alice, due, days):
    day = TODAY() + days * DAY

    page = post(as_alice, "agree_on", due, day=day).text

    due.refresh_from_db()
    assert "There is a problem" in page
    assert f'value="{day}"' in page
    assert due.follow_up_due == TODAY() - DAY


def test_an_attempt_says_when_how_and_by_whom(as_alice, alice, due):
    tried(as_alice, due, how="letter", on=TODAY() - 3 * DAY)

    page = as_alice.get(reverse("facilitation:follow_up", args=[due.pk])).text
    attempt = FollowUpAttempt.objects.get()
    assert (attempt.how, attempt.on, attempt.by) == ("letter", TODAY() - 3 * DAY, alice)
    assert "by letter (Alice)" in page
    assert "tried to reach 1 time" in as_alice.get(SESSIONS).text
    assert is_due(due)


def test_an_attempt_sent_twice_is_one(as_alice, due):
    once = "6f6e9f0c-6a3e-4a53-9d5e-1f4e6b0a7c11"

    tried(as_alice, due, times=2, once=once)

    assert FollowUpAttempt.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"how": "by pigeon"}, {"how": ""}, {"on": TODAY() + DAY}, {"on": "2019-01-01"}]
)
def test_an_attempt_that_cannot_be_is_refused(as_alice, due, wrong):
    tried(as_alice, due, **wrong)

    assert not FollowUpAttempt.objects.exists()


def test_only_after_three_attempts_may_it_be_left_as_not_reached(as_alice, due):
    tried(as_alice, due, times=2)
    page = post(as_alice, "give_up", due, why="not_reached").text
    assert "3 times before you leave it" in page
    assert is_due(due)

    tried(as_alice, due)
    assert "It is kind to leave it now" in as_alice.get(
        reverse("facilitation:follow_up", args=[due.pk])
    ).text  # fmt: skip
    post(as_alice, "give_up", due, why="not_reached")

    due.refresh_from_db()
    assert due.follow_up_ended == "not_reached"
    assert not is_due(due)
    assert "no follow-up: could not be reached" in as_alice.get(SESSIONS).text


def test_who_would_rather_not_is_in_no_list_and_no_letter(as_alice, due):
    post(as_alice, "give_up", due, why="declined")

    call_command("send_reminders", verbosity=0)
    assert mail.outbox == []
    assert not is_due(due)
    assert "Due for follow-up" not in as_alice.get(SESSIONS).text


def test_it_can_be_taken_up_again(as_alice, due):
    post(as_alice, "give_up", due, why="declined")
    post(as_alice, "take_up_again", due)

    assert is_due(due)


def test_a_follow_up_that_begins_after_all_is_not_left_any_more(alice, due):
    arrangements.give_up(session=due, why="declined", by=alice)

    actions.start_follow_up(session=due, facilitator=alice)

    due.refresh_from_db()
    assert (due.follow_up_ended, due.follow_up_ended_at) == ("", None)


def test_what_has_begun_is_neither_tried_nor_left(as_alice, alice, due):
    actions.start_follow_up(session=due, facilitator=alice)

    tried(as_alice, due)
    post(as_alice, "give_up", due, why="declined")

    due.refresh_from_db()
    assert not FollowUpAttempt.objects.exists()
    assert due.follow_up_ended == ""


def test_taking_back_the_agreement_is_written_down_as_declined(as_alice, alice, due):
    agreements.withdraw(participant=due.participant, clause="follow_up", by=alice)

    due.refresh_from_db()
    assert (due.follow_up_due, due.follow_up_ended) == (None, "declined")
    post(as_alice, "agree_on", due, day=TODAY() + 14 * DAY)
    due.refresh_from_db()
    assert due.follow_up_due is None


@pytest.mark.parametrize(("pressed", "ended"), [({}, ""), ({"no_follow_up": "on"}, "declined")])
def test_who_stops_half_way_may_say_at_once_that_nobody_should_ask(
    as_alice, session, pressed, ended
):
    for _ in range(2):
        as_alice.post(reverse("facilitation:stop", args=[session.pk]), pressed)

    session.refresh_from_db()
    assert session.finished_at is not None
    assert session.follow_up_ended == ended


def test_the_calendar_knows_codes_days_and_no_names(as_alice, due, bob):
    Session.objects.filter(pk=due.pk).update(
        next_meeting=due.follow_up_due, next_meeting_time=dt.time(14)
    )
    address = reverse("facilitation:follow_up_calendar")
    content = as_alice.get(address).content

    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["summary"]) == f"Follow-up {due.participant.reference}"
    assert b"T140000" in content
    assert b"Wilhelmina" not in content and b"SO17" not in content
    assert AuditEvent.objects.filter(action="follow-ups exported to a calendar").count() == 1
    as_alice.force_login(bob)
    assert Calendar.from_ical(as_alice.get(address).content).walk("VEVENT") == []


def test_a_facilitator_is_reminded_once_by_code_alone(alice, due, capsys):
    for _ in range(2):
        call_command("send_reminders", verbosity=0)

    [letter] = mail.outbox
    assert letter.to == [alice.email]
    assert due.participant.reference in letter.body
    assert letter.subject == "1 follow-up is due"
    for word in ("Wilhelmina", "SO17", str(due.participant_id), str(due.pk)):
        assert word not in letter.body + letter.subject
    assert "Wilhelmina" not in capsys.readouterr().out


def test_for_another_day_there_is_another_letter(alice, due):
    call_command("send_reminders", verbosity=0)
    Session.objects.filter(pk=due.pk).update(follow_up_due=TODAY())

    call_command("send_reminders", verbosity=0)

    assert len(mail.outbox) == 2


def test_whoever_took_over_is_reminded_and_nobody_who_left(alice, bob, mo, due):
    reassignments.reassign(participant=due.participant, to=bob, by=mo)
    bob.is_active = False
    bob.save()
    call_command("send_reminders", verbosity=0)
    assert mail.outbox == []

    bob.is_active = True
    bob.save()
    call_command("send_reminders", verbosity=0)
    assert [letter.to for letter in mail.outbox] == [[bob.email]]


def test_a_letter_that_could_not_be_sent_is_sent_the_next_time(settings, due):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9  # nobody listens there
    with pytest.raises(CommandError, match="1 letters could not be sent"):
        call_command("send_reminders", verbosity=0)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_reminders", verbosity=0)
    assert len(mail.outbox) == 1


def test_a_dry_run_prints_and_remembers_nothing(due, capsys):
    call_command("send_reminders", "--dry-run")

    assert due.participant.reference in capsys.readouterr().out
    assert mail.outbox == []
    due.refresh_from_db()
    assert due.follow_up_reminded is None


def test_the_managers_caseload_says_why_there_is_no_follow_up(client, alice, mo, due):
    arrangements.give_up(session=due, why="declined", by=alice)
    client.force_login(mo)

    assert "Would rather not" in client.get(reverse("facilitation:caseload")).text
