"""An entry put back as it was. What it is now stays in its history, so this can be put back too."""

import copy
from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction

from facilitation.models import User
from geography.models import LocalAuthority
from preferences.models import Interest
from resources import listings
from resources.actions import curation
from resources.history import replay
from resources.models import ExternalId, Place, Provider, ProviderEvent, Resource, Schedule


class NothingToRestoreError(Exception):
    """There was no entry at that moment."""


def restore(*, entry_id: UUID, state: replay.State, **how: str) -> Resource:
    """Make the entry what it was in `state`; one that was deleted comes back under its id.

    `how` is told in its history. An address that is confidential now stays so. What has
    gone meanwhile and is not the entry's own, such as an interest, stays gone. Other
    entries keep what they have; ids that others call it by move back.
    """
    if state.entry is None:
        raise NothingToRestoreError
    with transaction.atomic(), pghistory.context(**(how or {"restored": "yes"})):
        entry = put_back(entry_id, state.entry)
        entry.interests.set(Interest.objects.filter(pk__in=keys(state, "interests")))
        entry.authorities.set(LocalAuthority.objects.filter(pk__in=keys(state, "authorities")))
        moved = restore_places(entry, state)
        restore_times(entry, state, moved)
        restore_external_ids(entry, state)
        curation.protect_with_places(resource=entry)
        listings.refresh([entry_id])
    return entry


def keys(state: replay.State, part: str) -> list[Any]:
    return [key for (key,) in state.parts[part]]


def put_back(entry_id: UUID, facts: dict[str, Any]) -> Resource:
    there = Resource.objects.select_for_update().filter(pk=entry_id).first()
    entry = copy.copy(there) if there else Resource(pk=entry_id)
    for name, value in facts.items():
        setattr(entry, name, value)
    if there:
        entry.dismissed_reasons = there.dismissed_reasons
        if there.address_confidential:
            entry.address_confidential = True
            entry.confidential_reasons = there.confidential_reasons
    for name in ("owner_id", "verified_by_id"):
        if not User.objects.filter(pk=facts[name]).exists():
            setattr(entry, name, None)
    if not Provider.objects.filter(pk=facts["provider_id"]).exists():
        bring_back_provider(facts["provider_id"])
    entry.save(force_insert=there is None)
    return entry


@transaction.atomic
def restore_provider(*, key: UUID, at: str) -> Provider:
    """A provider as it was after the change of that moment. Raises NothingToRestoreError."""
    events = ProviderEvent.objects.filter(pgh_obj_id=key).exclude(pgh_label="delete")
    found = next((one for one in events if one.pgh_created_at.isoformat() == at), None)
    if found is None:
        raise NothingToRestoreError
    there = Provider.objects.filter(pk=key).exists()
    provider = Provider(**replay.row_of(found))
    with pghistory.context(restored="yes"):
        provider.save(force_insert=not there, force_update=there)
        curation.protect(resources=provider.resources.all())
    return provider


def bring_back_provider(key: UUID) -> None:
    last = ProviderEvent.objects.filter(pgh_obj_id=key).order_by("pgh_id").last()
    assert last is not None
    Provider(**replay.row_of(last)).save(force_insert=True)


def restore_places(entry: Resource, state: replay.State) -> dict[Any, Any]:
    """Which of them had to get another key, and which it is."""
    moved = {}
    wanted = state.parts["places"]
    entry.places.exclude(pk__in=[key for (key,) in wanted]).delete()
    for (key,), facts in wanted.items():
        owner = Place.objects.filter(pk=key).values_list("resource", flat=True).first()
        place = Place(**{**facts, "resource_id": entry.pk})
        if owner not in {None, entry.pk}:
            # it went to another entry when the two were made one, which keeps it
            place.pk = moved[key] = Place._meta.pk.get_default()
        mine = owner == entry.pk
        place.save(force_insert=not mine, force_update=mine)
    return moved


def restore_times(entry: Resource, state: replay.State, moved: dict[Any, Any]) -> None:
    entry.schedules.all().delete()
    for facts in state.parts["schedules"].values():
        taken = Schedule.objects.filter(pk=facts["id"]).exists()
        fresh = {"id": Schedule._meta.pk.get_default()} if taken else {}
        place = moved.get(facts["place_id"], facts["place_id"])
        Schedule(**{**facts, **fresh, "resource_id": entry.pk, "place_id": place}).save(
            force_insert=True
        )


def restore_external_ids(entry: Resource, state: replay.State) -> None:
    """By these an import finds the entry again."""
    for source, value in state.parts["external_ids"]:
        ExternalId.objects.update_or_create(
            source=source, value=value, defaults={"resource": entry}
        )
