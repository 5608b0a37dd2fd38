"""What can happen to a case study. Each function is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from case_studies.consent import CURRENT
from case_studies.content import Told, tell
from case_studies.identifying import find
from case_studies.models import TEXTS, Agreement, CaseStudy
from case_studies.stored import names_of, words_of_interests
from facilitation.audit import record
from facilitation.locks import lock_person
from facilitation.models import Session, User


class NotAsShownError(Exception):
    """It is another one by now. The message is for whoever looks at it."""

    def __init__(self) -> None:
        super().__init__("It has changed meanwhile. Please look at it again.")


def told_of(study: CaseStudy) -> Told:
    """As it is now."""
    return tell(CaseStudy.objects.with_maps().get(pk=study.pk))


@transaction.atomic
def save(*, session: Session, details: Mapping[str, Any], by: User) -> CaseStudy:
    """Keep the draft. What was agreed to and approved holds on only for the same words."""
    lock_person(session.participant)
    study, made = CaseStudy.objects.update_or_create(session=session, defaults={**details})
    if made:
        event("case study begun", study, by)
    return study


@transaction.atomic
def agree(*, study: CaseStudy, seen: str, by: User) -> None:
    """The person read it and agrees. `seen` is the digest of what they read; once for the same.
    Raises NotAsShownError."""
    lock_person(study.session.participant)
    told = told_of(study)
    if told.digest != seen or names_in(study):
        raise NotAsShownError
    if told.is_agreed:
        return
    Agreement.objects.create(case_study=study, wording_version=CURRENT, digest=seen, recorded_by=by)
    event("case study agreed to", study, by)


def names_in(study: CaseStudy) -> bool:
    """Whether a name stands in it that was stored since it was written."""
    names, ordinary = names_of(study.session.participant), words_of_interests()
    return any(find(getattr(study, field), names, ordinary) for field in TEXTS)


@transaction.atomic
def take_back(*, study: CaseStudy, by: User) -> None:
    """They no longer agree: it is in no list and no copy from now on."""
    if study.agreements.filter(withdrawn_at=None).update(withdrawn_at=timezone.now()):
        event("case study taken back", study, by)


@transaction.atomic
def approve(*, study: CaseStudy, seen: str, by: User) -> None:
    """The manager lets it be shown. Raises NotAsShownError."""
    lock_person(study.session.participant)
    told = told_of(study)
    if told.digest != seen or not told.is_agreed or names_in(study):
        raise NotAsShownError
    set_approval(study, by=by, digest=seen)
    event("case study approved", study, by)


@transaction.atomic
def disapprove(*, study: CaseStudy, by: User) -> None:
    """The manager takes it out again."""
    set_approval(study, by=None, digest="")
    event("case study taken out", study, by)


def set_approval(study: CaseStudy, *, by: User | None, digest: str) -> None:
    CaseStudy.objects.filter(pk=study.pk).update(
        approved_by=by, approved_at=timezone.now() if by else None, approved_digest=digest
    )


def event(action: str, study: CaseStudy, by: User) -> None:
    record(actor=by, action=action, object_type="session", object_id=study.session_id)
