"""What can happen to measures. Each function is one transaction."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from facilitation.audit import record
from facilitation.locks import changes
from facilitation.models import Organisation, Session, User
from facilitation.vocabulary import AuditKind
from measures.bank import MeasureError
from measures.models import AskedMeasure, Measure, MeasureResult


@transaction.atomic
def load(content: dict[str, Any], organisation: Organisation | None = None) -> bool:
    """Add a measure that `measures.bank` let pass; for one organisation alone, or for all. The same
    one again changes nothing, but that another organisation may ask it, too.

    Returns whether it is new. Raises MeasureError when another content has this version already.
    """
    measure, made = Measure.objects.get_or_create(
        key=content["key"], version=content["version"], defaults={"content": content}
    )
    if measure.content != content:
        raise MeasureError(
            f"{content['key']} {content['version']} is loaded with another content. What has been "
            "asked never changes: give the file a new version."
        )
    restricted = made or measure.organisations.exists()
    if organisation is not None and restricted:
        measure.organisations.add(organisation)
    return made


@transaction.atomic
def choose(*, manager: User, measures: Collection[Measure], shows_change: bool) -> None:
    """What the manager's organisation asks from now on. What was answered stays."""
    organisation = manager.organisation
    assert organisation is not None
    AskedMeasure.objects.filter(organisation=organisation).exclude(measure__in=measures).delete()
    for measure in measures:
        AskedMeasure.objects.update_or_create(
            organisation=organisation, measure=measure, defaults={"shows_change": shows_change}
        )
    record(
        actor=manager,
        action="measures chosen",
        object_type="organisation",
        object_id=organisation.pk,
        kind=AuditKind.PUBLISH,
    )


@changes("session")
def save(*, session: Session, measure: Measure, answers: dict[str, int]) -> None:
    """Keep what was answered; of a measure of which nothing was, nothing."""
    if not answers:
        MeasureResult.objects.filter(session=session, measure=measure).delete()
        return
    MeasureResult.objects.update_or_create(
        session=session,
        measure=measure,
        defaults={"answers": answers, "answered_at": timezone.now()},
    )
