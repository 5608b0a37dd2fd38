"""Every change to the directory, written down by the database itself (django-pghistory), whichever
way it was made. Only the directory: a history of participants would defeat erasing them.

Each row says what one row of the directory held after a change, or before it was deleted; who made
it and how stands in `pgh_context`: {"user", "how", "import", "file", "feed", "merged"}.
"""

from typing import Any

import pghistory
from django.contrib.gis.db import models
from django.db.models.fields.json import KT

from resources.models.directory import ExternalId, Place, Provider, Resource
from resources.models.schedule import Schedule

BY_IMPORT = KT("pgh_context__import")
OF_AN_IMPORT = models.Q(pgh_context__has_key="import")


def history_of(model: type[models.Model], **options: Any) -> Any:
    """The base of a model that keeps another's history."""
    options.setdefault(
        "obj_field", pghistory.ObjForeignKey(related_name="+", related_query_name="+")
    )
    return pghistory.create_event_model(
        model,
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
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
