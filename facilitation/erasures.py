"""Who and what was erased, as ids: whoever restores a backup has it erased again.

The audit log holds them, and neither names nor anything else that was erased. An app adds the
records of its own that people may have deleted, by the name that the audit log has for them. What
people took back without being erased is on the same list (`facilitation.withdrawals`).
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import models, transaction

from facilitation.audit import record
from facilitation.models import AuditEvent, Participant
from facilitation.withdrawals import Line, withdraw_again

AGAIN = "erased again after a restore"
ACTIONS = {"erased", "empty session deleted", AGAIN}
WORDS_OF_A_WITHDRAWAL = 3
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
def apply_again(lines: Iterable[str]) -> tuple[int, int]:
    """Erase and take back what the lines of `list_erased` name and a backup has brought back; how
    many that were of each. Raises ValueError for a line that is neither, and does nothing: an
    unread list would forget somebody."""
    erasures, taken_back = set(), []
    for line in filter(str.strip, lines):
        if len(line.split()) == WORDS_OF_A_WITHDRAWAL:
            taken_back.append(Line.read(line))
        else:
            erasures.add(read(line))
    return erase_again(erasures), withdraw_again(taken_back)


def erase_again(keys: Iterable[tuple[str, UUID]]) -> int:
    count = 0
    for kind, key in sorted(keys):
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
