"""What can happen to a summary. Each function is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation.audit import record
from facilitation.locks import lock
from facilitation.models import Session, User
from facilitation.vocabulary import AuditKind
from plans.models import PlanItem
from sharing.consent import CURRENT
from sharing.content import digest, sections
from sharing.facts import Facts, facts_of
from sharing.models import Agreement, Goal, Summary


class NotAgreedError(Exception):
    """The message is for the facilitator."""

    def __init__(self) -> None:
        super().__init__("Please show it to them, and ask whether they agree, before it is given.")


@transaction.atomic
def save(
    *,
    session: Session,
    details: Mapping[str, Any],
    goals: Mapping[PlanItem, Mapping[str, Any]],
    by: User,
) -> Summary:
    """Keep what was typed. What was agreed to holds on only for the same words."""
    lock(session)
    summary, made = Summary.objects.update_or_create(session=session, defaults={**details})
    for item, said in goals.items():
        if session.plan_items.filter(pk=item.pk).exists():  # not taken off meanwhile
            Goal.objects.update_or_create(
                item=item, defaults={**said}, create_defaults={**said, "summary": summary}
            )
    if made:
        event("summary begun", summary, by)
    return summary


@transaction.atomic
def agree(*, summary: Summary, seen: str, by: User) -> None:
    """The person saw it and agrees. `seen` is the digest of what they saw; once for the same.
    Raises NotAgreedError where it is another one by now."""
    lock(summary.session)
    if digest(sections(facts_of(summary))) != seen:
        raise NotAgreedError
    last = summary.agreement
    if last and (last.digest, last.wording_version) == (seen, CURRENT.version):
        return
    Agreement.objects.create(
        summary=summary, wording_version=CURRENT.version, digest=seen, recorded_by=by
    )
    event("summary agreed to", summary, by)


@transaction.atomic
def take_back(*, summary: Summary, by: User) -> None:
    """They no longer agree: nothing is given away from now on."""
    if summary.agreements.filter(withdrawn_at=None).update(withdrawn_at=timezone.now()):
        event("summary taken back", summary, by)


def given(*, summary: Summary, how: str, by: User) -> tuple[Facts, Agreement]:
    """What is about to leave, which was agreed to; and that it leaves is written down. `how` is a
    fixed word. Raises NotAgreedError."""
    facts, agreement = facts_of(summary), summary.agreement
    if agreement is None or agreement.digest != digest(sections(facts)):
        raise NotAgreedError
    event(f"summary given as {how}", summary, by, AuditKind.EXPORT)
    return facts, agreement


def event(action: str, summary: Summary, by: User, kind: AuditKind = AuditKind.CHANGE) -> None:
    record(actor=by, action=action, object_type="session", object_id=summary.session_id, kind=kind)
