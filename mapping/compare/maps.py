"""Which maps a person has, in the order in which they were drawn."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from facilitation.models import Session, SessionQuerySet
from mapping.compare.rule import MappedMember, first_of_each
from mapping.models import Member


class Map(NamedTuple):
    """One map of a person; members most important first."""

    day: dt.date
    members: list[MappedMember]


def with_a_map() -> SessionQuerySet:
    """Sessions in which a map was drawn, even if everyone was taken off it again; oldest first."""
    has_members = Exists(Member.objects.filter(session=OuterRef("pk")))
    return Session.objects.filter(Q(has_members) | Q(network_result__isnull=False)).order_by(
        "started_at", "pk"
    )


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
            ],
        )
        for one in sessions
    ]


def mapped_member(member: Member, key: object) -> MappedMember:
    return MappedMember(
        key=key,
        name=member.name,
        relationship=member.relationship,
        ring=member.ring,
        frequency=member.frequency,
        point=member.point,
    )
