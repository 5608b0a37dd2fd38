"""Passing a person on to another facilitator, seen by everybody whom it concerns."""

from django.db import transaction
from django.utils import timezone

from facilitation.audit import record
from facilitation.locks import lock_person
from facilitation.models import Participant, Reassignment, User


@transaction.atomic
def reassign(*, participant: Participant, to: User, by: User) -> None:
    """Move a participant to another facilitator of the same organisation. To whom they are with
    already, nothing is done: a button pressed twice."""
    assert to.organisation_id == participant.organisation_id
    lock_person(participant)
    participant.refresh_from_db(fields=["facilitator"])
    before = participant.facilitator
    if before == to:
        return
    participant.facilitator = to
    participant.save(update_fields=["facilitator"])
    Reassignment.objects.create(participant=participant, before=before, after=to, by=by)
    record(actor=by, action="reassigned", object_type="participant", object_id=participant.pk)
    record(actor=by, action="reassigned from", object_type="user", object_id=before.pk)
    record(
        actor=by,
        action="reassigned to themselves" if to == by else "reassigned to",
        object_type="user",
        object_id=to.pk,
    )


@transaction.atomic
def read_all(*, user: User) -> None:
    """The user has read what they were told."""
    now, found = timezone.now(), Reassignment.objects
    found.filter(before=user, before_read_at=None).update(before_read_at=now)
    found.filter(after=user, after_read_at=None).update(after_read_at=now)
