import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from case_studies import actions
from case_studies.models import CaseStudy
from facilitation import actions as facilitation
from facilitation.models import Session
from mapping.models import Member
from plans.models import FollowUp
from tests.sharing.conftest import item  # noqa: F401 (somebody whose record has secrets)

DETAILS: dict[str, Any] = {
    "heading": "Walking again",
    "before": "She was 76 and hardly went out after her husband died.",
    "taken_up": "A walking group, once a week. A neighbour goes along.",
    "words": "I look forward to it.",
    "conditions": ["diabetes"],
    "audiences": ["practices"],
}
CHECKED = {"no_names": "on", "not_rare": "on", "kind": "on"}


@pytest.fixture
def pair(session, item, alice) -> Session:  # noqa: F811
    """A follow-up, three months after, of somebody with secrets: both are finished."""
    facilitation.finish(session=session, by=alice)
    ago = timezone.now() - dt.timedelta(days=92)
    Session.objects.filter(pk=session.pk).update(started_at=ago, finished_at=ago)
    later = facilitation.start_follow_up(session=session, facilitator=alice)
    for name, ring in (("Zebedee", 1), ("Quentin", 2)):
        Member.objects.create(session=later, name=name, ring=ring, x=0.5, y=0.6 - ring / 10)
    FollowUp.objects.create(item=item, session=later, outcome="still_going")
    facilitation.finish(session=later, by=alice)
    return later


@pytest.fixture
def study(pair, alice) -> CaseStudy:
    return actions.save(session=pair, details=DETAILS, by=alice)


@pytest.fixture
def agreed(study: CaseStudy, alice) -> CaseStudy:
    actions.agree(study=study, seen=actions.told_of(study).digest, by=alice)
    return study


@pytest.fixture
def approved(agreed: CaseStudy, mo) -> CaseStudy:
    actions.approve(study=agreed, seen=actions.told_of(agreed).digest, by=mo)
    return agreed
