"""Undoes an import as a whole: what it brought goes, what it changed is as it was before.

What somebody changed by hand since then stays, and is named. What someone's plan points to is
closed instead of deleted. Batch by batch, each whole: stopped in the middle, it goes on.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import CharField, TextChoices, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from facilitation.models import User
from imports.models import ImportRun
from resources import listings
from resources.actions.restoring import restore
from resources.history import replay
from resources.models import Provider, ProviderEvent, Resource, ResourceEvent, SourceRecord
from resources.vocabulary import Status

State = ImportRun.State
BATCH = 500
MOST_NAMED = 3000


class UndoOutcome(TextChoices):
    """What became of an entry. The label is how a count of them is shown."""

    DELETED = "deleted", "deleted"
    CLOSED = "closed", "closed, because they are in somebody's plan"
    RESTORED = "restored", "restored"
    LEFT = "left", "left as they are, because somebody changed them since"


@dataclass
class UndoReport:
    counts: Counter[str] = field(default_factory=Counter)
    # names of entries that stay because somebody changed them
    left: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """In a sentence."""
        parts = [f"{self.counts[one]:,} {one.label}" for one in UndoOutcome if self.counts[one]]
        return ("; ".join(parts) or "Nothing") + "."


def undo_whole(upload: ImportRun, by: User | None) -> UndoReport:
    """Undo the import, and write down what came of it."""
    ImportRun.objects.filter(pk=upload.pk).update(state=State.UNDOING, heard_at=timezone.now())
    report = undo(upload, by)
    upload.state, upload.message = State.UNDONE, report.summary
    upload.content = upload.original = b""
    upload.remarks = [
        (0, UndoOutcome.LEFT.value, f"{name}: changed since, so it stays.") for name in report.left
    ]
    upload.save(update_fields=["state", "message", "remarks", "content", "original"])
    return report


def undo(upload: ImportRun, by: User | None) -> UndoReport:
    context = {"undo": str(upload.pk), **({"user": str(by.pk)} if by else {})}
    report = UndoReport()
    ids = sorted(changed_by(upload))
    upload.rows_done = 0
    ImportRun.objects.filter(pk=upload.pk).update(rows_total=len(ids), rows_done=0)
    for begins in range(0, len(ids), BATCH):
        batch = ids[begins : begins + BATCH]
        with transaction.atomic(), pghistory.context(**context):
            undo_batch(upload, batch, report, context)
            upload.rows_done, upload.heard_at = upload.rows_done + len(batch), timezone.now()
            upload.save(update_fields=["rows_done", "heard_at"])
    with transaction.atomic(), pghistory.context(**context):
        new = events_of(ProviderEvent, upload).filter(pgh_label="insert").values("pgh_obj_id")
        Provider.objects.filter(pk__in=new, resources=None).delete()
    return report


def events_of(model: Any, upload: ImportRun) -> Any:
    """The events that this import caused."""
    caused = model.objects.alias(by_import=KT("pgh_context__import"))
    return caused.filter(by_import=str(upload.pk), pgh_context__has_key="import")


def changed_by(upload: ImportRun) -> set[UUID]:
    found = set(events_of(ResourceEvent, upload).values_list("pgh_obj_id", flat=True))
    for model, _ in replay.PARTS.values():
        found |= set(events_of(model, upload).values_list("resource_id", flat=True))
    return found


def undo_batch(
    upload: ImportRun, ids: list[UUID], report: UndoReport, context: dict[str, str]
) -> None:
    here = set(Resource.objects.filter(pk__in=ids).values_list("pk", flat=True))
    report.counts[UndoOutcome.DELETED] += len(ids) - len(here)  # already gone
    new = events_of(ResourceEvent, upload).filter(pgh_label="insert", pgh_obj_id__in=here)
    brought = set(new.values_list("pgh_obj_id", flat=True)) - changed_by_others(upload, here)
    remove(brought, report)
    for key in sorted(here - brought):
        restore_entry(upload, key, report, context)


def changed_by_others(upload: ImportRun, ids: set[UUID]) -> set[UUID]:
    """Which of these have a change that is not of this import."""
    by = Coalesce(KT("pgh_context__import"), Value(""), output_field=CharField())
    found: set[UUID] = set()
    for model, column in [
        (ResourceEvent, "pgh_obj_id"),
        *((model, "resource_id") for model, _ in replay.PARTS.values()),
    ]:
        events = model.objects.filter(**{f"{column}__in": ids}).alias(by_import=by)
        others = events.exclude(by_import=str(upload.pk))
        found |= set(others.values_list(column, flat=True))
    return found


def remove(ids: set[UUID], report: UndoReport) -> None:
    chosen = in_plans(ids)
    Resource.objects.filter(pk__in=ids - chosen).delete()
    Resource.objects.filter(pk__in=chosen).update(status=Status.CLOSED, updated_at=timezone.now())
    listings.refresh(chosen)
    report.counts[UndoOutcome.DELETED] += len(ids - chosen)
    report.counts[UndoOutcome.CLOSED] += len(chosen)


def in_plans(ids: set[UUID]) -> set[UUID]:
    """Those that something outside the directory points to, from apps unknown to this one."""
    found: set[UUID] = set()
    for relation in Resource._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label != Resource._meta.app_label:
            name = relation.field.name
            pointing = model._default_manager.filter(**{f"{name}__in": ids})
            found |= set(pointing.values_list(name, flat=True))
    return found


def restore_entry(
    upload: ImportRun, key: UUID, report: UndoReport, context: dict[str, str]
) -> None:
    """As it was before the import, unless somebody has changed it since."""
    past = replay.changes(key)
    first = next(i for i, one in enumerate(past) if one.context.get("import") == str(upload.pk))
    since = [one.context for one in past[first:] if one.context.get("import") != str(upload.pk)]
    if any(one.get("undo") == str(upload.pk) for one in since):
        return  # done before the work was stopped
    if since:
        report.counts[UndoOutcome.LEFT] += 1
        if len(report.left) < MOST_NAMED:
            report.left.append(Resource.objects.get(pk=key).name)
        return
    restore(entry_id=key, state=past[first].before, **context)
    # what it said is to be looked at anew, should it come again
    records = SourceRecord.objects.filter(external_id__source=upload.source)
    records.filter(external_id__resource=key).delete()
    report.counts[UndoOutcome.RESTORED] += 1
