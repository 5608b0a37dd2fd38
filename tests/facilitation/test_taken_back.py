"""What somebody took back after a backup was made stays taken back when it is restored."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from facilitation import actions, agreements, arrangements, withdrawals
from facilitation.consent import CURRENT, WITHDRAWING
from facilitation.erasures import apply_again
from facilitation.models import AuditEvent, Consent, Participant, PersonRecord, Session
from tests.restored import lost

ALL = ["keep", *WITHDRAWING]


@pytest.fixture
def person(session, alice) -> Participant:
    """Somebody who agreed to everything, whose record is kept and whose follow-up is to come."""
    one: Participant = session.participant
    actions.record_consent(participant=one, version=CURRENT.version, agreed=ALL, by=alice)
    PersonRecord.objects.create(participant=one, phone="01632 960111")
    actions.finish(session=session, by=alice)
    return one


def now(person: Participant) -> Participant:
    return Participant.objects.get(pk=person.pk)


@pytest.mark.parametrize("clause", WITHDRAWING)
def test_an_agreement_that_was_taken_back_is_taken_back_again(person, alice, clause):
    with lost() as lines:
        agreements.withdraw(participant=person, clause=clause, by=alice)
        told = now(person).consents.latest("recorded_at").recorded_at
    assert set(now(person).agreed) == set(ALL)

    assert apply_again(lines) == (0, 1)

    assert set(now(person).agreed) == set(ALL) - {clause}
    assert now(person).consents.latest("recorded_at").recorded_at == told
    assert PersonRecord.objects.exists() == (clause != "record")
    assert Session.objects.awaiting_follow_up().exists() == (clause != "follow_up")
    event = AuditEvent.objects.get(action=withdrawals.AGAIN)
    assert (event.object_id, event.organisation_id) == (person.pk, alice.organisation_id)
    # told again, it is done already; and the next backup's list has it, too
    assert apply_again(lines) == (0, 0)
    agreements_ended = {line for line in lines if line.startswith("agreement-")}
    assert agreements_ended <= set(withdrawals.withdrawn())


def test_who_agreed_again_before_the_backup_is_left_alone(person, alice):
    agreements.withdraw(participant=person, clause="research", by=alice)
    lines = list(withdrawals.withdrawn())
    agreements.agree_to(participant=person, clause="research", by=alice)
    rows = Consent.objects.count()

    assert [line.split()[:2] for line in lines] == [["agreement-research", str(person.pk)]]
    assert apply_again(lines) == (0, 0)
    assert Consent.objects.count() == rows


def test_only_what_was_agreed_to_before_is_listed(session, alice):
    actions.record_consent(
        participant=session.participant, version=CURRENT.version, agreed=["keep"], by=alice
    )

    assert [line.split()[0] for line in withdrawals.withdrawn()] == ["agreement-follow_up"]


def test_who_would_rather_not_be_asked_is_not_asked(person, session, alice):
    with lost() as lines:
        arrangements.give_up(session=session, why="declined", by=alice)
    assert Session.objects.awaiting_follow_up().get() == session

    assert apply_again(lines) == (0, 1)

    assert not Session.objects.awaiting_follow_up().exists()
    assert now(person).may_be_contacted


def test_a_follow_up_that_was_taken_up_before_the_backup_is_awaited(person, session, alice):
    arrangements.give_up(session=session, why="declined", by=alice)
    lines = list(withdrawals.withdrawn())
    arrangements.take_up_again(session=session, by=alice)

    assert len(lines) == 1
    assert apply_again(lines) == (0, 0)
    assert Session.objects.awaiting_follow_up().get() == session


def test_who_was_erased_afterwards_is_gone(person, alice):
    with lost() as lines:
        agreements.withdraw(participant=person, clause="research", by=alice)
        actions.erase(participant=person, by=alice)

    assert apply_again(lines) == (1, 0)
    assert not Participant.objects.exists()


AT = dt.datetime(2026, 11, 29, tzinfo=dt.UTC).isoformat()


@pytest.mark.parametrize(
    "line",
    [f"nonsense {{}} {AT}", f"agreement-keep {{}} {AT}", f"agreement-research 12 {AT}",
     "agreement-research {} yesterday", "agreement-research {} 2026-11-29T00:00:00"],
)  # fmt: skip
def test_a_list_that_cannot_be_read_changes_nothing(person, tmp_path, line):
    good = f"participant {person.pk}"
    (tmp_path / "list").write_text(f"{good}\n{line.format(person.pk)}\n")

    with pytest.raises(CommandError, match="Nobody was erased, nothing taken back"):
        call_command("after_restore", tmp_path / "list")
    assert set(now(person).agreed) == set(ALL)


def test_the_list_is_applied_by_command(person, alice, tmp_path, capsys):
    with lost() as lines:
        agreements.withdraw(participant=person, clause="research", by=alice)
    (tmp_path / "list").write_text("\n".join(lines))

    call_command("after_restore", tmp_path / "list")

    told = "Erased again: 0. Taken back again: 1. Everybody is signed out.\n"
    assert capsys.readouterr().out == told
    assert "research" not in now(person).agreed
