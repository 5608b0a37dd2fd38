"""What people took back, as ids and times: whoever restores a backup has it taken back again.

On the same list as erasures (`facilitation.erasures`). An app adds what may be taken back of its
own. Where somebody agreed again after the moment that a line names, it is left as it is; where that
is lost with the database, they are asked again: the careful side.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from facilitation.actions import end_what_is_not_agreed
from facilitation.audit import record
from facilitation.consent import WITHDRAWING
from facilitation.models import AuditEvent, Consent, Participant, Session
from facilitation.vocabulary import FollowUpEnd

AGAIN = "taken back again after a restore"


class Line(NamedTuple):
    """What was taken back, of which record, and when. As text, three words."""

    kind: str
    key: UUID
    at: dt.datetime

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.at.astimezone(dt.UTC).isoformat()}"

    @classmethod
    def read(cls, line: str) -> Self:
        """Raises ValueError for what is no such line."""
        kind, key, at = line.split()
        moment = dt.datetime.fromisoformat(at)
        if kind not in KINDS or moment.tzinfo is None:
            raise ValueError("A line names nothing that can be taken back.")
        return cls(kind, UUID(key), moment)


class Kind(NamedTuple):
    # of which records it was taken back until now, and when
    told: Callable[[], Iterable[tuple[UUID, dt.datetime]]]
    # takes it back of a record as of then; whether there was anything to do
    again: Callable[[UUID, dt.datetime], bool]


KINDS: dict[str, Kind] = {}


def add(kind: str, *, model: type[models.Model], made: str, session: str) -> None:
    """Have rows of this model that have a `withdrawn_at` stay taken back. `made`: the field that
    says since when they stand; `session`: the path to the session that they belong to."""
    KINDS[kind] = Kind(partial(rows_withdrawn, model), partial(withdraw_row, model, made, session))


def withdrawn() -> Iterator[str]:
    """A line for each that was taken back."""
    for name, kind in KINDS.items():
        yield from (str(Line(name, key, at)) for key, at in kind.told())


def withdraw_again(lines: Iterable[Line]) -> int:
    """Take back what the lines name and a backup has brought back; how many that were."""
    return sum(KINDS[line.kind].again(line.key, line.at) for line in sorted(set(lines)))


def tell(of: Participant | Session) -> None:
    person = of.participant if isinstance(of, Session) else of
    record(
        actor=None,
        action=AGAIN,
        object_type=type(of).__name__.lower(),
        object_id=of.pk,
        organisation_id=person.organisation_id,
    )


# An agreement, by its clause


def clause_withdrawn(clause: str) -> Iterator[tuple[UUID, dt.datetime]]:
    earlier = Consent.objects.filter(
        Q(recorded_at__lt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), pk__lt=OuterRef("pk")),
        participant=OuterRef("participant"),
    )
    without = Consent.objects.exclude(agreed__contains=[clause]).order_by("recorded_at")
    rows = without.annotate(before=Subquery(earlier.values("agreed")[:1]))
    for key, at, before in rows.values_list("participant_id", "recorded_at", "before").iterator():
        if clause in (before or []):
            yield key, at


def withdraw_clause(clause: str, key: UUID, at: dt.datetime) -> bool:
    last = Consent.objects.filter(participant=key).select_related("participant").first()
    if last is None or clause not in last.agreed or last.recorded_at >= at:
        return False
    agreed = [one for one in last.agreed if one != clause]
    # the list does not say by whom: whoever wrote down what went before
    Consent.objects.create(
        participant=last.participant,
        wording_version=last.wording_version,
        agreed=agreed,
        recorded_by_id=last.recorded_by_id,
        recorded_at=at,
    )
    end_what_is_not_agreed(last.participant, agreed)
    tell(last.participant)
    return True


for _clause in WITHDRAWING:
    KINDS[f"agreement-{_clause}"] = Kind(
        partial(clause_withdrawn, _clause), partial(withdraw_clause, _clause)
    )


# Who would rather not be asked how they got on, and took no agreement back


def follow_ups_declined() -> Iterator[tuple[UUID, dt.datetime]]:
    declined = Session.objects.filter(follow_up_ended=FollowUpEnd.DECLINED)
    for key, at in declined.values_list("pk", "follow_up_ended_at").iterator():
        if at is not None:
            yield key, at


def decline_follow_up(key: UUID, at: dt.datetime) -> bool:
    session = Session.objects.awaiting_follow_up().filter(pk=key).first()
    if session is None or was_taken_up_since(key, at):
        return False
    session.end_follow_up(FollowUpEnd.DECLINED)
    tell(session)
    return True


def was_taken_up_since(key: UUID, at: dt.datetime) -> bool:
    again = {"follow-up taken up again", "follow-up agreed"}
    return AuditEvent.objects.filter(object_id=key, action__in=again, at__gt=at).exists()


KINDS["follow-up"] = Kind(follow_ups_declined, decline_follow_up)


# Rows that were taken back


def rows_withdrawn(model: type[models.Model]) -> Iterator[tuple[UUID, dt.datetime]]:
    rows = model._default_manager.exclude(withdrawn_at=None)
    yield from rows.order_by("pk").values_list("pk", "withdrawn_at").iterator()


def withdraw_row(
    model: type[models.Model], made: str, session: str, key: UUID, at: dt.datetime
) -> bool:
    row = model._default_manager.filter(pk=key, withdrawn_at=None, **{f"{made}__lt": at})
    found = Session.objects.filter(pk__in=row.values(session)).first()
    if found is None:
        return False
    row.update(withdrawn_at=at)
    tell(found)
    return True
