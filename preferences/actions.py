"""What can happen to the questionnaire and to a session's answers. Each is one transaction."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from facilitation.audit import record
from facilitation.locks import changes
from facilitation.models import Session, User
from facilitation.vocabulary import AuditKind
from preferences.bank import Bank, BankError, BankItem
from preferences.models import Answer, Interest, Item, Questionnaire


@transaction.atomic
def load_bank(*, bank: Bank) -> bool:
    """Publish the bank for every organisation, or correct the version of that name while nobody
    has answered it.

    False when it was there already, word for word. Raises BankError when it was answered: old
    sessions go on showing what was asked.
    """
    found = Questionnaire.objects.filter(
        version=bank.version, language=bank.language, organisation=None
    )
    questionnaire = found.select_for_update().first()
    if questionnaire is None:
        questionnaire = Questionnaire(version=bank.version, language=bank.language)
    elif wording(as_bank(questionnaire)) == wording(bank) and questionnaire.published_at:
        return False
    elif Answer.objects.filter(item__questionnaire=questionnaire).exists():
        raise BankError(
            f"Version {bank.version} has been answered, so it never changes. "
            "Give the changed bank a new version."
        )
    questionnaire.title = bank.title
    questionnaire.yes_label = bank.answers["yes"]
    questionnaire.maybe_label = bank.answers["maybe"]
    questionnaire.not_now_label = bank.answers["not_now"]
    questionnaire.published_at = questionnaire.published_at or timezone.now()
    questionnaire.save()
    questionnaire.items.all().delete()
    add_items(questionnaire, bank.items)
    return True


@transaction.atomic
def copy_to_draft(*, questionnaire: Questionnaire, by: User) -> Questionnaire:
    """An unpublished copy with all its items, to be changed: the installation's where a superuser
    makes it, and otherwise that of the manager's organisation."""
    owner = None if by.is_superuser else by.organisation
    bank = as_bank(questionnaire)
    version = f"{bank.version[:10]} draft"
    taken = Questionnaire.objects.filter(
        language=bank.language, version__startswith=version, organisation=owner
    )
    draft = Questionnaire.objects.create(
        organisation=owner,
        version=f"{version} {taken.count() + 1}" if taken else version,
        language=bank.language,
        title=bank.title,
        yes_label=questionnaire.yes_label,
        maybe_label=questionnaire.maybe_label,
        not_now_label=questionnaire.not_now_label,
    )
    add_items(draft, bank.items)
    return draft


@transaction.atomic
def publish(*, questionnaire: Questionnaire, by: User) -> None:
    """From now on new sessions of whom it belongs to are asked this version, and it stays as it is.

    Raises BankError when it is published already, or when an item looks for nothing.
    """
    if questionnaire.published_at:
        raise BankError("This version is published already.")
    items = questionnaire.items.prefetch_related("interests")
    if not items:
        raise BankError("A draft needs at least one item.")
    idle = [item.number for item in items if not item.interests.all()]
    if idle:
        raise BankError(*(f"Item {number} needs at least one interest." for number in idle))
    questionnaire.published_at = timezone.now()
    questionnaire.save(update_fields=["published_at"])
    event("questionnaire published", questionnaire, by)


@transaction.atomic
def end(*, questionnaires: QuerySet[Questionnaire], by: User) -> int:
    """No new session is asked these any more; those that answered one go on with it. Not what the
    installation asks: where that ended, nothing would be asked. Returns how many were ended."""
    asked = questionnaires.filter(ended_at=None).exclude(published_at=None)
    own = list(asked.exclude(organisation=None).select_for_update())
    for questionnaire in own:
        questionnaire.ended_at = timezone.now()
        questionnaire.save(update_fields=["ended_at"])
        event("questionnaire ended", questionnaire, by)
    return len(own)


def event(action: str, questionnaire: Questionnaire, by: User) -> None:
    record(
        actor=by,
        action=action,
        object_type="questionnaire",
        object_id=questionnaire.pk,
        kind=AuditKind.PUBLISH,
        organisation_id=questionnaire.organisation_id,
    )


def add_items(questionnaire: Questionnaire, bank_items: Sequence[BankItem]) -> None:
    items = Item.objects.bulk_create(
        Item(
            questionnaire=questionnaire,
            number=number,
            text=each.text,
            category=each.category,
            because=each.because,
            provenance=each.provenance,
            yes_label=each.answers["yes"],
            maybe_label=each.answers["maybe"],
            not_now_label=each.answers["not_now"],
        )
        for number, each in enumerate(bank_items, start=1)
    )
    interests = interests_of(bank_items)
    looks_for = Item.interests.through
    looks_for.objects.bulk_create(
        looks_for(item=item, interest=interests[slug])
        for item, each in zip(items, bank_items, strict=True)
        for slug in each.interests
    )


def interests_of(bank_items: Sequence[BankItem]) -> dict[str, Interest]:
    """By slug; those that are new are made. One that is known already keeps its name: older
    versions show it too."""
    names: dict[str, str] = {}
    for each in bank_items:
        for slug, name in each.interests.items():
            names.setdefault(slug, name)
    known = Interest.objects.in_bulk(names, field_name="slug")
    unknown = [slug for slug in names if slug not in known]
    new = [
        Interest(slug=slug, name=names[slug], position=position)
        for position, slug in enumerate(unknown, Interest.objects.count() + 1)
    ]
    return {**known, **{each.slug: each for each in Interest.objects.bulk_create(new)}}


def wording(bank: Bank) -> list[object]:
    """All that makes two banks the same. Interests by slug: their names outlive a version."""
    items = [item._replace(interests=dict.fromkeys(item.interests, "")) for item in bank.items]
    return list(bank._replace(items=items))


def as_bank(questionnaire: Questionnaire) -> Bank:
    """The questionnaire as its file would have it."""
    items = questionnaire.items.prefetch_related("interests")
    return Bank(
        version=questionnaire.version,
        language=questionnaire.language,
        title=questionnaire.title,
        answers={
            "yes": questionnaire.yes_label,
            "maybe": questionnaire.maybe_label,
            "not_now": questionnaire.not_now_label,
        },
        items=[
            BankItem(
                text=item.text,
                category=item.category,
                interests={interest.slug: interest.name for interest in item.interests.all()},
                provenance=item.provenance,
                because=item.because,
                answers=item.own_labels,
            )
            for item in items
        ],
    )


@changes("session")
def save_answer(*, session: Session, item: Item, choice: str, kept: list[str]) -> None:
    """Keep the session's answer to one item; no choice takes it back.

    With none of its interests picked all of them are looked for: none at all is what "Not now" is
    for.
    """
    if not choice:
        Answer.objects.filter(session=session, item=item).delete()
        return
    every = item.slugs
    narrowed = bool(kept) and len(every) > 1
    kept = kept or every
    Answer.objects.bulk_create(
        [Answer(session=session, item=item, choice=choice, kept=kept, narrowed=narrowed)],
        update_conflicts=True,
        unique_fields=["session", "item"],
        update_fields=["choice", "kept", "narrowed"],
    )
