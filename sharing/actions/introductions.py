"""What can happen to an introduction. Each function is one transaction."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation.audit import record
from facilitation.locks import GoneError, lock
from facilitation.models import User
from plans.models import PlanItem
from sharing import letters
from sharing.consent import CURRENT
from sharing.models import Introduction


@transaction.atomic
def introduce(*, item: PlanItem, details: dict[str, Any], by: User) -> Introduction:
    """Tell the organisation, as the person agreed just now. Made again (after it was taken back, or
    to correct it), the link before it leads nowhere. Twice the same is once. Raises GoneError where
    the priority was taken off meanwhile."""
    lock(item.session)
    if not item.session.plan_items.filter(pk=item.pk).exists():
        raise GoneError
    made = Introduction.objects.select_for_update().filter(item=item).first()
    if made and made.is_open and all(getattr(made, key) == details[key] for key in details):
        return made
    fresh = {
        "wording_version": CURRENT.version,
        "made_by": by,
        "made_at": timezone.now(),
        "key": uuid.uuid4(),
        "withdrawn_at": None,
        "answer": "",
        "answer_text": "",
        "answered_at": None,
    }
    made, _ = Introduction.objects.update_or_create(item=item, defaults={**details, **fresh})
    event("introduced to an organisation", made, by)
    letters.send(letters.invitation(made))
    return made


@transaction.atomic
def take_back(*, introduction: Introduction, by: User) -> None:
    """The person no longer agrees: the link shows nothing from now on."""
    changed = Introduction.objects.filter(pk=introduction.pk, withdrawn_at=None)
    if changed.update(withdrawn_at=timezone.now()):
        event("introduction taken back", introduction, by)


@transaction.atomic
def answer(*, introduction: Introduction, answer: str, text: str) -> bool:
    """What the organisation says. False where it was answered or taken back meanwhile."""
    found = Introduction.objects.select_for_update().get(pk=introduction.pk)
    if not found.is_open or found.key != introduction.key:
        return False
    if (found.answer, found.answer_text) == (answer, text):
        return True
    found.answer, found.answer_text, found.answered_at = answer, text, timezone.now()
    found.save(update_fields=["answer", "answer_text", "answered_at"])
    event("introduction answered", found, None)
    letters.send(letters.word(found))
    return True


def event(action: str, introduction: Introduction, by: User | None) -> None:
    session = introduction.item.session
    record(
        actor=by,
        action=action,
        object_type="session",
        object_id=session.pk,
        organisation_id=session.participant.organisation_id,
    )
