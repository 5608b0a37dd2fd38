"""What each word that is saved asks the database, put into SQL once (`facilitation.prepared`)."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from facilitation.models import Session
from facilitation.prepared import Prepared
from mapping.models import Member
from plans.models import PlanItem

HELPERS = Member.objects.filter(plan_items=OuterRef("pk")).values("pk")
PRIORITIES = Prepared(
    lambda session: PlanItem.objects.filter(session=session).annotate(
        **{"helper_ids_read": ArraySubquery(HELPERS)}
    ),
    UUID(int=1),
)


def priorities_of(session: Session) -> list[PlanItem]:
    """In order, with the keys of their helpers."""
    found = PRIORITIES.all(session.pk)
    for item in found:
        item.session = session
    return found
