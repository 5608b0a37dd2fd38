"""What a finished follow-up tells the directory: whatever came to nothing for want of a way there,
money, an answer or an open door is an unmet need. When it is finished, not while it is typed."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from facilitation.models import Session, User
from facilitation.signals import session_finished
from plans.models import FollowUp
from plans.reading import last_chosen
from plans.vocabulary import UNMET
from preferences.models import Answer
from resources.models import Home
from resources.needs.actions import record_unmet


@receiver(session_finished)
def tell_unmet_needs(sender: Any, *, session: Session, by: User, **kwargs: Any) -> None:
    home = Home.objects.filter(participant=session.participant_id).first()
    if session.previous_id is None or home is None:
        return
    record_unmet(session=session, home=home, interests=unmet(session), today=timezone.localdate())


def unmet(session: Session) -> list[str]:
    """The interests that were asked for when it was chosen, of what came to nothing."""
    told = FollowUp.objects.filter(session=session, reason__in=UNMET).exclude(item__resource=None)
    of_entries = set(told.values_list("item__resource__interests", flat=True))
    wanted = Answer.objects.wanted().filter(
        session__in={item.session_id for item in last_chosen(session)}
    )
    asked = {slug for kept in wanted.values_list("kept", flat=True) for slug in kept}
    return sorted(of_entries & asked)
