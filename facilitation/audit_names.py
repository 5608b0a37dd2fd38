"""Who and what the lines of the audit log name, looked up when they are shown: the log itself holds
ids only."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from facilitation.models import AuditEvent, Participant, User

NOBODY = "Nobody who was signed in"
GONE = "No longer here"
# of kinds of records that belong to the apps above
OTHERS = {
    "referral": "A referral",
    "partner": "A partner",
    "organisation": "",
    "questionnaire": "",
}


class ShownEvent(NamedTuple):
    event: AuditEvent
    who: str
    whom: str

    @property
    def what(self) -> str:
        return self.event.action[:1].upper() + self.event.action[1:]


def shown(events: Sequence[AuditEvent], reader: User) -> list[ShownEvent]:
    """People by their reference code, and only those of the reader's own organisation."""
    users = User.objects.in_bulk({key for one in events for key in (one.actor_id, one.object_id)})
    people = references([one.object_id for one in events if one.object_id], reader)
    return [
        ShownEvent(
            event,
            who=user_name(users, event.actor_id) if event.actor_id else NOBODY,
            whom=whom(event, users, people),
        )
        for event in events
    ]


def references(ids: Sequence[UUID], reader: User) -> dict[UUID, str]:
    """The reference code of each participant, and of the one whose session it is."""
    own = Participant.objects.filter(organisation=reader.organisation_id)
    rows = own.filter(Q(pk__in=ids) | Q(sessions__in=ids)).values_list(
        "pk", "sessions__pk", "reference"
    )
    return {
        key: reference for person, session, reference in rows for key in (person, session) if key
    }


def whom(event: AuditEvent, users: dict[UUID, User], people: dict[UUID, str]) -> str:
    if event.object_id is None:
        return ""
    if event.object_type in OTHERS:
        return OTHERS[event.object_type]
    if event.object_type == "user":
        same = event.object_id == event.actor_id
        return "" if same else user_name(users, event.object_id)
    return people.get(event.object_id, GONE)


def user_name(users: dict[UUID, User], key: UUID) -> str:
    return str(users[key]) if key in users else GONE
