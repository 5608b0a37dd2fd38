"""Who and what was erased, as ids: whoever restores a backup has it erased again.

The audit log holds them, and neither names nor anything else that was erased. An app adds the
records of its own that people may have deleted, by the name that the audit log has for them.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import models, transaction

from facilitation.audit import record
from facilitation.models import AuditEvent, Participant

AGAIN = "erased again after a restore"
ACTIONS = {"erased", "empty session deleted", AGAIN}
MODELS: dict[str, type[models.Model]] = {"participant": Participant}


def add(*, object_type: str, model: type[models.Model], action: str) -> None:
    """Have records of this model stay deleted, too, which `action` tells of."""
    MODELS[object_type] = model
    ACTIONS.add(action)


def erased() -> Iterator[str]:
    """A line for each: what it was, and its id."""
    events = AuditEvent.objects.filter(action__in=ACTIONS, object_type__in=MODELS)
    for kind, key in events.order_by("pk").values_list("object_type", "object_id").iterator():
        yield f"{kind} {key}"


@transaction.atomic
def erase_again(lines: Iterable[str]) -> int:
    """Erase what the lines of `erased` name and a backup has brought back; how many that were.
    Raises ValueError for a line that is none of them: an unread list would forget somebody."""
    count = 0
    for kind, key in sorted(set(map(read, filter(str.strip, lines)))):
        for found in MODELS[kind]._default_manager.filter(pk=key):
            record(
                actor=None,
                action=AGAIN,
                object_type=kind,
                object_id=key,
                organisation_id=getattr(found, "organisation_id", None),
            )
            found.delete()
            count += 1
    return count


def read(line: str) -> tuple[str, UUID]:
    kind, _, key = line.strip().partition(" ")
    if kind not in MODELS:
        raise ValueError("A line names nothing that can be erased.")
    return kind, UUID(key)
