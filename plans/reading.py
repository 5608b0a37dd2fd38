"""What the plan's page, and each word of it that is saved, asks the database, put into SQL once
(`facilitation.prepared`)."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from facilitation.models import Session
from facilitation.prepared import Prepared
from mapping.models import Member
from plans.models import PlanItem


def of_session(session: UUID) -> QuerySet[PlanItem]:
    helpers = Member.objects.filter(plan_items=OuterRef("pk")).values("pk")
    items = PlanItem.objects.filter(session=session)
    return items.annotate(**{"helper_ids_read": ArraySubquery(helpers)})


PRIORITIES = Prepared(of_session, UUID(int=1))
WITH_ENTRIES = Prepared(
    lambda session: of_session(session).select_related("resource", "place"), UUID(int=1)
)
COMPANY = Prepared(lambda session: Member.objects.filter(session=session).company(), UUID(int=1))


def last_chosen(session: Session) -> list[PlanItem]:
    """What was chosen last: the priorities of the newest session before that has any. The one just
    before may have been a telephone call, or ended once it was said how it went."""
    plans = (list(earlier.plan_items.all()) for earlier in session.earlier())
    return next(filter(None, plans), [])


def priorities_of(session: Session, *, with_entries: bool = False) -> list[PlanItem]:
    """In order, with the keys of their helpers; with what was chosen and where it is, if asked."""
    found = (WITH_ENTRIES if with_entries else PRIORITIES).all(session.pk)
    for item in found:
        item.session = session
    return found
