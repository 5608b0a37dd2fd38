"""Two entries that are one become one, and nothing that pointed to either is lost."""

from typing import Any

import pghistory
from django.db import IntegrityError, models, transaction
from pghistory.models import Event

from resources import listings
from resources.actions import curation
from resources.models import DuplicatePair, Listing, Place, Resource, Schedule, SearchText

# Dealt with one by one, or made anew
OWN_WAY = {Place, Schedule, DuplicatePair, Listing, SearchText}


def merge(*, keep: Resource, drop: Resource, taken: list[str]) -> None:
    """Make `drop` part of `keep`, with the fields in `taken` from `drop`.

    Interests of both are kept, and an address that is confidential in either stays so. Places and
    plan items, corrections and external ids that belonged to `drop` belong to `keep` afterwards,
    so an import finds it under both its names. Both keep their histories: each tells of the other,
    and `drop` can be put back from its own.
    """
    assert keep.pk != drop.pk
    told = {"merged": drop.name, "into": str(keep.pk)}
    with transaction.atomic(), pghistory.context(**told):
        make_one(keep, drop, taken)


def make_one(keep: Resource, drop: Resource, taken: list[str]) -> None:
    for name in taken:
        setattr(keep, name, getattr(drop, name))
    if drop.address_confidential and not keep.address_confidential:
        keep.address_confidential, keep.confidential_reasons = True, drop.confidential_reasons
    keep.save()
    keep.interests.add(*drop.interests.all())
    merge_places(keep, drop)
    repoint(drop, keep)
    drop.delete()
    curation.protect_with_places(resource=keep)
    listings.refresh([keep.pk])


def merge_places(keep: Resource, drop: Resource) -> None:
    """The places of both, each with its times. Of two that are one, `keep`'s times stay, if it has
    any; what is said of all of one entry's places is not said of the other's."""
    known = {place.postcode: place for place in keep.places.all() if place.postcode}
    pairs = [(place, known.get(place.postcode)) for place in drop.places.all()]
    if any(same is None for _, same in pairs):
        bind_times(keep)
        bind_times(drop)
    had_times = keep.schedules.exists()
    for place, same in pairs:
        if same:
            repoint(place, same)
            place.schedules.update(place=same)
        else:
            place.resource = keep
            place.save(update_fields=["resource"])
    moving = drop.schedules.all()
    if had_times:
        moving = moving.filter(place__in=[place for place, same in pairs if same is None])
    moving.update(resource=keep)


def bind_times(resource: Resource) -> None:
    """Its times belong to its only place, where they did not say so because it was the only one."""
    if resource.places.count() == 1:
        resource.schedules.filter(place=None).update(place=resource.places.get())


def repoint(old: models.Model, new: models.Model) -> None:
    """Everything that points to `old` points to `new`, from apps unknown to this one too."""
    for relation in old._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model: Any = relation.related_model
        # what Django made itself stands between two that are many to many; what was, stays so
        if model in OWN_WAY or model._meta.auto_created or issubclass(model, Event):
            continue
        for pointing in model._default_manager.filter(**{relation.field.name: old}):
            try:
                with transaction.atomic():
                    setattr(pointing, relation.field.name, new)
                    pointing.save(update_fields=[relation.field.name])
            except IntegrityError:
                # a session that chose both keeps the other one
                continue
