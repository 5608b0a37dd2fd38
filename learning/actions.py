"""What can happen to what is learnt. Each function is one transaction."""

from typing import Any

from django.db import transaction

from facilitation.audit import record
from facilitation.models import Session, User
from learning.models import SafeguardingContact, SupportedSession


@transaction.atomic
def save_contact(*, manager: User, details: dict[str, Any]) -> None:
    """Whom everybody of the manager's organisation rings from now on."""
    organisation = manager.organisation
    assert organisation is not None
    SafeguardingContact.objects.update_or_create(organisation=organisation, defaults=details)
    record(
        actor=manager,
        action="safeguarding contact changed",
        object_type="organisation",
        object_id=organisation.pk,
    )


@transaction.atomic
def save_support(*, session: Session, supporter: User | None, by: User) -> None:
    """Who supported the facilitator in it; None takes it back."""
    if supporter is None:
        SupportedSession.objects.filter(session=session).delete()
    else:
        SupportedSession.objects.update_or_create(session=session, defaults={"by": supporter})
    record(actor=by, action="session support noted", object_type="user", object_id=by.pk)
