"""What a person agrees to outside a session, and what is kept under it: how to reach them and what
they need. Each function is one transaction."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from facilitation.actions import record_consent
from facilitation.consent import CURRENT, WITHDRAWING
from facilitation.locks import lock_person
from facilitation.models import Participant, PersonRecord, User


@transaction.atomic
def agree_to(*, participant: Participant, clause: str, by: User) -> None:
    """Add one agreement to those there are, in today's wording."""
    lock_person(participant)
    last = participant.consents.first()
    agreed = [*(last.agreed if last else []), clause]
    record_consent(
        participant=participant, version=CURRENT.version, agreed=list(dict.fromkeys(agreed)), by=by
    )


@transaction.atomic
def withdraw(*, participant: Participant, clause: str, by: User) -> None:
    """Take one agreement back; the others stay, in the wording they were given in."""
    assert clause in WITHDRAWING
    lock_person(participant)
    last = participant.consents.first()
    if last and clause in last.agreed:
        agreed = [key for key in last.agreed if key != clause]
        record_consent(participant=participant, version=last.wording_version, agreed=agreed, by=by)


class NotAgreedError(PermissionDenied):
    """How to reach somebody and what they need is kept only where they agreed to it."""

    def __init__(self) -> None:
        super().__init__("Please ask first whether this may be kept.")


@transaction.atomic
def save_record(*, participant: Participant, details: dict[str, Any]) -> None:
    """Keep some of what the person's record holds. Raises NotAgreedError."""
    locked = lock_person(participant)
    if not locked.may_be_recorded:
        raise NotAgreedError
    PersonRecord.objects.update_or_create(participant=locked, defaults=details)
