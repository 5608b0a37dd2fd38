"""A finished session ends the referral that led to it."""

from typing import Any

from django.dispatch import receiver

from facilitation.models import Session, User
from facilitation.signals import session_finished
from referrals import actions


@receiver(session_finished)
def end_referral(sender: Any, *, session: Session, by: User, **kwargs: Any) -> None:
    actions.complete_with(session=session, by=by)
