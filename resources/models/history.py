"""Every change to the directory, written down by the database itself (django-pghistory), whichever
way it was made. Only the directory: a history of participants would defeat erasing them.

Each row says what one row of the directory held after a change, or before it was deleted; who made
it and how stands in `pgh_context`: {"user", "how", "import", "file", "feed", "merged"}.
"""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.gis.db import models
from django.db.models.fields.json import KT
from pghistory import trigger

from resources.models.directory import ExternalId, Place, Provider, Resource
from resources.models.schedule import Schedule

BY_IMPORT = KT("pgh_context__import")
OF_AN_IMPORT = models.Q(pgh_context__has_key="import")


class StatementEvent(trigger.Event):
    """Writes the events of all the rows of a statement together.

    The context stands in each event. pghistory would file it once more, in a table of its own.
    """

    level = pgtrigger.Statement

    def get_func(self, model: Any) -> Any:
        written: str = super().get_func(model).func  # type: ignore[no-untyped-call]
        filed = "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) "
        assert filed in written
        alone = written.replace(filed, "").replace(", _pgh_attached_context;", ";")
        return pgtrigger.Func(alone)  # type: ignore[no-untyped-call]


class OnceAStatement:
    def add_event_trigger(self: Any, event_model: Any) -> None:
        event = StatementEvent(  # type: ignore[no-untyped-call]
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
        )
        pgtrigger.register(event)(event_model.pgh_tracked_model)


class Inserted(OnceAStatement, pghistory.InsertEvent):
    pass


class Updated(OnceAStatement, pghistory.UpdateEvent):
    pass


class Deleted(OnceAStatement, pghistory.DeleteEvent):
    pass


def history_of(model: type[models.Model], **options: Any) -> Any:
    """The base of a model that keeps another's history."""
    options.setdefault(
        "obj_field", pghistory.ObjForeignKey(related_name="+", related_query_name="+")
    )
    return pghistory.create_event_model(
        model,
        Inserted(),
        Updated(),
        Deleted(),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        **options,
    )


def by_import(name: str) -> models.Index:
    """What an import did is asked for when it is undone, and it is most of what there is."""
    return models.Index(BY_IMPORT, name=name, condition=OF_AN_IMPORT)


class ResourceInterest(Resource.interests.through):  # type: ignore[misc, name-defined]
    class Meta:
        proxy = True


class ResourceAuthority(Resource.authorities.through):  # type: ignore[misc, name-defined]
    class Meta:
        proxy = True


class ProviderEvent(history_of(Provider)):  # type: ignore[misc]
    class Meta:
        indexes = [by_import("provider_event_import")]


class ResourceEvent(history_of(Resource, exclude=["updated_at"])):  # type: ignore[misc]
    area = models.MultiPolygonField(geography=True, null=True, spatial_index=False)

    class Meta:
        indexes = [
            by_import("resource_event_import"),
            models.Index(
                fields=["pgh_created_at"],
                name="resource_event_deleted",
                condition=models.Q(pgh_label="delete"),
            ),
        ]


class PlaceEvent(history_of(Place)):  # type: ignore[misc]
    point = models.PointField(geography=True, null=True, spatial_index=False)

    class Meta:
        indexes = [by_import("place_event_import")]


class ScheduleEvent(history_of(Schedule)):  # type: ignore[misc]
    class Meta:
        indexes = [by_import("schedule_event_import")]


class ExternalIdEvent(history_of(ExternalId)):  # type: ignore[misc]
    class Meta:
        indexes = [by_import("external_id_event_import")]


class InterestEvent(history_of(ResourceInterest, obj_field=None)):  # type: ignore[misc]
    class Meta:
        indexes = [by_import("interest_event_import")]


class AuthorityEvent(history_of(ResourceAuthority, obj_field=None)):  # type: ignore[misc]
    class Meta:
        indexes = [by_import("authority_event_import")]
