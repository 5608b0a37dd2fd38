"""What was taken back of what is given to others stays so when an older backup is restored."""

from facilitation.erasures import apply_again
from facilitation.models import AuditEvent
from facilitation.withdrawals import AGAIN
from sharing.actions import introductions, summaries
from sharing.content import digest, sections
from sharing.facts import facts_of
from sharing.models import Introduction, Summary
from tests.restored import lost


def test_a_summary_is_given_no_more(summary, alice):
    summaries.agree(summary=summary, seen=digest(sections(facts_of(summary))), by=alice)
    with lost() as lines:
        summaries.take_back(summary=summary, by=alice)
    assert Summary.objects.get().agreement

    assert apply_again(lines) == (0, 1)

    assert Summary.objects.get().agreement is None
    told = AuditEvent.objects.get(action=AGAIN)
    assert (told.object_id, told.organisation_id) == (summary.session_id, alice.organisation_id)


def test_an_introduction_is_shown_no_more_unless_it_was_made_anew(item, alice):
    details = {"called": "Margaret", "contact": "01632 960111", "about": ""}
    made = introductions.introduce(item=item, details=details, by=alice)
    with lost() as lines:
        introductions.take_back(introduction=made, by=alice)
    assert Introduction.objects.get().is_open

    assert apply_again(lines) == (0, 1)
    assert not Introduction.objects.get().is_open

    introductions.introduce(item=item, details=details, by=alice)
    assert apply_again(lines) == (0, 0)
    assert Introduction.objects.get().is_open
