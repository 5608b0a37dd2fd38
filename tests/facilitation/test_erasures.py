"""A restored backup is told who was erased since, by ids alone."""

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.core.management import CommandError, call_command
from django.urls import reverse

from facilitation import actions, erasures
from facilitation.models import AuditEvent, Participant
from referrals.actions import delete as delete_referral
from referrals.models import Partner, Referral
from tests.conftest import begin_session


def test_who_was_erased_is_listed_by_id(session, alice):
    person = session.participant_id
    actions.erase(participant=session.participant, by=alice)

    assert list(erasures.erased()) == [f"participant {person}"]


def test_an_empty_session_and_a_referral_are_listed_too(organisation, alice, capsys):
    partner = Partner.objects.create(organisation=organisation, name="Surgery")
    referral = Referral.objects.create(organisation=organisation, partner=partner)
    key = referral.pk
    delete_referral(referral=referral, by=alice)
    call_command("list_erased")

    assert capsys.readouterr().out == f"referral {key}\n"


def test_who_came_back_is_erased_again_and_nobody_else(session, alice, bob, tmp_path, capsys):
    came_back, stays = session.participant, begin_session(bob).participant
    (tmp_path / "first").write_text(f"participant {came_back.pk}\n\n")
    (tmp_path / "second").write_text(f"participant {came_back.pk}\nreferral {stays.pk}\n")

    call_command("after_restore", tmp_path / "first", tmp_path / "second")

    told = "Erased again: 1. Taken back again: 0. Everybody is signed out.\n"
    assert capsys.readouterr().out == told
    assert list(Participant.objects.all()) == [stays]
    event = AuditEvent.objects.get(action=erasures.AGAIN)
    assert (event.object_id, event.organisation_id) == (came_back.pk, alice.organisation_id)
    # so that the next backup's list has them, too
    assert list(erasures.erased()) == [f"participant {came_back.pk}"]


def test_everybody_is_signed_out(as_alice, tmp_path):
    (tmp_path / "list").write_text("")
    assert as_alice.get("/").headers["Location"] == reverse("facilitation:sessions")
    call_command("after_restore", tmp_path / "list", verbosity=0)

    assert SignIn.objects.count() == 0
    assert as_alice.get("/").headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("line", ["participant", "participant 12", "user {}", "<html>"])
def test_a_list_that_cannot_be_read_erases_nobody(session, tmp_path, line):
    good = f"participant {session.participant_id}"
    (tmp_path / "list").write_text(f"{good}\n{line.format(session.participant_id)}\n")

    with pytest.raises(CommandError, match="Nobody was erased"):
        call_command("after_restore", tmp_path / "list")
    assert Participant.objects.count() == 1
