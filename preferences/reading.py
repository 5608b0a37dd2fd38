"""What each answer that is saved asks the database, put into SQL once (`facilitation.prepared`)."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from facilitation.models import Session
from facilitation.prepared import Prepared
from preferences.models import Answer, Interest, Item, Questionnaire


def asked(questionnaire_id: UUID, organisation_id: UUID) -> QuerySet[Item]:
    version = Questionnaire.objects.asked_by(organisation_id).filter(pk=questionnaire_id)
    slugs = Interest.objects.filter(items=OuterRef("pk")).values("slug")
    items = Item.objects.filter(questionnaire__in=version.order_by())
    return items.select_related("questionnaire").annotate(**{"slugs_read": ArraySubquery(slugs)})


ITEMS = Prepared(asked, UUID(int=1), UUID(int=2))
ANSWERS = Prepared(
    lambda session: (
        Answer.objects.filter(session=session)
        .annotate(**{"version": F("item__questionnaire")})
        .order_by("item__number")
    ),
    UUID(int=1),
)


def items_to_answer(session: Session, questionnaire_id: UUID) -> list[Item]:
    """Of a version that the session's organisation may ask, with the slugs that they look for; none
    of any other."""
    return ITEMS.all(questionnaire_id, session.participant.organisation_id)


def answers_of(session: Session) -> dict[UUID, Answer]:
    """By the item's key; each with the `version` that asked."""
    return {answer.item_id: answer for answer in ANSWERS.all(session.pk)}
