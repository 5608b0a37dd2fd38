"""What is to be written of entries that the directory has: gathered while they are looked at one by
one, and written together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from resources.intake import bulk
from resources.models import Place, Resource, Schedule


@dataclass
class Writes:
    """Of one entry. None: stays as it is."""

    resource: Resource
    # those of its columns that have changed
    columns: set[str] = field(default_factory=set)
    interests: list[str] | None = None
    authorities: list[str] | None = None
    new_places: list[Place] = field(default_factory=list)
    places: list[tuple[Place, set[str]]] = field(default_factory=list)
    gone_places: set[UUID] = field(default_factory=set)
    # in the place of all those that there are
    times: list[Schedule] | None = None

    def note(self, before: Resource, after: Resource) -> None:
        """What is to be written of the entry itself."""
        self.resource = after
        self.columns |= differing(before, after)

    def note_place(self, before: Place, after: Place) -> None:
        self.places.append((after, differing(before, after)))


def differing(before: models.Model, after: models.Model) -> set[str]:
    """The names of the columns in which these two copies of a row differ."""
    old, new = before.__dict__, after.__dict__
    names = [one.attname for one in after._meta.concrete_fields]
    return {name for name in names if old[name] is not new[name] and old[name] != new[name]}


def write(gathered: Sequence[Writes], now: dt.datetime) -> None:
    """All of it, as of now: at most one for each entry."""
    write_entries(gathered, now)
    relate(gathered, Resource.interests.through, "interest_id", lambda one: one.interests)
    relate(gathered, Resource.authorities.through, "localauthority_id", lambda one: one.authorities)
    bulk.insert([place for one in gathered for place in one.new_places])
    update([place for one in gathered for place in one.places])
    gone = {key for one in gathered for key in one.gone_places}
    if gone:
        Place.objects.filter(pk__in=gone).delete()
    replace_times([one for one in gathered if one.times is not None])


def write_entries(gathered: Sequence[Writes], now: dt.datetime) -> None:
    for one in gathered:
        if one.columns:
            one.resource.updated_at = now
    new = [one.resource for one in gathered if one.resource._state.adding]
    bulk.insert(new)
    update((one.resource, one.columns) for one in gathered if not one.resource._state.adding)


def update(rows: Iterable[tuple[models.Model, set[str]]]) -> None:
    """Of each row the columns named, and nothing else: somebody may have written the others."""
    together: dict[frozenset[str], list[models.Model]] = defaultdict(list)
    for row, columns in rows:
        if columns:
            together[frozenset(columns)].append(row)
    for names, these in together.items():
        bulk.update(these, names)


def relate(
    gathered: Sequence[Writes], through: Any, column: str, wanted: Callable[[Writes], Any]
) -> None:
    """Give each entry these interests or authorities; what it has of them stays untouched."""
    asked = {one.resource.pk: set(keys) for one in gathered if (keys := wanted(one)) is not None}
    if not asked:
        return
    there = through.objects.filter(resource__in=bulk.any_of(asked, "uuid"))
    rows = {(key, other): pk for pk, key, other in there.values_list("pk", "resource_id", column)}
    pairs = {(key, other) for key, others in asked.items() for other in others}
    gone = [pk for pair, pk in rows.items() if pair not in pairs]
    if gone:
        through.objects.filter(pk__in=gone).delete()
    bulk.insert_values(through._meta.db_table, ["resource_id", column], sorted(pairs - rows.keys()))


def replace_times(gathered: Sequence[Writes]) -> None:
    if gathered:
        known = bulk.any_of((one.resource.pk for one in gathered), "uuid")
        Schedule.objects.filter(resource__in=known).delete()
        bulk.insert([time for one in gathered for time in one.times or []])
