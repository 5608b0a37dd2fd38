"""What can be sent when choosing."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from facilitation.models import Session
from facilitation.prepared import Prepared
from plans.actions import NotOfferedError
from preferences.models import Answer, Interest
from resources.models import Place, Resource

NOT_OFFERED = str(NotOfferedError())
SLUGS = Interest.objects.filter(resources=OuterRef("pk")).values("slug")
OFFERED = Prepared(
    lambda pk, today: (
        Resource.objects.offered(today)
        .filter(pk=pk)
        .select_related("provider")
        .annotate(**{"slugs_read": ArraySubquery(SLUGS)})
        .order_by()
    ),
    UUID(int=1),
    dt.date(1970, 1, 1),
)
PLACES = Prepared(lambda pk: Place.objects.filter(resource=pk), UUID(int=1))


class ChooseForm(forms.Form):
    """One of the resources that the session's answers ask for, and which of its places."""

    resource = forms.UUIDField(error_messages={"required": NOT_OFFERED, "invalid": NOT_OFFERED})
    place = forms.UUIDField(required=False, error_messages={"invalid": NOT_OFFERED})

    def __init__(self, data: Any, *, session: Session) -> None:
        super().__init__(data)
        self.session = session

    def clean_resource(self) -> Resource:
        resource = OFFERED.first(self.cleaned_data["resource"], timezone.localdate())
        wanted = Answer.objects.wanted_slugs(self.session)
        if resource is None or wanted.isdisjoint(resource.slugs_read or []):
            raise forms.ValidationError(NOT_OFFERED)
        return resource

    def clean(self) -> dict[str, Any]:
        resource, asked = self.cleaned_data.get("resource"), self.cleaned_data.get("place")
        places = PLACES.all(resource.pk) if resource else []
        named = [place for place in places if place.pk == asked]
        if resource and asked and not named:
            self.add_error("place", NOT_OFFERED)
        self.cleaned_data["place"] = next(iter(named if asked or len(places) > 1 else places), None)
        return self.cleaned_data

    @property
    def problem(self) -> str:
        return next(str(error) for errors in self.errors.values() for error in errors)


class UnchooseForm(forms.Form):
    resource = forms.UUIDField()
