"""Which maps a person has, in the order in which they were drawn."""

import datetime as dt
from collections.abc import Hashable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from facilitation.models import Session, SessionQuerySet
from mapping.compare.rule import MappedMember, first_of_each
from mapping.models import MapChange, Member
from mapping.vocabulary import TieStatus


class Map(NamedTuple):
    """One map of a person; members most important first. `died`: the keys of those of whom it was
    said then, without their being put on the map."""

    day: dt.date
    members: list[MappedMember]
    died: frozenset[Hashable]


def with_a_map() -> SessionQuerySet:
    """Sessions in which a map was drawn, even if everyone was taken off it again; oldest first."""
    has_members = Exists(Member.objects.on_map().filter(session=OuterRef("pk")))
    placed = MapChange.objects.filter(session=OuterRef("pk"), after__ring__gt=0)
    return Session.objects.filter(Q(has_members) | Q(Exists(placed))).order_by("started_at", "pk")


def has_earlier_map(session: Session) -> bool:
    """Whether there is another map of the person to look at beside this one."""
    earlier = with_a_map().filter(
        participant=session.participant_id, started_at__lt=session.started_at
    )
    return session.previous_id is not None and earlier.exists()


def maps_until(session: Session) -> list[Map]:
    """The person's maps up to this session's."""
    sessions = list(
        with_a_map()
        .filter(participant=session.participant_id, started_at__lte=session.started_at)
        .prefetch_related("members")
    )
    everyone = [member for one in sessions for member in one.members.all()]
    keys = first_of_each({member.pk: member.previous_id for member in everyone})
    return [
        Map(
            timezone.localdate(one.started_at),
            [
                mapped_member(member, keys[member.pk])
                for member in sorted(one.members.all(), key=lambda member: member.order)
                if member.ring
            ],
            frozenset(
                keys[member.pk]
                for member in one.members.all()
                if not member.ring and member.tie_status == TieStatus.DIED
            ),
        )
        for one in sessions
    ]


def mapped_member(member: Member, key: Hashable) -> MappedMember:
    assert member.ring is not None
    return MappedMember(
        key=key,
        name=member.name,
        relationship=member.relationship,
        ring=member.ring,
        frequency=member.frequency,
        point=member.point,
        tie_status=member.tie_status,
    )
